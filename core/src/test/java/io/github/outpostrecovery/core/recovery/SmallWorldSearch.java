package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ALARM;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.recovery.SmallWorld.Budget;
import io.github.outpostrecovery.core.recovery.SmallWorld.Call;
import io.github.outpostrecovery.core.recovery.SmallWorld.Execution;
import io.github.outpostrecovery.core.recovery.SmallWorld.Hung;
import io.github.outpostrecovery.core.recovery.SmallWorld.Late;
import io.github.outpostrecovery.core.recovery.SmallWorld.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Explores every way in which a {@link SmallWorld} can go, breadth first. At each moment either execution makes its next
 * step, with every combination of answers; or dies before a step or in the middle of one, before any of its changes; or
 * is redriven; or a call that hung in the middle goes on; or a late request arrives.
 */
final class SmallWorldSearch {
    /** One moment, and how it came about. */
    record Node(SmallWorld world, Optional<Node> before, String event) {
        String story() {
            Deque<String> events = new ArrayDeque<>();
            for (Optional<Node> node = Optional.of(this);
                    node.isPresent();
                    node = node.get().before()) {
                events.push(node.get().event());
            }
            return String.join("\n", events);
        }
    }

    private record Next(String event, SmallWorld world) {}

    /** Launches and attachments are given up at once if they are not there, so that every generation is tried. */
    private static final Policy IMPATIENT = new Policy(
            Duration.ZERO,
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(10));

    /** The check of the targets changes nothing and is not looked into: both can be launched on. */
    private static final List<TargetCheck> READY =
            List.of(new TargetCheck(TARGET_1, new Preflight.Ready()), new TargetCheck(TARGET_2, new Preflight.Ready()));

    private SmallWorldSearch() {}

    static ProtectedInstance configuration() {
        return new ProtectedInstance(
                WEB,
                Mode.AUTOMATIC,
                ALARM,
                List.of(SampleSite.connection(ARRAY_1)),
                List.of(new ProtectedVolume(ARRAY_1, BOOT), new ProtectedVolume(ARRAY_1, DATA)),
                List.of(TARGET_1, TARGET_2),
                IMPATIENT);
    }

    /**
     * Visits every moment that can be reached.
     *
     * @return how many there are
     */
    static int explore(Budget budget, Consumer<Node> visit) {
        Set<Object> seen = new HashSet<>();
        Deque<Node> frontier = new ArrayDeque<>();
        Node start = new Node(SmallWorld.start(budget), Optional.empty(), "start");
        seen.add(start.world().key());
        frontier.add(start);
        while (!frontier.isEmpty()) {
            Node node = frontier.remove();
            visit.accept(node);
            for (Next next : nexts(node)) {
                if (seen.add(next.world().key())) {
                    frontier.add(new Node(next.world(), Optional.of(node), next.event()));
                }
            }
        }
        return seen.size();
    }

    private static List<Next> nexts(Node node) {
        SmallWorld world = node.world();
        List<Next> nexts = new ArrayList<>();
        try {
            for (ExecutionArn who : List.of(E1, E2)) {
                Execution execution = world.execution(who);
                if (execution.running() && execution.next().place() != Place.ENDED) {
                    steps(world, who, execution, nexts);
                } else if (!execution.running() && world.budget().redrives() > 0) {
                    Budget budget = world.budget();
                    nexts.add(new Next(
                            name(who) + " is redriven",
                            world.with(who, new Execution(execution.next(), true))
                                    .with(new Budget(budget.unanswered(), budget.deaths(), budget.redrives() - 1))));
                }
            }
            world.hung().ifPresent(hung -> goOn(world, hung, nexts));
        } catch (AssertionError | IllegalStateException | NullPointerException violation) {
            throw new AssertionError(violation.getMessage() + "\n" + node.story(), violation);
        }
        for (Late late : world.late()) {
            if (world.wouldChangeBy(late)) {
                nexts.add(new Next(late + " arrives", world.landed(late)));
            }
        }
        return nexts;
    }

    static String name(ExecutionArn who) {
        return who.value().substring(who.value().lastIndexOf(':') + 1);
    }

    /** The next step of an execution, in every way that the world can answer it; and every way of not finishing it. */
    private static void steps(SmallWorld world, ExecutionArn who, Execution execution, List<Next> nexts) {
        Call call = execution.next();
        Set<List<Integer>> stops = new HashSet<>();
        Deque<List<Integer>> scripts = new ArrayDeque<>();
        scripts.add(List.of());
        while (!scripts.isEmpty()) {
            List<Integer> script = scripts.remove();
            SmallWorldCall run = new SmallWorldCall(world, who, List.of(), script, -1, false);
            Call after = perform(run.services(), who, call);
            addScripts(scripts, script, run.arities());
            boolean uselessStart = call.place() == Place.OPEN
                    && after.ending().filter(SmallWorldSearch::changesNothing).isPresent();
            if (uselessStart) {
                continue;
            }
            nexts.add(new Next(
                    name(who) + " " + call.place() + " " + script + " -> " + after.place()
                            + after.generation().map(Object::toString).orElse(""),
                    run.world().with(who, execution.at(after))));
            if (world.budget().deaths() > 0 && mayHang(world, call.place())) {
                for (int position : run.changes()) {
                    List<Integer> stop = new ArrayList<>(script);
                    stop.add(-1 - position);
                    if (stops.add(stop)) {
                        die(world, who, execution, script, position, nexts);
                    }
                }
            }
        }
        if (world.budget().deaths() > 0 && call.place() != Place.OPEN) {
            nexts.add(new Next(name(who) + " dies before " + call.place(), dead(world, who, execution)));
        }
    }

