package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Reach;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /connections}. A group's connection is one record for each member; where there is nobody or nothing, a reference
 * without a name stands.
 */
final class ConnectionResource {
    private static final int FIRST_VERSION_WITH_NSID = 27;
    private static final Set<String> KINDS = Set.of("host_names", "host_group_names", "volume_names", "volume_ids");

    private final Listing listing =
            new Listing(Set.of("host", "host_group", "lun", "nsid", "protocol_endpoint", "volume"), KINDS);

    /** A connection as one host has it; no host if the group has no members. */
    private record Link(Connection connection, Optional<Host> host, Optional<HostGroup> group, Volume volume) {}

    void route(Router router) {
        router.get("connections", this::list).post("connections", this::create).delete("connections", this::delete);
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        call.oneKindWithSeveral(KINDS);
        Inventory inventory = call.applied();
        Selection<Host> hosts = HostResource.selected(call, "host_names", inventory);
        Selection<HostGroup> groups = HostGroupResource.selected(call, "host_group_names", inventory);
        Selection<Volume> volumes = VolumeResource.selected(call, "volume_names", "volume_ids", inventory);
        List<Listing.Row> rows = inventory.connections().stream()
                .flatMap(connection -> links(inventory, connection).stream())
                .filter(link -> volumes.found().contains(link.volume()))
                .filter(link -> !call.has("host_names")
                        || link.host().filter(hosts.found()::contains).isPresent())
                .filter(link -> !call.has("host_group_names")
                        || link.group().filter(groups.found()::contains).isPresent())
                .map(link -> row(call, link))
                .toList();
        List<ApiError.Entry> missing = new ArrayList<>(hosts.missing());
        missing.addAll(groups.missing());
        missing.addAll(volumes.missing());
        return listing.page(call, rows, missing);
    }

    private static List<Link> links(Inventory inventory, Connection connection) {
        Volume volume = inventory.volumes().get(connection.volume());
        Optional<HostGroup> group = inventory.groups().find(connection.group());
        List<Host> hosts = inventory.reach().served(connection);
        return hosts.isEmpty()
                ? List.of(new Link(connection, Optional.empty(), group, volume))
                : hosts.stream()
                        .map(host -> new Link(connection, Optional.of(host), group, volume))
                        .toList();
    }

    private static Listing.Row row(ApiCall call, Link link) {
        String host = link.host().map(Host::name).orElse("");
        String group = link.group().map(HostGroup::name).orElse("");
        ObjectNode row = Documents.object();
        row.set("host", Documents.named(host));
        row.set("host_group", Documents.named(group));
        row.set("protocol_endpoint", Documents.object());
        row.set("volume", Documents.reference(link.volume().id(), link.volume().name()));
        Protocol protocol = Reach.protocol(link.connection());
        if (protocol == Protocol.ISCSI) {
            row.put("lun", link.connection().lun());
        } else if (call.version() >= FIRST_VERSION_WITH_NSID) {
            row.put("nsid", link.volume().nsid());
        }
        return new Listing.Row(link.volume().name() + "/" + host + "/" + group, row);
    }

    private RestResponse create(ApiCall call) {
        call.allow(KINDS);
        ConnectionCreation creation =
                new ConnectionCreation(call.accepted(), Body.optional(call.request(), Set.of("lun")));
        List<Connection> made = new ArrayList<>();
        List<Volume> volumes = volumes(call);
        for (Host host : hosts(call)) {
            volumes.forEach(volume -> made.add(creation.ofHost(host, volume)));
        }
        for (HostGroup group : groups(call)) {
            volumes.forEach(volume -> made.add(creation.ofGroup(group, volume)));
        }
        return Listing.items(made.stream()
                .flatMap(connection -> links(call.accepted(), connection).stream())
                .map(link -> row(call, link).json())
                .toList());
    }

    private RestResponse delete(ApiCall call) {
        call.allow(KINDS);
        List<Volume> volumes = volumes(call);
        for (Host host : hosts(call)) {
            volumes.forEach(
                    volume -> delete(call.accepted(), call.accepted().reach().privateOf(host), volume));
        }
        for (HostGroup group : groups(call)) {
            volumes.forEach(
                    volume -> delete(call.accepted(), call.accepted().reach().ofGroup(group), volume));
        }
        return Listing.done();
    }

    private static void delete(Inventory inventory, List<Connection> connections, Volume volume) {
        Connection connection = connections.stream()
                .filter(one -> one.volume().equals(volume.id()))
                .findFirst()
                .orElseThrow(() -> ApiError.badRequest("Connection does not exist.", volume.name()));
        inventory.connections().remove(connection);
    }

    private static List<Volume> volumes(ApiCall call) {
        call.oneKindWithSeveral(KINDS);
        if (call.has("volume_names") == call.has("volume_ids")) {
            throw ApiError.badRequest("Exactly one of the parameters is required.", "volume_names,volume_ids");
        }
        if (call.has("host_names") == call.has("host_group_names")) {
            throw ApiError.badRequest("Exactly one of the parameters is required.", "host_names,host_group_names");
        }
        return VolumeResource.selected(call, "volume_names", "volume_ids", call.accepted())
                .orRefuse();
    }

    private static List<Host> hosts(ApiCall call) {
        return call.has("host_names")
                ? HostResource.selected(call, "host_names", call.accepted()).orRefuse()
                : List.of();
    }

    private static List<HostGroup> groups(ApiCall call) {
        return call.has("host_group_names")
                ? HostGroupResource.selected(call, "host_group_names", call.accepted())
                        .orRefuse()
                : List.of();
    }
}
