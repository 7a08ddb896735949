package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.CopyTask;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Instant;
import java.util.Set;

/** {@code /tasks}. */
final class TaskResource {
    private static final int PHYSICAL_COPY = 1;
    private static final int CANCEL = 1;

    private final AlletraSystem system;
    private final Copies copies;

    TaskResource(AlletraSystem system, Copies copies) {
        this.system = system;
        this.copies = copies;
    }

    void route(Router router) {
        router.get("/tasks", this::list).get("/tasks/{}", this::one).put("/tasks/{}", this::modify);
    }

    private RestResponse list(ApiCall call) {
        return Members.all(
                call, system.tasks().stream().map(TaskResource::document).toList());
    }

    private RestResponse one(ApiCall call) {
        ObjectNode node = document(existing(call));
        if (!call.request().parameter("view").orElse("").equals("excludeDetail")) {
            node.put("detailedStatus", "");
        }
        return Members.one(node);
    }

    private CopyTask existing(ApiCall call) {
        return system.tasks().stream()
                .filter(task -> Integer.toString(task.id()).equals(call.variable()))
                .findFirst()
                .orElseThrow(() -> WsapiCode.NON_EXISTENT_TASK.error("task does not exist"));
    }

    private RestResponse modify(ApiCall call) {
        CopyTask task = existing(call);
        if (Body.of(call.request(), Set.of("action")).requiredNumber("action") != CANCEL) {
            throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value action");
        }
        copies.cancel(call.turn(), task);
        return Members.done();
    }

    private static ObjectNode document(CopyTask task) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", task.id())
                .put("type", PHYSICAL_COPY)
                .put("name", task.source() + "->" + task.destination())
                .put("status", task.status().number())
                .put("user", task.user())
                .put("startTime", task.started().toString())
                .put(
                        "finishTime",
                        task.finished().equals(Instant.EPOCH)
                                ? "-"
                                : task.finished().toString());
    }
}
