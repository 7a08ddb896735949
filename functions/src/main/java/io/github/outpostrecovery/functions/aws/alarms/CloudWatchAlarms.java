package io.github.outpostrecovery.functions.aws.alarms;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * Metric alarms of CloudWatch, each in a protection stack of its own.
 *
 * <p>PutMetricAlarm leaves the state of an alarm as it is (API reference): pointed at another machine, an alarm goes on
 * saying of the new one what it has seen of the old. So a state that was taken before the last change of the alarm counts
 * as INSUFFICIENT_DATA, until the alarm has had the time to see every period that it looks at, and one more.
 */
public final class CloudWatchAlarms implements Alarms {
    private static final String BREACHING = "breaching";
    private static final int STANDARD_PERIOD_SECONDS = 60;

    private final Supplier<CloudWatchClient> client;
    private final ProtectionStacks stacks;
    private final String topic;
    private final InstantSource clock;

    /**
     * Makes the alarms of a region.
     *
     * @param topic the ARN of the topic that an alarm must tell
     */
    public CloudWatchAlarms(
            Supplier<CloudWatchClient> client,
            Supplier<CloudFormationClient> stacks,
            String topic,
            InstantSource clock) {
        this.client = requireNonNull(client, "client is null");
        this.stacks = new ProtectionStacks(stacks);
        this.topic = requireNonNull(topic, "topic is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    private sealed interface Found {
        record Metric(MetricAlarm alarm) implements Found {}

        record Composite() implements Found {}

        record None() implements Found {}
    }

    /**
     * {@inheritDoc}
     *
     * <p>First the alarm itself, which guards the machine from then on, and then its stack; each is tried whatever became of
     * the other. A stack whose update is under way is a reason too: ask again.
     */
    @Override
    public Optional<String> watch(AlarmName alarm, Ec2InstanceId machine) {
        List<String> reasons = Stream.of(point(alarm, machine), follow(alarm, machine))
                .flatMap(Optional::stream)
                .toList();
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    private Optional<String> point(AlarmName name, Ec2InstanceId machine) {
        try {
            return switch (find(name)) {
                case Found.None() -> Optional.of("there is no alarm " + name);
                case Found.Composite() -> Optional.of(name + " is a composite alarm, which watches no machine itself");
                case Found.Metric(MetricAlarm alarm) -> {
                    Optional<Ec2InstanceId> watched = WatchedMachine.of(alarm);
                    if (watched.isEmpty()) {
                        yield Optional.of(name + " does not watch one machine");
                    }
                    if (!watched.get().equals(machine)) {
                        client.get().putMetricAlarm(WatchedMachine.changed(alarm, machine));
                    }
                    yield Optional.empty();
                }
            };
        } catch (SdkException failed) {
            return Optional.of("alarm " + name + " could not be pointed at " + machine + ": "
                    + AwsFailure.of(failed).line());
        }
    }

    private Optional<String> follow(AlarmName alarm, Ec2InstanceId machine) {
        try {
            return alarm.value().startsWith(TriggerReader.ALARM_PREFIX)
                    ? stacks.follow(
                            new InstanceName(alarm.value().substring(TriggerReader.ALARM_PREFIX.length())), machine)
                    : Optional.of(alarm + " is not named after an instance, so its stack is not known");
        } catch (IllegalArgumentException malformed) {
            return Optional.of("the stack of " + alarm + " is not known: " + malformed.getMessage());
        }
    }

    @Override
    public AlarmState state(AlarmName name) {
        try {
            return switch (find(name)) {
                case Found.None() -> new AlarmState.Unknown("there is no alarm " + name);
                case Found.Composite() -> new AlarmState.Unknown(name + " is a composite alarm");
                case Found.Metric(MetricAlarm alarm) ->
                    WatchedMachine.of(alarm)
                            .map(machine -> state(alarm, machine))
                            .orElseGet(() -> new AlarmState.Unknown(name + " does not watch one machine"));
            };
        } catch (SdkException failed) {
            return new AlarmState.Unknown(
                    "DescribeAlarms failed: " + AwsFailure.of(failed).line());
        }
    }

    private AlarmState state(MetricAlarm alarm, Ec2InstanceId machine) {
        Value said = switch (alarm.stateValue()) {
            case OK -> Value.OK;
            case ALARM -> Value.ALARM;
            case INSUFFICIENT_DATA, UNKNOWN_TO_SDK_VERSION -> Value.INSUFFICIENT_DATA;
        };
        // StateUpdatedTimestamp moves with every new reason too; not every emulator knows the other one.
        Instant taken = Stream.of(alarm.stateTransitionedTimestamp(), alarm.stateUpdatedTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Instant.EPOCH);
        Instant changed =
                Optional.ofNullable(alarm.alarmConfigurationUpdatedTimestamp()).orElse(taken);
        if (!taken.isBefore(changed)) {
            return new AlarmState.Known(machine, said, taken);
        }
        boolean seen = !clock.instant().isBefore(changed.plus(timeToSee(alarm)));
        return new AlarmState.Known(machine, seen ? said : Value.INSUFFICIENT_DATA, changed);
    }

    private static Duration timeToSee(MetricAlarm alarm) {
        int period = Stream.concat(
                        Stream.ofNullable(alarm.period()),
                        alarm.metrics().stream()
                                .map(MetricDataQuery::metricStat)
                                .filter(Objects::nonNull)
                                .map(MetricStat::period))
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(STANDARD_PERIOD_SECONDS);
        int periods = Optional.ofNullable(alarm.evaluationPeriods()).orElse(1);
        return Duration.ofSeconds((long) period * (periods + 1));
    }

    @Override
    public Wiring wiring(AlarmName name) {
        try {
            return switch (find(name)) {
                case Found.None() -> new Wiring.Unsound(List.of("there is no alarm " + name));
                case Found.Composite() -> new Wiring.Unsound(List.of(name + " is a composite alarm"));
                case Found.Metric(MetricAlarm alarm) -> wiring(alarm);
            };
        } catch (SdkException failed) {
            return new Wiring.Unknown(
                    "DescribeAlarms failed: " + AwsFailure.of(failed).line());
        }
    }

    private Wiring wiring(MetricAlarm alarm) {
        List<String> why = new ArrayList<>();
        if (!Boolean.TRUE.equals(alarm.actionsEnabled())) {
            why.add("the actions of " + alarm.alarmName() + " are disabled");
        }
        if (!alarm.alarmActions().contains(topic)) {
            String instead = alarm.alarmActions().stream().collect(Collectors.joining(", "));
            why.add(alarm.alarmName() + " does not tell " + topic + ", but "
                    + (instead.isEmpty() ? "nobody" : instead));
        }
        if (!BREACHING.equals(alarm.treatMissingData())) {
            why.add(alarm.alarmName() + " treats missing data as "
                    + Optional.ofNullable(alarm.treatMissingData()).orElse("missing") + ", not as breaching");
        }
        if (WatchedMachine.of(alarm).isEmpty()) {
            why.add(alarm.alarmName() + " does not watch one machine");
        }
        return why.isEmpty() ? new Wiring.Sound() : new Wiring.Unsound(why);
    }

    private Found find(AlarmName name) {
        DescribeAlarmsResponse found = client.get()
                .describeAlarms(request ->
                        request.alarmNames(name.value()).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        if (!found.compositeAlarms().isEmpty()) {
            return new Found.Composite();
        }
        return found.metricAlarms().stream()
                .findFirst()
                .<Found>map(Found.Metric::new)
                .orElseGet(Found.None::new);
    }
}
