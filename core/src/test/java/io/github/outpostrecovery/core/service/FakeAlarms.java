package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One alarm in memory. */
public final class FakeAlarms implements Alarms {
    private final List<Ec2InstanceId> watched = new ArrayList<>();
    private Optional<String> failure = Optional.empty();
    private Wiring wiring = new Wiring.Sound();
    private AlarmState state = new AlarmState.Unknown("no such alarm");

    public FakeAlarms state(Ec2InstanceId machine, Value value) {
        return state(machine, value, Instant.EPOCH);
    }

    public FakeAlarms state(Ec2InstanceId machine, Value value, Instant since) {
        state = new AlarmState.Known(machine, value, since);
        return this;
    }

    public FakeAlarms unsound(String why) {
        wiring = new Wiring.Unsound(List.of(why));
        return this;
    }

    public FakeAlarms succeed() {
        failure = Optional.empty();
        return this;
    }

    public FakeAlarms fail(String why) {
        failure = Optional.of(why);
        return this;
    }

    public List<Ec2InstanceId> watched() {
        return List.copyOf(watched);
    }

    @Override
    public Optional<String> watch(AlarmName alarm, Ec2InstanceId machine) {
        boolean watches =
                state instanceof AlarmState.Known known && known.machine().equals(machine);
        if (failure.isEmpty() && !watches) {
            watched.add(machine);
            state = new AlarmState.Known(machine, Value.INSUFFICIENT_DATA, Instant.EPOCH);
        }
        return failure;
    }

    @Override
    public AlarmState state(AlarmName alarm) {
        return state;
    }

    @Override
    public Wiring wiring(AlarmName alarm) {
        return wiring;
    }
}
