package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.lab.region.AlarmRecord.Data;
import io.github.outpostrecovery.lab.region.AlarmRecord.Datapoint;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * CloudWatch metric alarms on {@code StatusCheckFailed}: 2 of 2 periods of 60 s, missing data treated as breaching.
 *
 * <p>An alarm that was pointed at another machine says INSUFFICIENT_DATA until the first datapoint of that machine, for
 * ten periods at most: a machine that never had one is then as good as dead.
 */
public final class SimulatedAlarms implements Alarms {
    static final Duration PERIOD = Duration.ofSeconds(60);
    static final int PERIODS = 2;

    private static final String RECIPIENT = "region/alarms";
    private static final int LONGEST_WAIT_FOR_DATA = 10;

    private final Agenda agenda;
    private final RegionIdentity region;
    private final ServiceCalls calls;
    private final Function<Ec2InstanceId, MachineStatus> metrics;
    private final Consumer<ObjectNode> topic;
    private final Map<String, AlarmRecord> alarms = new TreeMap<>();
    private final Set<String> mute = new TreeSet<>();
    private BiConsumer<AlarmName, Ec2InstanceId> pointed = (alarm, machine) -> {};

    /**
     * All that the alarms know. When they are evaluated next is saved with the agenda.
     *
     * @param mute those whose actions are disabled
     */
    public record State(List<AlarmRecord> alarms, Set<String> mute, List<ArmedCallFault> faults) {}

