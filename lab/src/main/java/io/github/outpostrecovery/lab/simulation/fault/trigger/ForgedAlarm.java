package io.github.outpostrecovery.lab.simulation.fault.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages that no alarm has sent. */
final class ForgedAlarm {
    private ForgedAlarm() {}

    /** The message of an alarm, as CloudWatch writes it; only what a reader looks at. */
    static ObjectNode message(String alarm, String machine) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("AlarmName", alarm);
        message.put("NewStateValue", "ALARM");
        message.put("OldStateValue", "OK");
        message.putObject("Trigger")
                .putArray("Dimensions")
                .addObject()
                .put("name", "InstanceId")
                .put("value", machine);
        return message;
    }

    /** An event on the bus, from this account. */
    static ObjectNode event(String account, ObjectNode message) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("detail-type", "Outpost Recovery Alarm");
        event.put("source", "outpost-recovery.alarms");
        event.put("account", account);
        event.set("detail", message);
        return event;
    }
}
