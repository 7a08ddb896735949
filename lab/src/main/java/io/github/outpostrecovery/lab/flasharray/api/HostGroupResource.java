package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Reach;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /host-groups}. */
final class HostGroupResource {
    static final String EXISTS = "Host group already exists.";
    static final String MISSING = "Host group does not exist.";

    private final Listing listing = new Listing(
            Set.of("name", "connection_count", "destroyed", "host_count", "is_local"), Set.of("names", "destroyed"));

    void route(Router router) {
        router.get("host-groups", this::list)
                .post("host-groups", this::create)
                .patch("host-groups", this::rename)
                .delete("host-groups", this::delete);
    }

    /** The host groups that a parameter names, or all if it is not given. */
    static Selection<HostGroup> selected(ApiCall call, String parameter, Inventory inventory) {
        return call.has(parameter)
                ? Selection.of(call.names(parameter), inventory::groupNamed, MISSING)
                : Selection.all(inventory.groups().all());
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        Selection<HostGroup> wanted = selected(call, "names", call.applied());
        boolean noneIsDestroyed = call.flag("destroyed").orElse(false);
        List<Listing.Row> rows = wanted.found().stream()
                .filter(group -> !noneIsDestroyed)
                .map(group -> new Listing.Row(group.name(), document(call.applied(), group)))
                .toList();
        return listing.page(call, rows, wanted.missing());
    }

    private static ObjectNode document(Inventory inventory, HostGroup group) {
        Reach reach = inventory.reach();
        return Documents.object()
                .put("name", group.name())
                .put("connection_count", reach.ofGroup(group).size())
                .put("destroyed", false)
                .put("host_count", reach.members(group).size())
                .put("is_local", true);
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("names"));
        Body.optional(call.request(), Set.of());
        List<ObjectNode> made = new ArrayList<>();
        for (String name : call.required("names")) {
            Names.checkNewHost(name, call.accepted().groupNamed(name), EXISTS);
            HostGroup group = new HostGroup(call.accepted().newId(), name);
            call.accepted().groups().put(group);
            made.add(document(call.accepted(), group));
        }
        return Listing.items(made);
    }

    private RestResponse rename(ApiCall call) {
        call.allow(Set.of("names"));
        List<ObjectNode> changed = new ArrayList<>();
        List<HostGroup> groups = Selection.of(call.required("names"), call.accepted()::groupNamed, MISSING)
                .orRefuse();
        Body body = Body.required(call.request(), Set.of("name"));
        for (HostGroup old : groups) {
            String name = body.text("name").orElse(old.name());
            Names.checkNewHost(
                    name,
                    call.accepted().groupNamed(name).filter(other -> !other.id().equals(old.id())),
                    EXISTS);
            call.accepted().groups().put(old.named(name));
            changed.add(document(call.accepted(), old.named(name)));
        }
        return Listing.items(changed);
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("names"));
        for (HostGroup group : Selection.of(call.required("names"), call.accepted()::groupNamed, MISSING)
                .orRefuse()) {
            Reach reach = call.accepted().reach();
            if (!reach.ofGroup(group).isEmpty()) {
                throw ApiError.badRequest("Host group cannot be deleted due to existing connections.", group.name());
            }
            reach.members(group).forEach(host -> call.accepted().hosts().put(host.in("")));
            call.accepted().groups().remove(group);
        }
        return Listing.done();
    }
}