    /** The hanging of a step that does no more than write once is looked at where nothing else goes wrong. */
    private static boolean mayHang(SmallWorld world, Place place) {
        return switch (place) {
            case FENCE, GRANT, LAUNCH, CONFIRM -> true;
            case OPEN, VERIFY, RECORD, ENDED -> world.budget().unanswered() == 0;
        };
    }

    /** An alarm that finds somebody else at work comes again later: it is as if it had not come. */
    private static boolean changesNothing(Ending ending) {
        return ending instanceof Ending.Other other
                && (other.outcome() == Outcome.DUPLICATE || other.outcome() == Outcome.REFUSED);
    }

    private static SmallWorld dead(SmallWorld world, ExecutionArn who, Execution execution) {
        Budget budget = world.budget();
        return world.with(who, new Execution(execution.next(), false))
                .with(new Budget(budget.unanswered(), budget.deaths() - 1, budget.redrives()));
    }

    private static void die(
            SmallWorld world,
            ExecutionArn who,
            Execution execution,
            List<Integer> script,
            int position,
            List<Next> nexts) {
        SmallWorldCall run = new SmallWorldCall(world, who, List.of(), script, position, false);
        try {
            perform(run.services(), who, execution.next());
        } catch (SmallWorldCall.Stopped stopped) {
            Hung hung = new Hung(who, execution.next(), run.answers());
            nexts.add(new Next(
                    name(who) + " hangs in " + execution.next().place() + " after " + position + " answers " + script,
                    dead(run.world(), who, execution).with(Optional.of(hung))));
        }
    }

    private static void goOn(SmallWorld world, Hung hung, List<Next> nexts) {
        Deque<List<Integer>> scripts = new ArrayDeque<>();
        scripts.add(List.of());
        while (!scripts.isEmpty()) {
            List<Integer> script = scripts.remove();
            SmallWorldCall run =
                    new SmallWorldCall(world.with(Optional.empty()), hung.who(), hung.answers(), script, -1, true);
            perform(run.services(), hung.who(), hung.call());
            addScripts(scripts, script, run.arities());
            nexts.add(new Next(name(hung.who()) + " goes on in " + hung.call().place() + " " + script, run.world()));
        }
    }

    private static void addScripts(Deque<List<Integer>> scripts, List<Integer> script, List<Integer> arities) {
        for (int position = script.size(); position < arities.size(); position++) {
            for (int way = 1; way < arities.get(position); way++) {
                List<Integer> other = new ArrayList<>(script);
                while (other.size() < position) {
                    other.add(0);
                }
                other.add(way);
                scripts.add(List.copyOf(other));
            }
        }
    }

    /** One step of the state machine. What could not be answered is asked again. */
    private static Call perform(Services services, ExecutionArn who, Call call) {
        try {
            return switch (call.place()) {
                case OPEN -> open(services, who);
                case VERIFY -> verify(services, who, call);
                case FENCE -> fence(services, who, call);
                case GRANT -> grant(services, who, call.generation().orElseThrow());
                case LAUNCH -> launch(services, who, call.generation().orElseThrow());
                case CONFIRM -> confirm(services, who, call.generation().orElseThrow());
                case RECORD -> {
                    new Recording(services).record(who, call.ending().orElseThrow());
                    yield Call.to(Place.ENDED);
                }
                case ENDED -> call;
            };
        } catch (ServiceUnavailableException again) {
            return call;
        }
    }

    private static Call ending(Outcome outcome, String reason) {
        return Call.recording(new Ending.Other(Optional.of(FIRST_INCIDENT), outcome, reason, List.of()));
    }