    private SimulatedAlarms(
            Agenda agenda,
            Latencies latencies,
            RegionIdentity region,
            Function<Ec2InstanceId, MachineStatus> metrics,
            Consumer<ObjectNode> topic,
            State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.region = requireNonNull(region, "region is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        saved.alarms().forEach(alarm -> alarms.put(alarm.name(), alarm));
        mute.addAll(saved.mute());
        agenda.register(RECIPIENT, Recipient.Kind.WORLD, this::receive);
    }

    /**
     * Makes a CloudWatch without alarms.
     *
     * @param metrics the status checks of a machine at this instant
     * @param topic where the message goes when an alarm enters ALARM
     */
    public static SimulatedAlarms start(
            Agenda agenda,
            Latencies latencies,
            RegionIdentity region,
            Function<Ec2InstanceId, MachineStatus> metrics,
            Consumer<ObjectNode> topic) {
        SimulatedAlarms alarms = new SimulatedAlarms(
                agenda, latencies, region, metrics, topic, new State(List.of(), Set.of(), List.of()));
        alarms.schedule(PERIOD, event("evaluate"));
        return alarms;
    }

    public static SimulatedAlarms restore(
            State saved,
            Agenda agenda,
            Latencies latencies,
            RegionIdentity region,
            Function<Ec2InstanceId, MachineStatus> metrics,
            Consumer<ObjectNode> topic) {
        return new SimulatedAlarms(agenda, latencies, region, metrics, topic, saved);
    }

    public State save() {
        return new State(List.copyOf(alarms.values()), new TreeSet<>(mute), calls.save());
    }

    /** Where faults are armed: {@code PutMetricAlarm}, {@code DescribeAlarms}. */
    public ServiceCalls calls() {
        return calls;
    }

    /** Makes an alarm, as the protection stack does; one of that name is replaced. */
    public void create(AlarmName alarm, Ec2InstanceId machine) {
        point(alarm.value(), machine.value());
    }

    /** Deletes an alarm; without effect if there is none. */
    public void delete(AlarmName alarm) {
        alarms.remove(alarm.value());
        mute.remove(alarm.value());
    }

    /** Has somebody told whenever the engine has pointed an alarm at another machine. */
    void whenPointed(BiConsumer<AlarmName, Ec2InstanceId> listener) {
        pointed = requireNonNull(listener, "listener is null");
    }

    public Optional<AlarmRecord> alarm(AlarmName alarm) {
        return Optional.ofNullable(alarms.get(alarm.value()));
    }

    /** Forces a state, as {@code SetAlarmState} does; the next evaluation decides anew. */
    public void setState(AlarmName alarm, Value value, String reason) {
        AlarmRecord known = known(alarm.value());
        if (known.value() != value) {
            change(known, value, reason);
        }
    }

    /** Disables an alarm's actions, as {@code DisableAlarmActions} does: its state changes, and nobody hears of it. */
    public void disableActions(AlarmName alarm) {
        mute.add(known(alarm.value()).name());
    }

    /** Publishes the message of the last change again, as a careless operator or a forger might. */
    public void republish(AlarmName alarm) {
        AlarmRecord known = known(alarm.value());
        if (!known.history().isEmpty()) {
            topic.accept(AlarmMessage.of(region, known, known.history().getLast()));
        }
    }

    @Override
    public Optional<String> watch(AlarmName alarm, Ec2InstanceId machine) {
        return calls.change(
                        "PutMetricAlarm",
                        delay -> schedule(
                                delay, event("put").put("alarm", alarm.value()).put("machine", machine.value())),
                        () -> {
                            point(alarm.value(), machine.value());
                            pointed.accept(alarm, machine);
                            return true;
                        })
                .trouble(done -> Optional.empty());
    }

    @Override
    public AlarmState state(AlarmName alarm) {
        return calls.read(
                        "DescribeAlarms",
                        () -> alarm(alarm)
                                .<AlarmState>map(found -> new AlarmState.Known(
                                        new Ec2InstanceId(found.machine()), found.value(), found.since()))
                                .orElseGet(() -> new AlarmState.Unknown("there is no alarm " + alarm)))
                .orElse(AlarmState.Unknown::new);
    }

    @Override
    public Wiring wiring(AlarmName alarm) {
        return calls.read(
                        "DescribeAlarms",
                        () -> alarm(alarm)
                                .<Wiring>map(found -> mute.contains(found.name())
                                        ? new Wiring.Unsound(List.of("its actions are disabled"))
                                        : new Wiring.Sound())
                                .orElseGet(() -> new Wiring.Unsound(List.of("there is no alarm " + alarm))))
                .orElse(Wiring.Unknown::new);
    }

    private AlarmRecord known(String name) {
        return Optional.ofNullable(alarms.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no alarm " + name));
    }

    private void point(String name, String machine) {
        AlarmRecord before = alarms.get(name);
        if (before == null) {
            alarms.put(name, AlarmRecord.watching(name, machine, agenda.instant(), List.of()));
        } else if (!before.machine().equals(machine)) {
            List<AlarmRecord.Change> history = new ArrayList<>(before.history());
            if (before.value() != Value.INSUFFICIENT_DATA) {
                history.add(new AlarmRecord.Change(
                        agenda.instant(), before.value(), Value.INSUFFICIENT_DATA, "The alarm was changed"));
            }
            alarms.put(name, AlarmRecord.watching(name, machine, agenda.instant(), history));
        }
    }

    private void receive(JsonNode payload) {
        switch (payload.path("event").asText()) {
            case "evaluate" -> {
                List.copyOf(alarms.values()).forEach(this::evaluate);
                schedule(PERIOD, event("evaluate"));
            }
            case "put" ->
                point(payload.path("alarm").asText(), payload.path("machine").asText());
            default -> throw new IllegalArgumentException("not an event of CloudWatch: " + payload);
        }
    }

    private void evaluate(AlarmRecord before) {
        AlarmRecord alarm = before.with(datapoint(new Ec2InstanceId(before.machine())), PERIODS);
        alarms.put(alarm.name(), alarm);
        if (alarm.data() == Data.AWAITED && alarm.evaluations() <= LONGEST_WAIT_FOR_DATA) {
            return;
        }
        long breaching = alarm.lastPoints().stream()
                .filter(point -> point != Datapoint.PASSED)
                .count();
        if (breaching == PERIODS && alarm.value() != Value.ALARM) {
            change(alarm, Value.ALARM, "Threshold Crossed: 2 datapoints were greater than or equal to the threshold");
        } else if (alarm.lastPoints().contains(Datapoint.PASSED) && alarm.value() != Value.OK) {
            change(alarm, Value.OK, "Threshold Crossed: 1 datapoint was not greater than or equal to the threshold");
        }
    }

    private Datapoint datapoint(Ec2InstanceId machine) {
        return switch (metrics.apply(machine)) {
            case MachineStatus.Unobserved unobserved -> Datapoint.MISSING;
            case MachineStatus.Observed observed -> {
                if (observed.systemCheck() == Check.FAILED || observed.instanceCheck() == Check.FAILED) {
                    yield Datapoint.FAILED;
                }
                boolean passed = observed.systemCheck() == Check.PASSED && observed.instanceCheck() == Check.PASSED;
                yield passed ? Datapoint.PASSED : Datapoint.MISSING;
            }
        };
    }

    private void change(AlarmRecord alarm, Value to, String reason) {
        Instant now = agenda.instant();
        AlarmRecord.Change change = new AlarmRecord.Change(now, alarm.value(), to, reason);
        AlarmRecord changed = alarm.changed(change);
        alarms.put(alarm.name(), changed);
        if (to == Value.ALARM && !mute.contains(alarm.name())) {
            topic.accept(AlarmMessage.of(region, changed, change));
        }
    }

    private void schedule(Duration delay, ObjectNode event) {
        agenda.schedule(delay, RECIPIENT, event);
    }

    private static ObjectNode event(String event) {
        return JsonNodeFactory.instance.objectNode().put("event", event);
    }
}
