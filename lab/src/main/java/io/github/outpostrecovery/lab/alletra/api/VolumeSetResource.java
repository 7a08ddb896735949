package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.inventory.VolumeSet;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** {@code /volumesets}. */
final class VolumeSetResource {
    private final AlletraSystem system;

    VolumeSetResource(AlletraSystem system) {
        this.system = system;
    }

    void route(Router router) {
        router.get("/volumesets", this::list)
                .post("/volumesets", this::create)
                .get("/volumesets/{}", this::one)
                .put("/volumesets/{}", this::modify)
                .delete("/volumesets/{}", this::delete);
    }

    private RestResponse list(ApiCall call) {
        return Members.all(
                call,
                system.effective().volumeSets().stream()
                        .map(VolumeSetResource::document)
                        .toList());
    }

    private RestResponse one(ApiCall call) {
        return Members.one(document(existing(system.effective(), call.variable())));
    }

    private static ObjectNode document(VolumeSet set) {
        return SetMembers.document(set.id(), set.name(), set.comment(), set.members());
    }

    static VolumeSet existing(Inventory inventory, String name) {
        return inventory.volumeSets().find(name).orElseThrow(SetMembers::notThere);
    }

    private RestResponse create(ApiCall call) {
        Body body = Body.of(call.request(), SetMembers.CREATION);
        String name = Names.object(system, body.requiredText("name"));
        if (system.configured().volumeSets().find(name).isPresent()) {
            throw WsapiCode.EXISTENT_SET.error("set already exists");
        }
        List<String> members = body.texts("setmembers");
        members.forEach(member -> VolumeResource.existing(system.configured(), member));
        SetMembers.requireAbsent(List.of(), members);
        VolumeSet set = new VolumeSet(
                system.identifiers().nextId(),
                name,
                List.of(),
                body.text("comment").orElse(""));
        for (String member : members) {
            set = set.with(member);
        }
        system.configured().volumeSets().put(set);
        system.publish(call.turn());
        return Members.created("/volumesets/" + name);
    }

    private RestResponse modify(ApiCall call) {
        Inventory inventory = system.configured();
        VolumeSet set = existing(inventory, call.variable());
        Body body = Body.of(call.request(), SetMembers.MODIFICATION);
        if (body.has("newName")) {
            throw WsapiCode.INV_INPUT.error("volume sets are not renamed here");
        }
        List<String> members = body.texts("setmembers");
        VolumeSet edited = new VolumeSet(
                set.id(), set.name(), set.slots(), body.text("comment").orElse(set.comment()));
        switch (SetMembers.action(body)) {
            case ADD_MEMBERS -> {
                members.forEach(member -> VolumeResource.existing(inventory, member));
                SetMembers.requireAbsent(set.members(), members);
                for (String member : members) {
                    edited = edited.with(member);
                }
                requireNoConflict(edited);
            }
            case REMOVE_MEMBERS -> {
                SetMembers.requirePresent(set.members(), members);
                for (String member : members) {
                    edited = edited.without(member);
                }
            }
            case NOTHING -> {
                // A comment.
            }
        }
        inventory.volumeSets().put(edited);
        system.publish(call.turn());
        return Members.done();
    }

    private void requireNoConflict(VolumeSet grown) {
        Inventory tried = Inventory.of(system.configured().save());
        tried.volumeSets().put(grown);
        tried.vlunsOf(Vlun.SET + grown.name())
                .flatMap(vlun -> tried.reach().hosts(vlun).stream())
                .forEach(host -> VlunConflicts.requireNone(tried, host));
    }

    private RestResponse delete(ApiCall call) {
        VolumeSet set = existing(system.configured(), call.variable());
        if (system.configured().vlunsOf(Vlun.SET + set.name()).findAny().isPresent()) {
            throw WsapiCode.EXPORTED_VLUN.error("the set has exported VLUNs");
        }
        system.configured().volumeSets().remove(set);
        system.publish(call.turn());
        return Members.done();
    }
}
