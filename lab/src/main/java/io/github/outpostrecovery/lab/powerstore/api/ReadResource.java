package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.query.Catalog;
import io.github.outpostrecovery.lab.powerstore.query.CollectionReader;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** Every GET but that of {@code /login_session}. */
final class ReadResource {
    private static final List<String> PAGED = List.of(
            "host",
            "host_group",
            "initiator",
            "host_volume_mapping",
            "volume",
            "job",
            "appliance",
            "node",
            "ip_pool_address",
            "ip_port",
            "software_installed");
    private static final List<String> WHOLE = List.of("cluster", "chap_config", "discovered_initiator");
    private static final List<String> SINGLE = List.of(
            "host", "host_group", "initiator", "host_volume_mapping", "volume", "job", "cluster", "chap_config");

    private final PowerStoreCluster cluster;
    private final CollectionReader reader;

    ReadResource(PowerStoreCluster cluster, SystemIdentity identity) {
        this.cluster = cluster;
        Catalog catalog = new Catalog();
        new HostRows(cluster).addTo(catalog);
        new VolumeRows(cluster).addTo(catalog);
        new SystemRows(cluster, identity).addTo(catalog);
        new JobRows(cluster).addTo(catalog);
        this.reader = new CollectionReader(catalog, cluster.brokenPages());
    }

    void route(Router router) {
        for (String resource : PAGED) {
            router.get(
                    "/api/rest/" + resource,
                    call -> reader.page(resource, call.request(), call.session().user(), call.now(), looks()));
        }
        for (String resource : WHOLE) {
            router.get("/api/rest/" + resource, call -> reader.whole(resource, call.request(), call.now(), looks()));
        }
        for (String resource : SINGLE) {
            router.get("/api/rest/" + resource + "/{}", call -> one(resource, call));
        }
    }

    private RestResponse one(String resource, ApiCall call) {
        Inventory inventory = cluster.inventory();
        String reference = call.variable();
        String id = switch (resource) {
            case "host" -> References.idOf(inventory.hosts(), reference, Host::name, Host::id);
            case "host_group" -> References.idOf(inventory.groups(), reference, HostGroup::name, HostGroup::id);
            case "volume" -> References.idOf(inventory.volumes(), reference, Volume::name, Volume::id);
            default -> reference;
        };
        return reader.one(resource, id, call.request(), call.now(), looks());
    }

    private CollectionReader.Looks looks() {
        return new CollectionReader.Looks(
                cluster.settings().defaultRows(), cluster.settings().absent());
    }
}
