package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * Elastic Load Balancing: target groups. Faults are armed for {@code DescribeTargetGroups} and {@code RegisterTargets}.
 *
 * <p>The old machine stays registered: its health check keeps requests away from it.
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
        CallResult<List<String>> listed = calls.read(
                "DescribeTargetGroups",
                () -> groups.values().stream()
                        .filter(group -> group.instances().contains(from.value()))
                        .map(TargetGroup::arn)
                        .toList());
        return switch (listed) {
            case CallResult.Answered<List<String>>(List<String> found) -> register(found, to);
            case CallResult.Refused<List<String>>(String code, String message) ->
                new Moved(List.of(), List.of(code + ": " + message));
            case CallResult.Unanswered<List<String>>(String why) -> new Moved(List.of(), List.of(why));
        };
    }

    private Moved register(List<String> found, Ec2InstanceId to) {
        List<String> moved = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (String group : found) {
            Optional<String> trouble = calls.change(
                            "RegisterTargets",
                            delay -> agenda.schedule(
                                    delay,
                                    RECIPIENT,
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("group", group)
                                            .put("instance", to.value())),
                            () -> {
                                register(group, to);
                                return true;
                            })
                    .trouble(done -> Optional.empty());
            trouble.ifPresentOrElse(why -> failures.add(group + ": " + why), () -> moved.add(group));
        }
        return new Moved(moved, failures);
    }

    private void receive(JsonNode late) {
        register(
                late.path("group").asText(),
                new Ec2InstanceId(late.path("instance").asText()));
    }
}
