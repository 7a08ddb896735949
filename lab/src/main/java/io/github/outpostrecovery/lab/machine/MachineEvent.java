package io.github.outpostrecovery.lab.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a machine has in the agenda, every second of its life. It means something only to the life that put it there. */
sealed interface MachineEvent {
    String machine();

    /** Counts the machine's lives: each power-on, and each awakening, is one. */
    int life();

    record FirmwareReady(String machine, int life) implements MachineEvent {}

    /** The path to one portal is to be looked at; after the last one, the boot volume. */
    record PathDue(String machine, int life, int portal) implements MachineEvent {}

    record SystemUp(String machine, int life) implements MachineEvent {}

    record WriteDue(String machine, int life) implements MachineEvent {}

    /** As the agenda keeps it. */
    default JsonNode toJson() {
        return switch (this) {
            case FirmwareReady ready -> named("firmware-ready");
            case PathDue due -> named("path-due").put("portal", due.portal());
            case SystemUp up -> named("system-up");
            case WriteDue due -> named("write-due");
        };
    }

    private ObjectNode named(String event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", event)
                .put("machine", machine())
                .put("life", life());
    }

    /** Reads what {@link #toJson} made. */
    static MachineEvent fromJson(JsonNode json) {
        String machine = json.required("machine").asText();
        int life = json.required("life").asInt();
        String event = json.required("event").asText();
        return switch (event) {
            case "firmware-ready" -> new FirmwareReady(machine, life);
            case "path-due" ->
                new PathDue(machine, life, json.required("portal").asInt());
            case "system-up" -> new SystemUp(machine, life);
            case "write-due" -> new WriteDue(machine, life);
            default -> throw new IllegalArgumentException("machines have no event " + event);
        };
    }
}
