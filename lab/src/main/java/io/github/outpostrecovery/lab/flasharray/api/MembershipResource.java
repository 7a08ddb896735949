package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /host-groups/hosts}, and the same the other way round. */
final class MembershipResource {
    private static final Set<String> OWN = Set.of("group_names", "member_names");

    private final Listing listing = new Listing(Set.of("group", "member"), OWN);

    void route(Router router) {
        for (String path : List.of("host-groups/hosts", "hosts/host-groups")) {
            router.get(path, this::list).post(path, this::create).delete(path, this::delete);
        }
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        call.oneKindWithSeveral(OWN);
        Inventory inventory = call.applied();
        Selection<HostGroup> groups = HostGroupResource.selected(call, "group_names", inventory);
        Selection<Host> hosts = HostResource.selected(call, "member_names", inventory);
        List<Listing.Row> rows = new ArrayList<>();
        for (HostGroup group : groups.found()) {
            inventory.reach().members(group).stream()
                    .filter(hosts.found()::contains)
                    .forEach(
                            host -> rows.add(new Listing.Row(group.name() + "/" + host.name(), document(group, host))));
        }
        List<ApiError.Entry> missing = new ArrayList<>(groups.missing());
        missing.addAll(hosts.missing());
        return listing.page(call, rows, missing);
    }

    private RestResponse create(ApiCall call) {
        HostGroup group = group(call);
        List<ObjectNode> made = new ArrayList<>();
        for (Host host : hosts(call)) {
            Membership.join(call.accepted(), host, group);
            made.add(document(group, host));
        }
        return Listing.items(made);
    }

    private RestResponse delete(ApiCall call) {
        HostGroup group = group(call);
        hosts(call).forEach(host -> Membership.leave(call.accepted(), host, group));
        return Listing.done();
    }

    private static HostGroup group(ApiCall call) {
        call.allow(OWN);
        List<String> names = call.required("group_names");
        if (names.size() > 1) {
            throw ApiError.badRequest("Only one host group can be specified at a time.", "group_names");
        }
        return Selection.of(names, call.accepted()::groupNamed, HostGroupResource.MISSING)
                .orRefuse()
                .getFirst();
    }

    private static List<Host> hosts(ApiCall call) {
        return Selection.of(call.required("member_names"), call.accepted()::hostNamed, HostResource.MISSING)
                .orRefuse();
    }

    private static ObjectNode document(HostGroup group, Host host) {
        ObjectNode row = Documents.object();
        row.set("group", Documents.named(group.name()));
        row.set("member", Documents.named(host.name()));
        return row;
    }
}
