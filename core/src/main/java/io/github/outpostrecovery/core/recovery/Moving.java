package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.evidence.Assessment;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.Standstill;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.PlannedMove;
import io.github.outpostrecovery.core.name.ExecutionArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the victim of a planned move, which is well. First it finds out whether the move could be made, and refuses if
 * not: the guest runs as it did. Then the guest is asked to stop, by another step, and from there on the looks go on until it
 * has stopped, or its time is up: then nothing was fenced, and the incident stands down. Once the guest is started again, the
 * move is over: whoever takes the incident up sees to the start, and ends it.
 */
final class Moving {
    /** How long a guest may take to stop. Longer than EC2 lets a shutdown last before it takes the power. */
    static final Duration STOP_PATIENCE = Duration.ofMinutes(10);

    private final Services services;
    private final Planning planning;
    private final Proceeding proceeding;

    Moving(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.planning = new Planning(services);
        this.proceeding = new Proceeding(services);
    }

    /** @param observation one look, taken just now */
    VerifyOutcome verify(
            ExecutionArn who,
            Incident incident,
            ProtectedInstance configured,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Observing.Observation observation) {
        Instant at = services.clock().instant();
        if (Permission.asked(services.controls(), incident.id().instance(), incident.trigger(), at)
                instanceof Permission.Withheld(var by, String why)) {
            return new VerifyOutcome.Suppress(why);
        }
        if (incident.hasStartedAgain()) {
            return new VerifyOutcome.Refuse(
                    "nothing came of this move, and the guest of "
                            + incident.victim().id()
                            + " is started again where it was: ask for the move anew, if it is still wanted",
                    Optional.empty());
        }
        PlannedMove move = requireNonNull(incident.move().orElse(null), "a move without a destination");
        return move.askedBy(who)
                .map(asked -> watch(who, incident, configured, progress, targets, observation, asked))
                .orElseGet(() -> prepare(incident, configured, progress, targets, observation));
    }

    /** What could be refused later, with the guest stopped, is refused now. */
    private VerifyOutcome prepare(
            Incident incident,
            ProtectedInstance configured,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Observing.Observation observation) {
        Look now = observation.look();
        VerifyProgress next = progress.after(now);
        boolean patient = Patience.lasts(
                next.since().orElse(now.at()), now.at(), configured.policy().verifyPatience());
        if (!VerifyProgress.complete(now)) {
            return lookAgainOrRefuse(
                    patient,
                    next,
                    observation,
                    "an array does not answer: it could not tell when the guest has stopped");
        }
        return switch (planning.plan(incident, configured, Verdict.STOPPED_ON_PURPOSE, targets, Optional.empty())) {
            case Planning.Result.Refused(String why) -> new VerifyOutcome.Refuse(why, Optional.empty());
            case Planning.Result.Unanswered(String why) -> lookAgainOrRefuse(patient, next, observation, why);
            case Planning.Result.TargetsUnanswered(String why) ->
                patient
                        ? new VerifyOutcome.CheckTargetsAgain(next, seconds(Observing.SHORTEST_GAP), why)
                        : new VerifyOutcome.Refuse(why, Optional.empty());
            case Planning.Result.Planned planned -> new VerifyOutcome.StopWanted(planned.remarks());
        };
    }

    private static VerifyOutcome lookAgainOrRefuse(
            boolean patient, VerifyProgress next, Observing.Observation observation, String why) {
        return patient
                ? new VerifyOutcome.LookAgain(next, seconds(observation.gap()), why)
                : new VerifyOutcome.Refuse(why, Optional.empty());
    }

    private VerifyOutcome watch(
            ExecutionArn who,
            Incident incident,
            ProtectedInstance configured,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Observing.Observation observation,
            Instant asked) {
        Look now = observation.look();
        VerifyProgress next = progress.after(now);
        if (progress.last().isEmpty()) {
            return new VerifyOutcome.LookAgain(next, seconds(observation.gap()), "one look decides nothing");
        }
        Look earlier = progress.last().get();
        Evidence evidence = Assessment.of(earlier, now);
        boolean patient = Patience.lasts(asked, now.at(), STOP_PATIENCE);
        return switch (Standstill.of(evidence, earlier, now)) {
            case Standstill.Stopped(Verdict verdict) ->
                proceeding.with(
                        verdict,
                        new Proceeding.Request(who, incident, configured, targets, Optional.empty(), evidence, next),
                        patient);
            case Standstill.StillUp(String why) ->
                patient
                        ? new VerifyOutcome.LookAgain(
                                next, seconds(observation.gap()), "the guest has not stopped: " + why)
                        : new VerifyOutcome.StandDown(Verdict.of(evidence), evidence, tooLate(incident, why));
            case Standstill.NotKnown(String why) ->
                patient
                        ? new VerifyOutcome.LookAgain(next, seconds(observation.gap()), why)
                        : new VerifyOutcome.Refuse(tooLate(incident, why), Optional.of(evidence));
        };
    }

    private static String tooLate(Incident incident, String why) {
        return "the guest of " + incident.victim().id() + " was not seen to stop within " + STOP_PATIENCE.toMinutes()
                + " minutes: " + why + ". Nothing was fenced: it keeps its volumes";
    }

    private static int seconds(Duration gap) {
        return Math.toIntExact(gap.toSeconds());
    }
}