    private static Call open(Services services, ExecutionArn who) {
        Cause cause = who.equals(E1) ? new Cause.AlarmRaised(WEB, ALARM, VICTIM_ID) : new Cause.Resume(FIRST_INCIDENT);
        return switch (new Opening(services).open(who, Trigger.ALARM, cause)) {
            case OpenOutcome.Opened opened -> Call.to(Place.VERIFY);
            case OpenOutcome.TakenOver taken -> Call.to(Place.FENCE);
            case OpenOutcome.MoveOpened opened -> throw new AssertionError("no move is planned here");
            case OpenOutcome.MoveTakenOver taken -> throw new AssertionError("no move is planned here");
            case OpenOutcome.Readiness readiness -> throw new AssertionError("nobody rehearses here");
            case OpenOutcome.Duplicate duplicate -> ending(Outcome.DUPLICATE, duplicate.reason());
            case OpenOutcome.StandDown down -> ending(Outcome.STOOD_DOWN, down.reason());
            case OpenOutcome.Suppress suppress -> throw new AssertionError("nothing is forbidden here");
            case OpenOutcome.Refuse refuse -> ending(Outcome.REFUSED, refuse.reason());
        };
    }

    private static Call verify(Services services, ExecutionArn who, Call call) {
        return switch (new Verifying(services).verify(who, FIRST_INCIDENT, call.verify(), READY, Optional.empty())) {
            case VerifyOutcome.LookAgain again -> Call.looking(again.progress());
            case VerifyOutcome.CheckTargetsAgain again -> throw new AssertionError("every target is ready here");
            case VerifyOutcome.StopWanted wanted -> throw new AssertionError("no move is planned here");
            case VerifyOutcome.Proceed proceed -> Call.to(Place.FENCE);
            case VerifyOutcome.ApprovalWanted wanted -> throw new AssertionError("nobody is asked here");
            case VerifyOutcome.StandDown down -> ending(Outcome.STOOD_DOWN, down.reason());
            case VerifyOutcome.Suppress suppress -> throw new AssertionError("nothing is forbidden here");
            case VerifyOutcome.Refuse refuse -> ending(Outcome.REFUSED, refuse.reason());
            case VerifyOutcome.Superseded superseded -> ending(Outcome.DUPLICATE, superseded.reason());
        };
    }

    private static Call fence(Services services, ExecutionArn who, Call call) {
        return switch (new Fencing(services).fence(who, FIRST_INCIDENT, call.fence())) {
            case FenceOutcome.Fenced fenced -> Call.to(Place.GRANT, fenced.generation());
            case FenceOutcome.FenceAgain again -> Call.fencing(again.progress());
            case FenceOutcome.Suppressed suppressed -> throw new AssertionError("nothing is forbidden here");
            case FenceOutcome.GivenUp given -> ending(Outcome.FENCED_AND_PAGED, given.reason());
            case FenceOutcome.Superseded superseded -> ending(Outcome.DUPLICATE, superseded.reason());
        };
    }

    private static Call grant(Services services, ExecutionArn who, Generation generation) {
        return switch (new Granting(services).grant(who, FIRST_INCIDENT, generation)) {
            case GrantStepOutcome.Granted granted -> Call.to(Place.LAUNCH, granted.generation());
            case GrantStepOutcome.LaunchAnnounced announced -> Call.to(Place.LAUNCH, announced.generation());
            case GrantStepOutcome.FenceAgain again -> Call.to(Place.FENCE);
            case GrantStepOutcome.NextGeneration next -> Call.to(Place.FENCE);
            case GrantStepOutcome.GivenUp given -> ending(Outcome.FENCED_AND_PAGED, given.reason());
            case GrantStepOutcome.Superseded superseded -> ending(Outcome.DUPLICATE, superseded.reason());
        };
    }

    private static Call launch(Services services, ExecutionArn who, Generation generation) {
        return switch (new Launching(services).launch(who, FIRST_INCIDENT, generation, Optional.empty())) {
            case LaunchStepOutcome.Launched launched -> Call.to(Place.CONFIRM, launched.generation());
            case LaunchStepOutcome.AskAgain again -> Call.to(Place.LAUNCH, generation);
            case LaunchStepOutcome.NextGeneration next -> Call.to(Place.FENCE);
            case LaunchStepOutcome.GivenUp given -> ending(Outcome.FENCED_AND_PAGED, given.reason());
            case LaunchStepOutcome.Superseded superseded -> ending(Outcome.DUPLICATE, superseded.reason());
        };
    }

    private static Call confirm(Services services, ExecutionArn who, Generation generation) {
        return switch (new Confirming(services).confirm(who, FIRST_INCIDENT, generation, ConfirmProgress.NONE)) {
            case ConfirmOutcome.Attached attached -> recovered(generation);
            case ConfirmOutcome.PartlyAttached partly -> recovered(generation);
            case ConfirmOutcome.LookAgain again -> Call.to(Place.CONFIRM, generation);
            case ConfirmOutcome.NextGeneration next -> Call.to(Place.FENCE);
            case ConfirmOutcome.GivenUp given -> ending(Outcome.FENCED_AND_PAGED, given.reason());
            case ConfirmOutcome.Superseded superseded -> ending(Outcome.DUPLICATE, superseded.reason());
        };
    }

    private static Call recovered(Generation generation) {
        return Call.recording(new Ending.Recovered(FIRST_INCIDENT, generation, List.of(), List.of()));
    }
}
