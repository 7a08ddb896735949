package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.Reach;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** Changes of {@code /host_group}. A host in a group has its mappings on the group, and none of its own. */
final class HostGroupResource {
    private final PowerStoreCluster cluster;
    private final References references;
    private final Mappings mappings;

    HostGroupResource(PowerStoreCluster cluster, References references, Mappings mappings) {
        this.cluster = cluster;
        this.references = references;
        this.mappings = mappings;
    }

    void route(Router router) {
        router.post("/api/rest/host_group", this::create)
                .patch("/api/rest/host_group/{}", this::modify)
                .delete("/api/rest/host_group/{}", this::delete)
                .post("/api/rest/host_group/{}/attach", this::attach)
                .post("/api/rest/host_group/{}/detach", this::detach);
    }

    private Inventory inventory() {
        return cluster.inventories().accepted();
    }

    private RestResponse create(ApiCall call) {
        Body body = Body.of(call, "name", "description", "host_ids");
        String name = body.requiredText("name", HostResource.LONGEST_NAME);
        String description =
                body.text("description", 0, HostResource.LONGEST_DESCRIPTION).orElse("");
        List<String> ids = body.texts("host_ids");
        if (!body.has("host_ids") || ids.isEmpty()) {
            throw Body.refused("host_ids", "is required");
        }
        refuseTaken(name);
        List<Host> hosts = ids.stream().map(this::host).toList();
        HostGroup group = new HostGroup(
                inventory().newId(), name, description, hosts.getFirst().connectivity());
        inventory().groups().put(group);
        hosts.forEach(host -> add(group, host));
        return Replies.made(201, group.id());
    }

    private void refuseTaken(String name) {
        if (inventory().groupNamed(name).isPresent()) {
            throw Reason.GROUP_NAME_TAKEN.because("A host group with the name " + name + " exists.", name);
        }
    }

    private Host host(String reference) {
        return references
                .findHost(reference)
                .orElseThrow(() -> Reason.BAD_HOST_IDS.because("The host id " + reference + " is invalid.", reference));
    }

    private void add(HostGroup group, Host host) {
        if (!host.group().isEmpty()) {
            throw Reason.HOST_IN_GROUP.because("The host " + host.name() + " is in a host group.", host.name());
        }
        if (!inventory().mappingsOf(Mapping.Holder.host(host.id())).isEmpty()) {
            throw Reason.HOST_HAS_VOLUMES.because("The host " + host.name() + " is attached to a volume.", host.name());
        }
        if (!host.connectivity().equals(group.connectivity())) {
            throw Reason.MIXED_CONNECTIVITY.because(
                    "All hosts of a host group have the same connectivity.", host.name());
        }
        inventory().hosts().put(host.in(group.id()));
    }

    private RestResponse modify(ApiCall call) {
        Body body = Body.of(call, "name", "description", "host_connectivity", "add_host_ids", "remove_host_ids");
        boolean membership = body.has("add_host_ids") || body.has("remove_host_ids");
        if (body.has("add_host_ids") && body.has("remove_host_ids")) {
            throw Reason.BAD_BODY.because("Hosts cannot be added and removed in a single request.");
        }
        if (membership && (body.has("name") || body.has("host_connectivity"))) {
            throw Reason.BAD_BODY.because("A host group cannot be modified while hosts are added or removed.");
        }
        List<String> added = body.texts("add_host_ids");
        List<String> removed = body.texts("remove_host_ids");
        HostGroup group = references.group(call.variable());
        String name = body.text("name", 1, HostResource.LONGEST_NAME).orElse(group.name());
        if (!name.equals(group.name())) {
            refuseTaken(name);
        }
        HostGroup changed = new HostGroup(
                group.id(),
                name,
                body.text("description", 0, HostResource.LONGEST_DESCRIPTION).orElse(group.description()),
                body.word("host_connectivity", HostResource.CONNECTIVITY).orElse(group.connectivity()));
        inventory().groups().put(changed);
        inventory().hostsOf(changed).forEach(host -> inventory().hosts().put(host.connected(changed.connectivity())));
        added.forEach(id -> add(changed, host(id)));
        removed.forEach(id -> remove(changed, host(id)));
        if (!removed.isEmpty()
                && attached(changed)
                && inventory().hostsOf(changed).isEmpty()) {
            throw Reason.LAST_HOST.because("The last host of an attached host group cannot be removed.", name);
        }
        return Replies.done();
    }

    private void remove(HostGroup group, Host host) {
        if (!host.group().equals(group.id())) {
            throw Reason.BAD_HOST_IDS.because("The host " + host.name() + " is not in the host group.", host.name());
        }
        inventory().hosts().put(host.in(""));
        switch (cluster.settings().leavingHost()) {
            case KEEPS_NOTHING -> {
                // The mappings stay with the group.
            }
            case KEEPS_MAPPINGS ->
                inventory()
                        .mappingsOf(Mapping.Holder.group(group.id()))
                        .forEach(one -> inventory()
                                .mappings()
                                .put(new Mapping(
                                        inventory().newId(),
                                        Mapping.Holder.host(host.id()),
                                        one.volume(),
                                        one.number())));
        }
    }

    private boolean attached(HostGroup group) {
        return !inventory().mappingsOf(Mapping.Holder.group(group.id())).isEmpty();
    }

    private RestResponse delete(ApiCall call) {
        HostGroup group = references.group(call.variable());
        if (attached(group)) {
            throw Reason.GROUP_ATTACHED.because("The host group is attached to a volume.", group.name());
        }
        inventory().hostsOf(group).forEach(host -> inventory().hosts().put(host.in("")));
        inventory().groups().remove(group.id());
        return Replies.done();
    }

    private RestResponse attach(ApiCall call) {
        Body body = Body.of(call, "volume_id", "logical_unit_number");
        String volume = body.requiredText("volume_id", HostResource.LONGEST_DESCRIPTION);
        var number = body.number("logical_unit_number", 0, Reach.HIGHEST_NUMBER);
        HostGroup group = references.group(call.variable());
        mappings.attach(references.volumeIn(volume), Mapping.Holder.group(group.id()), number);
        return Replies.done();
    }

    private RestResponse detach(ApiCall call) {
        String volume = Body.of(call, "volume_id").requiredText("volume_id", HostResource.LONGEST_DESCRIPTION);
        HostGroup group = references.group(call.variable());
        mappings.detach(references.volumeIn(volume), Mapping.Holder.group(group.id()));
        return Replies.done();
    }
}
