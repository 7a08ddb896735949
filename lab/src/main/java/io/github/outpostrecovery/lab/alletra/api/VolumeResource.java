package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code /volumes}: snapshots and volumes of every provisioning among them. */
final class VolumeResource {
    private static final Set<String> QUERY_FIELDS = Set.of("name", "wwn", "copyOf", "userCPG");
    private static final Set<String> ACTION = Set.of("action", "parameters");
    private static final int NORMAL_STATE = 1;

    private final AlletraSystem system;
    private final Copies copies;

    VolumeResource(AlletraSystem system, Copies copies) {
        this.system = system;
        this.copies = copies;
    }

    void route(Router router) {
        router.get("/volumes", this::list)
                .get("/volumes/{}", this::one)
                .post("/volumes/{}", this::act)
                .delete("/volumes/{}", this::delete);
    }

    private RestResponse list(ApiCall call) {
        Optional<Query> query = Query.of(call.request(), QUERY_FIELDS);
        List<ObjectNode> found = system.effective().volumes().stream()
                .map(VolumeResource::document)
                .filter(volume -> query.isEmpty()
                        || QUERY_FIELDS.stream()
                                .anyMatch(field -> volume.has(field)
                                        && query.get()
                                                .asksFor(
                                                        field,
                                                        volume.path(field).asText())))
                .toList();
        return Members.all(call, found);
    }

    private RestResponse one(ApiCall call) {
        return Members.one(document(existing(system.effective(), call.variable())));
    }

    static Volume existing(Inventory inventory, String name) {
        return inventory
                .volumes()
                .find(name)
                .orElseThrow(() -> WsapiCode.NON_EXISTENT_VOL.error("volume does not exist"));
    }

    private RestResponse act(ApiCall call) {
        Volume volume = existing(system.configured(), call.variable());
        Body body = Body.of(call.request(), ACTION);
        return switch (body.requiredText("action")) {
            case "createPhysicalCopy" -> copies.copy(call, volume, body);
            case "createSnapshot" -> copies.snapshot(call, volume, body);
            default -> throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value action");
        };
    }

    private RestResponse delete(ApiCall call) {
        Inventory inventory = system.configured();
        Volume volume = existing(inventory, call.variable());
        boolean exported = inventory.vluns().stream()
                .flatMap(vlun -> inventory.reach().exports(vlun).stream())
                .anyMatch(one -> one.volume().equals(volume));
        if (exported) {
            throw WsapiCode.EXPORTED_VLUN.error("the volume is exported");
        }
        inventory.volumeSets().stream().forEach(set -> inventory.volumeSets().put(set.without(volume.name())));
        inventory.volumes().remove(volume);
        system.publish(call.turn());
        return Members.done();
    }

    private static ObjectNode document(Volume volume) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", volume.id())
                .put("name", volume.name())
                .put("provisioningType", volume.provisioning())
                .put("copyType", volume.copyType().number())
                .put("readOnly", volume.access() == Volume.Access.READ_ONLY)
                .put("state", NORMAL_STATE)
                .put("wwn", volume.wwn())
                .put("nguid", volume.wwn().toLowerCase(Locale.ROOT))
                .put("uuid", volume.uuid())
                .put("sizeMiB", volume.sizeMiB())
                .put("userCPG", volume.cpg());
        if (!volume.copyOf().isEmpty()) {
            node.put("copyOf", volume.copyOf());
        }
        node.putObject("policies")
                .put("staleSS", true)
                .put("oneHost", volume.hostPolicy() == Volume.HostPolicy.ONE_HOST)
                .put("zeroDetect", false)
                .put("system", false)
                .put("caching", true);
        return node;
    }
}
