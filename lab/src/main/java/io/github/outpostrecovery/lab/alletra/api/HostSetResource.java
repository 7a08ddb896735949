package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.HostSet;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** {@code /hostsets}. */
final class HostSetResource {
    private final AlletraSystem system;

    HostSetResource(AlletraSystem system) {
        this.system = system;
    }

    void route(Router router) {
        router.get("/hostsets", this::list)
                .post("/hostsets", this::create)
                .get("/hostsets/{}", this::one)
                .put("/hostsets/{}", this::modify)
                .delete("/hostsets/{}", this::delete);
    }

    private RestResponse list(ApiCall call) {
        return Members.all(
                call,
                system.effective().hostSets().stream()
                        .map(HostSetResource::document)
                        .toList());
    }

    private RestResponse one(ApiCall call) {
        return Members.one(document(existing(system.effective(), call.variable())));
    }

    private static ObjectNode document(HostSet set) {
        return SetMembers.document(set.id(), set.name(), set.comment(), set.members());
    }

    static HostSet existing(Inventory inventory, String name) {
        return inventory.hostSets().find(name).orElseThrow(SetMembers::notThere);
    }

    private RestResponse create(ApiCall call) {
        Body body = Body.of(call.request(), SetMembers.CREATION);
        String name = Names.object(system, body.requiredText("name"));
        requireNewName(name);
        List<String> members = body.texts("setmembers");
        members.forEach(member -> HostResource.existing(system.configured(), member));
        SetMembers.requireAbsent(List.of(), members);
        HostSet set = new HostSet(
                system.identifiers().nextId(),
                name,
                members,
                body.text("comment").orElse(""));
        system.configured().hostSets().put(set);
        system.publish(call.turn());
        return Members.created("/hostsets/" + name);
    }

    private void requireNewName(String name) {
        if (system.configured().hostSets().find(name).isPresent()) {
            throw WsapiCode.EXISTENT_SET.error("set already exists");
        }
    }

    private RestResponse modify(ApiCall call) {
        Inventory inventory = system.configured();
        HostSet set = existing(inventory, call.variable());
        Body body = Body.of(call.request(), SetMembers.MODIFICATION);
        List<String> members = body.texts("setmembers");
        HostSet edited = new HostSet(
                set.id(), set.name(), set.members(), body.text("comment").orElse(set.comment()));
        switch (SetMembers.action(body)) {
            case ADD_MEMBERS -> {
                members.forEach(member -> HostResource.existing(inventory, member));
                SetMembers.requireAbsent(set.members(), members);
                for (String member : members) {
                    edited = edited.with(member);
                }
                requireNoConflict(set, edited, members);
            }
            case REMOVE_MEMBERS -> {
                SetMembers.requirePresent(set.members(), members);
                for (String member : members) {
                    edited = edited.without(member);
                }
            }
            case NOTHING -> {
                // A name or a comment.
            }
        }
        inventory.hostSets().put(edited);
        body.text("newName").ifPresent(newName -> rename(set.name(), Names.object(system, newName)));
        system.publish(call.turn());
        return Members.done();
    }

    /** Refuses hosts that would have two volumes under one LUN id. */
    private void requireNoConflict(HostSet set, HostSet grown, List<String> added) {
        Inventory tried = Inventory.of(system.configured().save());
        tried.hostSets().put(grown);
        boolean exported =
                system.configured().vlunsTo(Vlun.SET + set.name()).findAny().isPresent();
        added.stream()
                .filter(member -> exported)
                .map(member -> HostResource.existing(tried, member))
                .forEach(host -> VlunConflicts.requireNone(tried, host));
    }

    private void rename(String old, String newName) {
        requireNewName(newName);
        Inventory inventory = system.configured();
        HostSet set = existing(inventory, old);
        inventory.hostSets().replace(set, set.renamed(newName));
        inventory
                .vlunsTo(Vlun.SET + old)
                .forEach(vlun -> inventory.vluns().replace(vlun, vlun.withHost(Vlun.SET + newName)));
    }

    private RestResponse delete(ApiCall call) {
        HostSet set = existing(system.configured(), call.variable());
        if (system.configured().vlunsTo(Vlun.SET + set.name()).findAny().isPresent()) {
            throw WsapiCode.EXPORTED_VLUN.error("the set has exported VLUNs");
        }
        system.configured().hostSets().remove(set);
        system.publish(call.turn());
        return Members.done();
    }
}
