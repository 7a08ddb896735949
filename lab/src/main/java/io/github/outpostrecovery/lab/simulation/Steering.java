package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.region.Ec2Operation;
import io.github.outpostrecovery.lab.simulation.World.Answer;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What has to be so for a run to come to a boundary. */
final class Steering {
    private static final int THROTTLED_FOR_A_WHILE = 12;

    private final Boundary boundary;

    private Steering(Boundary boundary) {
        this.boundary = boundary;
    }

    static Steering to(Boundary boundary) {
        return new Steering(boundary);
    }

    /** A world in which a run may come there at all. */
    World world(World world) {
        return switch (boundary.state()) {
            case "Ask for approval" ->
                switch (boundary.interruption()) {
                    case ANSWERED_LATE, ANSWERED_TWICE -> withFailure(world).with(Mode.NOTIFY, Answer.APPROVES);
                    case REFUSED,
                            ANSWER_LOST,
                            CUT_OFF,
                            REPEATED,
                            HELD,
                            GIVEN_UP,
                            OVERSLEPT,
                            STOPPED,
                            REDRIVEN,
                            STOPPED_WAITING,
                            REDRIVEN_WAITING -> withFailure(world).with(Mode.NOTIFY, world.answer());
                };
            case "Nobody answered" -> withFailure(world).with(Mode.NOTIFY, Answer.SILENT);
            case "Read what was asked", "Approve" -> withFailure(world).with(Mode.NOTIFY, Answer.APPROVES);
            case "Reject" -> withFailure(world).with(Mode.NOTIFY, Answer.REJECTS);
            case "Ask the guest to stop",
                    "Tell the operators to shut it down",
                    "Let EC2 hear the stop",
                    "Start the guest again",
                    "Let it stop first" -> world.with(Fate.MOVED);
            case "Open the incident",
                    "Check launch targets",
                    "Verify primary",
                    "Record the end",
                    "Tell the operators",
                    "Call a person" -> world;
            default -> withFailure(world);
        };
    }

    /** The same in which nothing stands in the way, not even a person. */
    World straight(World world) {
        World open = world.with(Fate.SERVER_DEAD).with(Mode.AUTOMATIC, Answer.APPROVES);
        return boundary.state().equals("Record the end") ? open.with(Fate.ALIVE) : world(open);
    }

    private static World withFailure(World world) {
        return world.fate() == Fate.ALIVE || world.fate() == Fate.ISOLATED || world.fate() == Fate.MOVED
                ? world.with(Fate.SERVER_DEAD)
                : world;
    }

    /** Whether what else leads there can happen in that world. */
    boolean fits(World world) {
        // Where a machine takes long to be seen attached, it is healthy by the time at which that is asked.
        boolean seenAtOnce =
                world.arrays().stream().allMatch(array -> array.vendor().equals("netapp"));
        return (seenAtOnce || !boundary.state().equals("Let it become healthy"))
                && faults().stream().allMatch(fault -> fault.fits(world));
    }

    /** Faults on the way there. */
    List<Fault> faults() {
        return switch (boundary.state()) {
            case "Let EC2 answer" -> List.of(FaultCatalogue.require("launch-lands-late"));
            case "Let whoever lets it in be seen" -> List.of(FaultCatalogue.require("victim-readmitted-before-grant"));
            default -> List.of();
        };
    }

    /** What else has to happen. */
    List<Disturbance> disturbances(SplitMix64 chance) {
        List<Disturbance> disturbances = new ArrayList<>();
        String state = boundary.state();
        if (state.startsWith("Rehearse") || state.equals("Record readiness") || state.equals("Tell what would fail")) {
            disturbances.add(new Disturbance.Rehearsal(chance.between(Duration.ofSeconds(1), Duration.ofMinutes(10))));
        }
        switch (state) {
            case "Let EC2 check the targets" ->
                disturbances.add(new Disturbance.NotDone(
                        Ec2Operation.DRY_RUN, Disturbance.NotDone.Why.THROTTLED, THROTTLED_FOR_A_WHILE));
            case "Let EC2 hear the stop" ->
                disturbances.add(new Disturbance.NotDone(Ec2Operation.STOP_INSTANCES, Disturbance.NotDone.Why.LOST, 2));
            case "Tell the operators to shut it down" ->
                disturbances.add(
                        new Disturbance.NotDone(Ec2Operation.STOP_INSTANCES, Disturbance.NotDone.Why.UNSUPPORTED, 1));
            case "Start the guest again", "Let it stop first" ->
                disturbances.add(new Disturbance.KillSwitchThrown("Ask the guest to stop"));
            default -> {
                // Nothing else.
            }
        }
        if (state.equals("Call a person")) {
            for (String unheard : List.of("Record the end", "Record recovery")) {
                disturbances.add(new Disturbance.AtState(
                        unheard,
                        1,
                        Interruption.REFUSED,
                        new Moment.HalfRequest(1),
                        Duration.ZERO,
                        40,
                        Disturbance.Heir.NOBODY));
            }
        }
        return disturbances;
    }
}
