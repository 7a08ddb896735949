package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Traffic;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Elastic Load Balancing: target groups. Faults are armed for {@code DescribeTargetGroups}, {@code RegisterTargets} and
 * {@code DeregisterTargets}.
 *
 * <p>The old machine stays registered until the new one is well.
 */
public final class SimulatedTraffic implements Traffic {
    private static final String RECIPIENT = "region/target-groups";

    private final Agenda agenda;
    private final ServiceCalls calls;
    private final Hypervisor hypervisor;
    private final Map<String, TargetGroup> groups = new TreeMap<>();

    /** All that it knows. */
    public record State(List<TargetGroup> groups, List<ArmedCallFault> faults) {
        public static final State EMPTY = new State(List.of(), List.of());
    }

    /** Target health of the ELB API. */
    public enum TargetHealth {
        HEALTHY,
        UNHEALTHY
    }

    public SimulatedTraffic(Agenda agenda, Latencies latencies, Hypervisor hypervisor, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.hypervisor = requireNonNull(hypervisor, "hypervisor is null");
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        saved.groups().forEach(group -> groups.put(group.arn(), group));
        agenda.register(RECIPIENT, Recipient.Kind.WORLD, this::receive);
    }

    public State save() {
        return new State(List.copyOf(groups.values()), calls.save());
    }

    public ServiceCalls calls() {
        return calls;
    }

    /** Registers an instance, with a new target group if there is none of that name. */
    public void register(String group, Ec2InstanceId instance) {
        TargetGroup before = groups.getOrDefault(group, new TargetGroup(group, Set.of()));
        groups.put(group, before.with(instance.value()));
    }

    /** Each instance of a group, and whether it would get requests now. */
    public Map<String, TargetHealth> health(String group) {
        Map<String, TargetHealth> health = new TreeMap<>();
        Optional.ofNullable(groups.get(group)).stream()
                .flatMap(known -> known.instances().stream())
                .forEach(instance -> health.put(
                        instance,
                        hypervisor.health(instance) == Hypervisor.Health.WELL
                                ? TargetHealth.HEALTHY
                                : TargetHealth.UNHEALTHY));
        return health;
    }

    @Override
    public Moved move(InstanceName instance, Ec2InstanceId from, Ec2InstanceId to) {
        CallResult<List<TargetGroup>> listed = calls.read(
                "DescribeTargetGroups",
                () -> groups.values().stream()
                        .filter(group -> group.has(from.value()) || group.has(to.value()))
                        .toList());
        return switch (listed) {
            case CallResult.Answered<List<TargetGroup>>(List<TargetGroup> found) -> move(found, from, to);
            case CallResult.Refused<List<TargetGroup>>(String code, String message) ->
                new Moved(List.of(), List.of(), List.of(code + ": " + message));
            case CallResult.Unanswered<List<TargetGroup>>(String why) -> new Moved(List.of(), List.of(), List.of(why));
        };
    }

    private Moved move(List<TargetGroup> found, Ec2InstanceId from, Ec2InstanceId to) {
        List<String> moved = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (TargetGroup group : found) {
            Optional<String> trouble =
                    group.has(to.value()) ? Optional.empty() : change("RegisterTargets", group.arn(), to);
            boolean serves = hypervisor.health(to.value()) == Hypervisor.Health.WELL;
            if (trouble.isEmpty() && serves && group.has(from.value())) {
                trouble = change("DeregisterTargets", group.arn(), from);
            }
            if (trouble.isPresent()) {
                failures.add(group.arn() + ": " + trouble.get());
            } else if (serves) {
                moved.add(group.arn());
            } else {
                pending.add(group.arn() + ": " + to + " is not healthy yet");
            }
        }
        return new Moved(moved, pending, failures);
    }

    private Optional<String> change(String call, String group, Ec2InstanceId instance) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("call", call)
                .put("group", group)
                .put("instance", instance.value());
        return calls.change(call, delay -> agenda.schedule(delay, RECIPIENT, event), () -> {
                    receive(event);
                    return true;
                })
                .trouble(done -> Optional.empty());
    }

    private void receive(JsonNode change) {
        String group = change.path("group").asText();
        Ec2InstanceId instance = new Ec2InstanceId(change.path("instance").asText());
        switch (change.path("call").asText()) {
            case "RegisterTargets" -> register(group, instance);
            case "DeregisterTargets" ->
                groups.computeIfPresent(group, (arn, before) -> before.without(instance.value()));
            default -> throw new IllegalArgumentException("not a change of a target group: " + change);
        }
    }
}
