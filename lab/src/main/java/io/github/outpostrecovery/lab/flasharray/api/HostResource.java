package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.flasharray.inventory.Chap;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /hosts}. */
final class HostResource {
    static final String EXISTS = "Host already exists.";
    static final String MISSING = "Host does not exist.";

    private static final Set<String> FIELDS = Set.of(
            "name",
            "chap",
            "connection_count",
            "destroyed",
            "host_group",
            "iqns",
            "is_local",
            "nqns",
            "personality",
            "port_connectivity",
            "wwns");
    private static final Set<String> POST_FIELDS = Set.of("chap", "iqns", "nqns", "personality");
    private static final Set<String> PATCH_FIELDS = Set.of(
            "name",
            "chap",
            "host_group",
            "personality",
            "iqns",
            "add_iqns",
            "remove_iqns",
            "nqns",
            "add_nqns",
            "remove_nqns");
    private static final Set<String> CHAP_FIELDS =
            Set.of("host_user", "host_password", "target_user", "target_password");
    private static final Set<String> PERSONALITIES = Set.of(
            "aix",
            "esxi",
            "hitachi-vsp",
            "hpux",
            "oracle-vm-server",
            "solaris",
            "vms",
            "nutanix-mgmt",
            "nutanix-cluster");
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 255;

    private final Listing listing = new Listing(FIELDS, Set.of("names", "destroyed"));

    void route(Router router) {
        router.get("hosts", this::list)
                .post("hosts", this::create)
                .patch("hosts", this::modify)
                .delete("hosts", this::delete);
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        Selection<Host> wanted = selected(call, "names", call.applied());
        // Hosts are only destroyed with a realm, and there is none here.
        boolean noneIsDestroyed = call.flag("destroyed").orElse(false);
        List<Listing.Row> rows = wanted.found().stream()
                .filter(host -> !noneIsDestroyed)
                .map(host -> new Listing.Row(host.name(), document(call, call.applied(), host)))
                .toList();
        return listing.page(call, rows, wanted.missing());
    }

    /** The hosts that a parameter names, or all if it is not given. */
    static Selection<Host> selected(ApiCall call, String parameter, Inventory inventory) {
        return call.has(parameter)
                ? Selection.of(call.names(parameter), inventory::hostNamed, MISSING)
                : Selection.all(inventory.hosts().all());
    }

    private static ObjectNode document(ApiCall call, Inventory inventory, Host host) {
        ObjectNode row = Documents.object().put("name", host.name());
        ObjectNode chap = row.putObject("chap");
        put(chap, "host_user", host.chap().hostUser());
        put(chap, "host_password", host.chap().hostPassword().isEmpty() ? "" : "****");
        put(chap, "target_user", host.chap().targetUser());
        put(chap, "target_password", host.chap().targetPassword().isEmpty() ? "" : "****");
        row.put("connection_count", inventory.reach().of(host).size());
        row.put("destroyed", false);
        row.set(
                "host_group",
                Documents.named(inventory
                        .groups()
                        .find(host.group())
                        .map(HostGroup::name)
                        .orElse("")));
        host.iqns().forEach(row.putArray("iqns")::add);
        row.put("is_local", true);
        host.nqns().forEach(row.putArray("nqns")::add);
        put(row, "personality", host.personality());
        row.set("port_connectivity", PortConnectivity.of(call.array(), host).json());
        row.putArray("wwns");
        return row;
    }

    private static void put(ObjectNode row, String field, String value) {
        if (!value.isEmpty()) {
            row.put(field, value);
        }
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("names"));
        Body body = Body.required(call.request(), POST_FIELDS);
        List<ObjectNode> made = new ArrayList<>();
        for (String name : call.required("names")) {
            Names.checkNewHost(name, call.accepted().hostNamed(name), EXISTS);
            Host bare = new Host(call.accepted().newId(), name, List.of(), List.of(), Chap.NONE, "", "");
            Host host = InitiatorChange.ofNew(body).applyTo(call, set(bare, body));
            call.accepted().hosts().put(host);
            made.add(document(call, call.accepted(), host));
        }
        return Listing.items(made);
    }

    private RestResponse modify(ApiCall call) {
        call.allow(Set.of("names"));
        List<String> names = call.required("names");
        Body body = Body.required(call.request(), PATCH_FIELDS);
        List<Host> hosts =
                Selection.of(names, call.accepted()::hostNamed, MISSING).orRefuse();
        List<ObjectNode> changed = new ArrayList<>();
        for (Host old : hosts) {
            Host host = InitiatorChange.ofExisting(body).applyTo(call, set(renamed(call, old, body), body));
            call.accepted().hosts().put(host);
            body.object("host_group", Set.of("name"))
                    .ifPresent(group -> Membership.move(
                            call.accepted(), host, group.text("name").orElse("")));
            changed.add(document(call, call.accepted(), call.accepted().hosts().get(host.id())));
        }
        return Listing.items(changed);
    }

    private static Host renamed(ApiCall call, Host host, Body body) {
        Optional<String> name = body.text("name");
        if (name.isEmpty()) {
            return host;
        }
        Names.checkNewHost(
                name.get(),
                call.accepted()
                        .hostNamed(name.get())
                        .filter(other -> !other.id().equals(host.id())),
                EXISTS);
        return host.named(name.get());
    }

    private static Host set(Host host, Body body) {
        Host changed = body.object("chap", CHAP_FIELDS)
                .map(chap -> host.with(chap(host.chap(), chap)))
                .orElse(host);
        Optional<String> personality = body.text("personality");
        personality
                .filter(one -> !one.isEmpty() && !PERSONALITIES.contains(one))
                .ifPresent(one -> {
                    throw ApiError.badRequest("Invalid personality.", one);
                });
        return personality.map(changed::withPersonality).orElse(changed);
    }

    private static Chap chap(Chap old, Body body) {
        Chap chap = new Chap(
                body.text("host_user").orElse(old.hostUser()),
                body.text("host_password").orElse(old.hostPassword()),
                body.text("target_user").orElse(old.targetUser()),
                body.text("target_password").orElse(old.targetPassword()));
        checkPair(chap.hostUser(), chap.hostPassword(), "host_password");
        checkPair(chap.targetUser(), chap.targetPassword(), "target_password");
        if (!chap.hostPassword().isEmpty() && chap.hostPassword().equals(chap.targetPassword())) {
            throw ApiError.badRequest("The host password and the target password are the same.", "chap");
        }
        return chap;
    }

    private static void checkPair(String user, String password, String field) {
        boolean unset = user.isEmpty() && password.isEmpty();
        boolean complete =
                !user.isEmpty() && password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD;
        if (!unset && !complete) {
            throw ApiError.badRequest("The password must be between 12 and 255 characters and have a user.", field);
        }
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("names"));
        for (Host host : Selection.of(call.required("names"), call.accepted()::hostNamed, MISSING)
                .orRefuse()) {
            if (!call.accepted().reach().of(host).isEmpty()) {
                throw ApiError.badRequest("Host cannot be deleted due to existing connections.", host.name());
            }
            call.accepted().hosts().remove(host);
        }
        return Listing.done();
    }
}
