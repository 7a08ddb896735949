package io.github.outpostrecovery.functions.aws.traffic;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** The targets of one group; those that are being drained have left it. */
record Registrations(List<TargetHealthDescription> targets) {
    Registrations {
        targets = targets.stream()
                .filter(target -> state(target) != TargetHealthStateEnum.DRAINING)
                .toList();
    }

    boolean has(Ec2InstanceId machine) {
        return !of(machine).isEmpty();
    }

    List<TargetHealthDescription> of(Ec2InstanceId machine) {
        return targets.stream()
                .filter(target -> target.target().id().equals(machine.value()))
                .toList();
    }

    /** What {@code to} lacks in order to be registered wherever {@code from} is, port by port. */
    List<TargetDescription> missing(Ec2InstanceId from, Ec2InstanceId to) {
        Set<Integer> there =
                of(to).stream().map(target -> target.target().port()).collect(Collectors.toSet());
        return of(from).stream()
                .map(target -> target.target().port())
                .filter(port -> !there.contains(port))
                .map(port ->
                        TargetDescription.builder().id(to.value()).port(port).build())
                .toList();
    }

    /** One line for each port on which {@code machine} gets no requests yet. */
    List<String> notServing(Ec2InstanceId machine) {
        return of(machine).stream()
                .filter(target -> !serves(target))
                .map(Registrations::line)
                .toList();
    }

    private static boolean serves(TargetHealthDescription target) {
        // UNAVAILABLE: health checks are switched off for the group (API reference, TargetHealth).
        return state(target) == TargetHealthStateEnum.HEALTHY || state(target) == TargetHealthStateEnum.UNAVAILABLE;
    }

    private static String line(TargetHealthDescription target) {
        TargetHealth health = target.targetHealth();
        String state = health == null ? "unknown" : health.stateAsString();
        String why = health == null || health.description() == null ? "" : " (" + health.description() + ")";
        return target.target().id() + " port " + target.target().port() + " is " + state + why;
    }

    private static @Nullable TargetHealthStateEnum state(TargetHealthDescription target) {
        return target.targetHealth() == null ? null : target.targetHealth().state();
    }
}
