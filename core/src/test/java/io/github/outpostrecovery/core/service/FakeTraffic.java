package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.ArrayList;
import java.util.List;

/** One target group in memory. */
public final class FakeTraffic implements Traffic {
    private final List<Ec2InstanceId> registered = new ArrayList<>();
    private List<String> pending = List.of();
    private List<String> failures = List.of();

    public FakeTraffic fail(String why) {
        failures = List.of(why);
        return this;
    }

    public FakeTraffic pending(String... lines) {
        pending = List.of(lines);
        return this;
    }

    public List<Ec2InstanceId> registered() {
        return List.copyOf(registered);
    }

    @Override
    public Moved move(InstanceName instance, Ec2InstanceId from, Ec2InstanceId to) {
        registered.add(to);
        return new Moved(failures.isEmpty() && pending.isEmpty() ? List.of("web") : List.of(), pending, failures);
    }
}
