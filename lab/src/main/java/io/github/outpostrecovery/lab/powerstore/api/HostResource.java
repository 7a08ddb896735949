package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LastInitiator;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapSecrets;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.Reach;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Changes of {@code /host}. One request adds, removes or modifies initiators, and never two of these. */
final class HostResource {
    static final Set<String> CONNECTIVITY =
            Set.of("Local_Only", "Metro_Optimize_Both", "Metro_Optimize_Local", "Metro_Optimize_Remote");
    static final int LONGEST_NAME = 128;
    static final int LONGEST_DESCRIPTION = 256;
    private static final Set<String> OS_TYPES = Set.of("Windows", "Linux", "ESXi", "AIX", "HP-UX", "Solaris");
    private static final List<String> INITIATOR_CHANGES =
            List.of("add_initiators", "remove_initiators", "modify_initiators");

    private final PowerStoreCluster cluster;
    private final References references;
    private final Mappings mappings;
    private final InitiatorBodies initiatorBodies;

    HostResource(PowerStoreCluster cluster, References references, Mappings mappings) {
        this.cluster = cluster;
        this.references = references;
        this.mappings = mappings;
        this.initiatorBodies = new InitiatorBodies(cluster);
    }

    void route(Router router) {
        router.post("/api/rest/host", this::create)
                .patch("/api/rest/host/{}", this::modify)
                .delete("/api/rest/host/{}", this::delete)
                .post("/api/rest/host/{}/attach", this::attach)
                .post("/api/rest/host/{}/detach", this::detach);
    }

    private Inventory inventory() {
        return cluster.inventories().accepted();
    }

    private RestResponse create(ApiCall call) {
        Body body = Body.of(call, "name", "description", "os_type", "host_connectivity", "initiators");
        String name = body.requiredText("name", LONGEST_NAME);
        String osType = body.requiredWord("os_type", OS_TYPES);
        String connectivity = body.word("host_connectivity", CONNECTIVITY).orElse("Local_Only");
        String description = body.text("description", 0, LONGEST_DESCRIPTION).orElse("");
        List<Body> given = body.objects("initiators", InitiatorBodies.PROPERTIES);
        if (given.isEmpty()) {
            throw Body.refused("initiators", "is required");
        }
        refuseTaken(name);
        Host host = new Host(inventory().newId(), name, description, osType, connectivity, "");
        inventory().hosts().put(host);
        add(host, given);
        return Replies.made(201, host.id());
    }

    private void refuseTaken(String name) {
        if (inventory().hostNamed(name).isPresent()) {
            throw Reason.HOST_NAME_TAKEN.because("A host with the name " + name + " exists.", name);
        }
    }

    private RestResponse modify(ApiCall call) {
        Body body = Body.of(
                call,
                "name",
                "description",
                "host_connectivity",
                "add_initiators",
                "remove_initiators",
                "modify_initiators");
        if (INITIATOR_CHANGES.stream().filter(body::has).count() > 1) {
            throw Reason.BAD_BODY.because(
                    "Only one of add, remove and update initiator operations are supported in a single request.");
        }
        List<Body> added = body.objects("add_initiators", InitiatorBodies.PROPERTIES);
        List<String> removed = body.texts("remove_initiators");
        List<Body> modified = body.objects("modify_initiators", InitiatorBodies.UPDATED_PROPERTIES);
        Host host = references.host(call.variable());
        String name = body.text("name", 1, LONGEST_NAME).orElse(host.name());
        if (!name.equals(host.name())) {
            refuseTaken(name);
        }
        Host renamed = host.named(
                        name, body.text("description", 0, LONGEST_DESCRIPTION).orElse(host.description()))
                .connected(body.word("host_connectivity", CONNECTIVITY).orElse(host.connectivity()));
        inventory().hosts().put(renamed);
        add(renamed, added);
        removed.forEach(portName -> remove(renamed, portName));
        if (!removed.isEmpty()) {
            refuseIfLast(renamed);
        }
        modified.forEach(one -> update(renamed, one));
        return Replies.done();
    }

    private void add(Host host, List<Body> given) {
        List<Initiator> fresh = new ArrayList<>();
        for (Body body : given) {
            fresh.add(initiatorBodies.initiator(host, body));
        }
        for (Initiator initiator : fresh) {
            inventory().initiatorNamed(initiator.portName()).ifPresent(known -> {
                throw known.host().equals(host.id())
                        ? Reason.INITIATOR_IN_THIS_HOST.because(
                                "Initiator " + known.portName() + " is already part of the host.", known.portName())
                        : Reason.INITIATOR_IN_OTHER_HOST.because(
                                "Initiator " + known.portName() + " is already registered with another host.",
                                known.portName());
            });
            inventory().initiators().put(initiator);
        }
        long protocols = inventory().initiatorsOf(host).stream()
                .map(one -> one.portType() == Initiator.PortType.NVME || one.portType() == Initiator.PortType.NVME_VVOL)
                .distinct()
                .count();
        if (protocols > 1) {
            throw Reason.MIXED_PROTOCOLS.because("A host has either SCSI or NVMe initiators.", host.name());
        }
    }

    private Initiator own(Host host, String portName) {
        return inventory()
                .initiatorNamed(portName)
                .filter(one -> one.host().equals(host.id()))
                .orElseThrow(() -> Reason.INITIATOR_NOT_IN_HOST.because(
                        "Initiator " + portName + " is not part of the host.", portName));
    }

    private void remove(Host host, String portName) {
        inventory().initiators().remove(own(host, portName).id());
    }

    private void refuseIfLast(Host host) {
        boolean mapped = !new Reach(inventory()).mappingsOf(host).isEmpty();
        boolean mustStay = cluster.settings().lastInitiator() == LastInitiator.MUST_STAY;
        if (mapped && mustStay && inventory().initiatorsOf(host).isEmpty()) {
            throw Reason.LAST_INITIATOR.because(
                    "The last initiator of a host that is attached to volumes cannot be removed.", host.name());
        }
    }

    private void update(Host host, Body body) {
        Initiator initiator = own(host, body.requiredText("port_name", InitiatorBodies.LONGEST_PORT_NAME));
        ChapSecrets secrets = initiatorBodies.updated(initiator.chap(), body);
        inventory().initiators().put(initiator.with(secrets));
    }

    private RestResponse delete(ApiCall call) {
        Body.optional(call);
        Host host = references.host(call.variable());
        if (!new Reach(inventory()).mappingsOf(host).isEmpty()) {
            throw Reason.HOST_ATTACHED.because("The host is attached to a volume.", host.name());
        }
        if (!host.group().isEmpty()) {
            throw Reason.HOST_IN_GROUP.because("The host is in a host group.", host.name());
        }
        inventory().initiatorsOf(host).forEach(one -> inventory().initiators().remove(one.id()));
        inventory().hosts().remove(host.id());
        return Replies.done();
    }

    private RestResponse attach(ApiCall call) {
        Body body = Body.of(call, "volume_id", "logical_unit_number");
        String volume = body.requiredText("volume_id", LONGEST_DESCRIPTION);
        var number = body.number("logical_unit_number", 0, Reach.HIGHEST_NUMBER);
        Host host = references.host(call.variable());
        mappings.attach(references.volumeIn(volume), Mapping.Holder.host(host.id()), number);
        return Replies.done();
    }

    private RestResponse detach(ApiCall call) {
        String volume = Body.of(call, "volume_id").requiredText("volume_id", LONGEST_DESCRIPTION);
        Host host = references.host(call.variable());
        mappings.detach(references.volumeIn(volume), Mapping.Holder.host(host.id()));
        return Replies.done();
    }
}
