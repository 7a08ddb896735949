package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.Delivery;
import io.github.outpostrecovery.lab.region.ServiceCalls;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Arranges for what was drawn, but for interruptions of states, right before the primary fails. */
final class Disturbing {
    private static final Duration DUPLICATES_WITHIN = Duration.ofSeconds(40);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration UNTIL_RELEASED = Duration.ofMinutes(30);

    private final World world;
    private final SimulatedSite site;
    private final EngineClock clock;
    private final Cues cues;
    private final BiConsumer<Duration, Runnable> later;
    private Duration longest = Duration.ZERO;
    private int armed;

    Disturbing(World world, SimulatedSite site, EngineClock clock, Cues cues, BiConsumer<Duration, Runnable> later) {
        this.world = world;
        this.site = site;
        this.clock = clock;
        this.cues = cues;
        this.later = later;
    }

    /** How much longer than others the run may take. */
    Duration longest() {
        return longest;
    }

    void arrange(Disturbance disturbance) {
        switch (disturbance) {
            case Disturbance.AtState at -> atMost(at.length());
            case Disturbance.SecondExecution(Disturbance.SecondExecution.Cause cause, Duration after) ->
                later(after, () -> start(cause));
            case Disturbance.SecondFailure(Duration after) -> later(after, this::failAgain);
            case Disturbance.LateRequest(int array, int change, Duration delay, int times) -> {
                SiteArray struck = site.arrays().get(array % site.arrays().size());
                struck.way()
                        .arm(new FaultRule(
                                "disturbance-" + ++armed,
                                struck.simulated().requests().changes(),
                                Occurrences.nth(change),
                                new RestFault.LandsLate(delay, times)));
                atMost(delay.multipliedBy(times));
            }
            case Disturbance.LateCall late -> {
                callsOf(late.service())
                        .arm(CallFaultRule.nth(
                                "disturbance-" + ++armed,
                                late.service().operation(),
                                late.call(),
                                new CallFault.AppliedLate(PATIENCE, late.delay(), late.times())));
                atMost(late.delay().multipliedBy(late.times()));
            }
            case Disturbance.NotDone(String operation, Disturbance.NotDone.Why why, int times) ->
                site.region()
                        .ec2()
                        .calls()
                        .arm(new CallFaultRule("disturbance-" + ++armed, operation, 1, times, faultOf(why)));
            case Disturbance.KillSwitchThrown(String after) -> {
                boolean[] seen = {false};
                cues.onLeaving(after, execution -> {
                    if (!seen[0]) {
                        seen[0] = true;
                        later.accept(Duration.ZERO, this::throwSwitch);
                    }
                });
            }
            case Disturbance.Messages(Duration late, Duration longestHop) ->
                site.region()
                        .triggers()
                        .deliver(new Delivery(
                                Delivery.STANDARD.shortestHop(),
                                longestHop,
                                world.duplicates(),
                                DUPLICATES_WITHIN,
                                late));
            case Disturbance.Clock(Duration offset, Duration jumpAfter, Duration afterwards) -> {
                clock.setOffset(offset);
                later(jumpAfter, () -> clock.setOffset(afterwards));
            }
            case Disturbance.Rehearsal(Duration after) ->
                later(after, () -> site.rehearse(new InstanceName(SimulatedSite.instanceName())));
        }
    }

    private static CallFault faultOf(Disturbance.NotDone.Why why) {
        return switch (why) {
            case THROTTLED -> new CallFault.Throttled();
            case LOST -> new CallFault.NoAnswer(PATIENCE);
            case UNSUPPORTED -> new CallFault.Refused("UnsupportedOperation", "a machine of this kind cannot do that");
        };
    }

    private void throwSwitch() {
        set(new KillSwitch.Thrown(site.agenda().instant(), "an operator", "drawn"));
        later(UNTIL_RELEASED, () -> set(new KillSwitch.Released()));
    }

    private void set(KillSwitch wanted) {
        try {
            site.controls().set(wanted);
        } catch (ServiceUnavailableException unanswered) {
            later(PATIENCE, () -> set(wanted));
        }
    }

    private ServiceCalls callsOf(Disturbance.LateCall.Service service) {
        return switch (service) {
            case EC2 -> site.region().ec2().calls();
            case TABLE -> site.region().table().calls();
        };
    }

    private void later(Duration after, Runnable act) {
        atMost(after);
        later.accept(after, act);
    }

    private void atMost(Duration length) {
        longest = longest.plus(length);
    }

    private void start(Disturbance.SecondExecution.Cause cause) {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "trigger",
                        switch (cause) {
                            case INSTANCE, INCIDENT -> "MANUAL";
                            case RECONCILER -> "RECONCILER";
                        });
        var incident = site.books().flatMap(books -> books.incident());
        switch (cause) {
            case INSTANCE -> input.put("instance", SimulatedSite.instanceName());
            case INCIDENT, RECONCILER -> {
                if (incident.isEmpty()) {
                    return;
                }
                input.put("incident", incident.get().id().toString());
            }
        }
        site.start(input);
    }

    private void failAgain() {
        String server = site.ledger().current().server().value();
        site.machines().apply(new SiteEvent.PowerLost(server));
    }
}
