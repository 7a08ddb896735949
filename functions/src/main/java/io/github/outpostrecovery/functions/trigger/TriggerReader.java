package io.github.outpostrecovery.functions.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.recovery.Cause;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the input of an execution: {@code {"trigger":"ALARM","alarm":{...}}} as the event rule makes it, or
 * {@code {"trigger":"MANUAL","instance":"web-01"}} and {@code {"trigger":"MANUAL","incident":"web-01#7"}} as a person does, also
 * {@code {"trigger":"PLANNED","instance":"web-01","to":"arn:aws:outposts:..."}};
 * {@code {"trigger":"READINESS","instance":"web-01"}} as the scheduler does.
 *
 * <p>The alarm is the message that CloudWatch sends to SNS (User Guide, "Notifying users on alarm changes"); what is not
 * needed of it is not looked at, since CloudWatch adds to it over time.
 */
public final class TriggerReader {
    /** An alarm is named after the instance that it guards. */
    public static final String ALARM_PREFIX = "outpost-recovery-";

    private TriggerReader() {}

    /** What was read. */
    public record Read(Trigger trigger, Cause cause) {}

    public static Read read(JsonNode input) {
        String name = input.path("trigger").asText("");
        Optional<Trigger> trigger = Arrays.stream(Trigger.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (trigger.isEmpty()) {
            return new Read(
                    Trigger.MANUAL,
                    new Cause.Unintelligible("the input has no trigger that is one of "
                            + Arrays.toString(Trigger.values()) + (name.isEmpty() ? "" : ", but \"" + name + "\"")));
        }
        try {
            return new Read(trigger.get(), cause(trigger.get(), input));
        } catch (IllegalArgumentException malformed) {
            return new Read(trigger.get(), new Cause.Unintelligible(String.valueOf(malformed.getMessage())));
        }
    }

    private static Cause cause(Trigger trigger, JsonNode input) {
        return switch (trigger) {
            case ALARM -> alarm(input.path("alarm"));
            case RECONCILER -> reconciler(input);
            case MANUAL -> manual(input);
            case READINESS -> new Cause.Readiness(new InstanceName(instance(input, "a readiness run")));
            case PLANNED -> planned(input);
        };
    }

    private static Cause planned(JsonNode input) {
        InstanceName instance = new InstanceName(instance(input, "a planned move"));
        if (!input.path("to").isTextual()) {
            throw new IllegalArgumentException("a planned move says where to, and this one does not");
        }
        return new Cause.Move(instance, new OutpostArn(input.path("to").asText()));
    }

    private static String instance(JsonNode input, String what) {
        if (!input.path("instance").isTextual()) {
            throw new IllegalArgumentException(what + " names an instance, and this one names none");
        }
        return input.path("instance").asText();
    }

    private static Cause reconciler(JsonNode input) {
        if (input.hasNonNull("incident")) {
            return new Cause.Resume(IncidentId.parse(input.path("incident").asText()));
        }
        AlarmName name = new AlarmName(required(input, "alarm"));
        return new Cause.AlarmRaised(instanceOf(name), name, new Ec2InstanceId(required(input, "machine")));
    }

    private static Cause manual(JsonNode input) {
        if (input.hasNonNull("incident")) {
            return new Cause.Resume(IncidentId.parse(input.path("incident").asText()));
        }
        if (input.hasNonNull("instance")) {
            return new Cause.Asked(new InstanceName(input.path("instance").asText()));
        }
        return new Cause.Unintelligible("a manual run names an instance or an incident, and this one names neither");
    }

    private static Cause alarm(JsonNode alarm) {
        AlarmName name = new AlarmName(required(alarm, "AlarmName"));
        String state = required(alarm, "NewStateValue");
        if (!state.equals("ALARM")) {
            return new Cause.Unintelligible("alarm " + name + " is in state " + state + ", not in ALARM");
        }
        return new Cause.AlarmRaised(instanceOf(name), name, new Ec2InstanceId(machine(alarm, name)));
    }

    private static InstanceName instanceOf(AlarmName name) {
        if (!name.value().startsWith(ALARM_PREFIX)) {
            throw new IllegalArgumentException(
                    "alarm " + name + " is not one of ours: their names begin with " + ALARM_PREFIX);
        }
        return new InstanceName(name.value().substring(ALARM_PREFIX.length()));
    }

    /** The machine is a dimension of the metric, or of one of the metrics that a metric-math alarm is made of. */
    private static String machine(JsonNode alarm, AlarmName name) {
        JsonNode trigger = alarm.path("Trigger");
        for (JsonNode dimension : trigger.path("Dimensions")) {
            if (dimension.path("name").asText().equals("InstanceId")) {
                return dimension.path("value").asText();
            }
        }
        for (JsonNode metric : trigger.path("Metrics")) {
            for (JsonNode dimension : metric.path("MetricStat").path("Metric").path("Dimensions")) {
                if (dimension.path("name").asText().equals("InstanceId")) {
                    return dimension.path("value").asText();
                }
            }
        }
        throw new IllegalArgumentException("alarm " + name + " has no dimension InstanceId: it watches no machine");
    }

    private static String required(JsonNode alarm, String field) {
        JsonNode value = alarm.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the alarm has no " + field);
        }
        return value.asText();
    }
}
