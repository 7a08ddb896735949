package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.HistoryEvent;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.Ec2Operation;
import io.github.outpostrecovery.lab.region.Latencies;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.Connections;
import io.github.outpostrecovery.lab.site.Naming;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteConditions;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lies between the start of an execution and the launch, for a server that has died: the real definition, handlers and
 * clients, on a clock that only requests and waits move. A machine of any speed finds the same. The time in which the machine
 * computes is not in it, nor is the time that Step Functions takes from one state to the next, nor a cold start.
 *
 * @param lambdaCalls before the one that launches, without the rounds of the fence that wait for the array to drain
 * @param drainRounds calls of the fence after the first one, each at the end of a wait
 * @param transitions states entered, the launching one included
 * @param arrayRequests sent to the array, those of the launching call included
 * @param awsCalls of functions to AWS, those of the launching call and what it notes after the launch included
 * @param waits what the definition waits for: new samples between the looks, and the array to drain
 * @param added all other time, as if no two requests were ever under way together, and the launch itself took none
 */
record CriticalPath(
        int lambdaCalls,
        int drainRounds,
        int transitions,
        int arrayRequests,
        int awsCalls,
        Duration waits,
        Duration added) {
    /** What the lab takes a warm invocation of a function to cost. */
    private static final Duration INVOCATION = Duration.ofMillis(25);

    private static final Duration WARM_UP = Duration.ofMinutes(8);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String LAUNCH = "Relaunch from recovery template";
    private static final String FENCE = "Fence old initiator";

    private record Walked(List<String> tasks, int transitions, Duration waits, Instant begun, Instant launched) {}

    /** Lets the server die, and follows its recovery. */
    static CriticalPath of(ArrayKind kind, Duration arrayLatency, Duration awsLatency) {
        try (SimulatedSite site = SimulatedSite.furnish(
                new SiteOptions(
                        List.of(new io.github.outpostrecovery.lab.site.ArrayKind(kind.vendor(), kind.protocol())),
                        Topology.PRIVATE_OBJECT,
                        Chap.NONE,
                        Mode.AUTOMATIC,
                        2,
                        1,
                        Naming.NONE),
                SiteConditions.STANDARD
                        .reaching(Connections.IN_MEMORY, arrayLatency)
                        .taking(
                                new Latencies(awsLatency, Map.of(Ec2Operation.RUN_INSTANCES, Duration.ZERO)),
                                MachineTimes.STANDARD))) {
            site.agenda().advance(WARM_UP);
            site.machines()
                    .apply(new SiteEvent.PowerLost(
                            site.ledger().current().server().value()));
            site.agenda()
                    .runUntil(
                            site.agenda().instant().plus(LONGEST),
                            () -> !site.recoveries().isEmpty()
                                    && site.recordOf(
                                                    site.recoveries().getFirst().arn())
                                            .isPresent());
            ExecutionDescription execution = site.recoveries().getFirst();
            Walked walked = walk(site.stepFunctions().history(execution.arn()));
            int requests = Math.toIntExact(site.calls().calls().stream()
                    .filter(call ->
                            !call.at().isBefore(walked.begun()) && call.at().isBefore(walked.launched()))
                    .count());
            int drainRounds =
                    (int) walked.tasks().stream().filter(FENCE::equals).count() - 1;
            Duration added = Duration.between(walked.begun(), walked.launched()).minus(walked.waits());
            Duration ofAws = added.minus(arrayLatency.multipliedBy(requests))
                    .minus(INVOCATION.multipliedBy(walked.tasks().size()));
            return new CriticalPath(
                    walked.tasks().size() - 1 - drainRounds,
                    drainRounds,
                    walked.transitions(),
                    requests,
                    Math.toIntExact(ofAws.dividedBy(awsLatency)),
                    walked.waits(),
                    added);
        }
    }

    private static Walked walk(List<HistoryEvent> history) {
        List<String> tasks = new ArrayList<>();
        int transitions = 0;
        Duration waits = Duration.ZERO;
        Instant entered = history.getFirst().timestamp();
        for (HistoryEvent event : history) {
            String name = event.details().path("name").asText();
            switch (event.type()) {
                case TASK_STATE_ENTERED -> {
                    tasks.add(name);
                    transitions++;
                }
                case PASS_STATE_ENTERED, CHOICE_STATE_ENTERED -> transitions++;
                case WAIT_STATE_ENTERED -> {
                    transitions++;
                    entered = event.timestamp();
                }
                case WAIT_STATE_EXITED -> waits = waits.plus(Duration.between(entered, event.timestamp()));
                case TASK_STATE_EXITED -> {
                    if (name.equals(LAUNCH)) {
                        return new Walked(
                                tasks, transitions, waits, history.getFirst().timestamp(), event.timestamp());
                    }
                }
                default -> {}
            }
        }
        throw new AssertionError("nothing was launched after " + Set.copyOf(tasks));
    }
}
