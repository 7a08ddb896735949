package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.evidence.ArrayLook;
import io.github.outpostrecovery.core.evidence.Assessment;
import io.github.outpostrecovery.core.evidence.Decision;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at the primary on every plane, twice, and decides. If it decides to recover, it checks what can be refused, and
 * stores the plan with the next generation: everything that can fail without having changed anything fails here.
 */
public final class Verifying {
    /** Two looks are at least this far apart, also where no array counts anything. */
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(5);

    private final Services services;
    private final Planning planning;
    private final LedgerWriter ledgers;

    public Verifying(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.planning = new Planning(services);
        this.ledgers = new LedgerWriter(services.table());
    }

    /**
     * Takes one look. Once the plan is stored, every further call proceeds with it.
     *
     * @param targets what EC2 said of the launch targets in this round
     * @param approved the hash of the evidence that a person has approved, if one has
     */
    public VerifyOutcome verify(
            ExecutionArn who,
            IncidentId id,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Optional<String> approved) {
        return switch (Ownership.of(services.table(), id, who)) {
            case Ownership.Superseded(String why) -> new VerifyOutcome.Superseded(why);
            case Ownership.Owner(Incident incident) ->
                switch (services.configurations().find(id.instance())) {
                    case Configurations.Lookup.NotProtected() ->
                        new VerifyOutcome.Refuse(id.instance() + " is not protected any more", Optional.empty());
                    case Configurations.Lookup.Unreadable(String why) ->
                        new VerifyOutcome.Refuse(
                                "the configuration of " + id.instance() + " makes no sense: " + why, Optional.empty());
                    case Configurations.Lookup.Found(ProtectedInstance configured) ->
                        verify(who, incident, configured, progress, targets, approved);
                };
        };
    }

    private VerifyOutcome verify(
            ExecutionArn who,
            Incident incident,
            ProtectedInstance configured,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Optional<String> approved) {
        Set<String> unnamed = missingInitiators(incident.victim(), configured);
        if (!unnamed.isEmpty()) {
            return new VerifyOutcome.Refuse(
                    "the books do not say under which name the victim logs in to " + unnamed, Optional.empty());
        }
        Observation observation = look(incident.victim(), configured);
        if (incident.plan().isPresent()) {
            return asStored(incident, incident.plan().get(), progress.last().orElse(observation.look()), observation);
        }
        if (observation.newerGeneration().isPresent()) {
            return new VerifyOutcome.Refuse(
                    "the array already lets in " + observation.newerGeneration().get()
                            + ", a newer generation than the books know: they are older than the array",
                    Optional.empty());
        }
        Look now = observation.look();
        VerifyProgress next = new VerifyProgress(
                Optional.of(progress.since().orElse(now.at())),
                progress.looks() + 1,
                complete(now) ? Optional.of(now) : progress.last().or(() -> Optional.of(now)));
        if (progress.last().isEmpty()) {
            return new VerifyOutcome.LookAgain(next, seconds(observation.gap()), "one look decides nothing");
        }
        Evidence evidence = Assessment.of(progress.last().get(), now);
        boolean patient = now.at()
                .isBefore(next.since().orElse(now.at()).plus(configured.policy().verifyPatience()));
        Optional<Verdict> approvedVerdict = approved.flatMap(hash -> incident.approval()
                .filter(request -> request.evidence().equals(hash))
                .map(ApprovalRequest::verdict));
        Decision decision = Decision.of(evidence, configured.mode(), approvedVerdict);
        boolean mayYetAnswer = Verdict.of(evidence) == Verdict.BLIND || decision instanceof Decision.Refuse;
        if (mayYetAnswer && patient) {
            return new VerifyOutcome.LookAgain(next, seconds(observation.gap()), String.join("; ", evidence.remarks()));
        }
        return act(who, incident, configured, targets, evidence, decision, next, patient);
    }

    /**
     * An earlier call of this step stored the plan, and its answer was lost. The decision stands: to stand down or to
     * refuse now would end an incident whose generations are used up.
     */
    private static VerifyOutcome asStored(Incident incident, RecoveryPlan plan, Look earlier, Observation now) {
        return new VerifyOutcome.Proceed(
                incident.generation(),
                plan.verdict(),
                Assessment.of(earlier, now.look()),
                List.of("the plan was stored by an earlier call"));
    }

    private VerifyOutcome act(
            ExecutionArn who,
            Incident incident,
            ProtectedInstance configured,
            List<TargetCheck> targets,
            Evidence evidence,
            Decision decision,
            VerifyProgress next,
            boolean patient) {
        if (wantsToBegin(decision)
                && Permission.asked(
                                services.controls(),
                                incident.id().instance(),
                                incident.trigger(),
                                services.clock().instant())
                        instanceof Permission.Withheld(var by, String why)) {
            return new VerifyOutcome.Suppress(why);
        }
        return switch (decision) {
            case Decision.StandDown(Verdict verdict) ->
                new VerifyOutcome.StandDown(verdict, evidence, describe(verdict));
            case Decision.AskForApproval(Verdict verdict) ->
                new VerifyOutcome.ApprovalWanted(
                        verdict, evidence, evidence.hash(incident.id().toString()));
            case Decision.Refuse(Verdict verdict) ->
                new VerifyOutcome.Refuse(describe(Verdict.BLIND), Optional.of(evidence));
            case Decision.Recover(Verdict verdict) ->
                switch (planning.plan(incident, configured, verdict, targets)) {
                    case Planning.Result.Refused(String why) -> new VerifyOutcome.Refuse(why, Optional.of(evidence));
                    case Planning.Result.Unanswered(String why) ->
                        patient
                                ? new VerifyOutcome.LookAgain(next, seconds(SHORTEST_GAP), why)
                                : new VerifyOutcome.Refuse(why, Optional.of(evidence));
                    case Planning.Result.TargetsUnanswered(String why) ->
                        patient
                                ? new VerifyOutcome.CheckTargetsAgain(next, seconds(SHORTEST_GAP), why)
                                : new VerifyOutcome.Refuse(why, Optional.of(evidence));
                    case Planning.Result.Planned(RecoveryPlan plan, Successor first, List<String> remarks) ->
                        store(who, incident, plan, first, evidence, remarks);
                };
        };
    }

    /** Nobody is asked for an approval that would not be heeded. */
    private static boolean wantsToBegin(Decision decision) {
        return switch (decision) {
            case Decision.Recover recover -> true;
            case Decision.AskForApproval ask -> true;
            case Decision.StandDown down -> false;
            case Decision.Refuse refuse -> false;
        };
    }

    private VerifyOutcome store(
            ExecutionArn who,
            Incident incident,
            RecoveryPlan plan,
            Successor first,
            Evidence evidence,
            List<String> remarks) {
        LedgerWriter.Result result =
                ledgers.write(incident.id().instance(), ledger -> ledger.storePlan(incident.id(), who, plan, first));
        return switch (result) {
            case LedgerWriter.Result.Written written ->
                new VerifyOutcome.Proceed(first.generation(), plan.verdict(), evidence, remarks);
            case LedgerWriter.Result.Denied(var why) ->
                new VerifyOutcome.Superseded(Ownership.describe(incident.id(), why));
        };
    }

    private record Observation(Look look, Duration gap, Optional<Initiator> newerGeneration) {}

    private record ArrayObservation(ArrayLook look, Duration gap, Optional<Initiator> newerGeneration) {}

    private Observation look(Machine victim, ProtectedInstance configured) {
        Instant at = services.clock().instant();
        List<ArrayObservation> seen = services.fanOut()
                .all(configured.arrays().stream()
                        .map(connection -> (Supplier<ArrayObservation>) () -> lookAt(connection, victim, configured))
                        .toList());
        Duration gap = seen.stream().map(ArrayObservation::gap).reduce(SHORTEST_GAP, Verifying::longer);
        Look look = new Look(
                at,
                services.compute().status(victim.id()),
                services.compute().link(victim.server()),
                seen.stream().map(ArrayObservation::look).toList());
        return new Observation(
                look,
                gap,
                seen.stream().flatMap(one -> one.newerGeneration().stream()).findFirst());
    }

    private ArrayObservation lookAt(ArrayConnection connection, Machine victim, ProtectedInstance configured) {
        try (StorageArray array = services.arrays().forReading(connection)) {
            Set<VolumeName> volumes = configured.volumesOn(connection.name());
            Initiator initiator = requireNonNull(victim.initiators().get(connection.name()));
            Answer<AccessReport> access = array.access(volumes);
            ArrayLook look = new ArrayLook(
                    connection.name(), initiator, access, sessions(array, initiator, access), array.activity(volumes));
            Duration gap = array.capabilities()
                    .writeCounters()
                    .map(interval -> interval.plusSeconds(1))
                    .orElse(SHORTEST_GAP);
            return new ArrayObservation(look, gap, newerGeneration(access, victim, configured));
        }
    }

    /** A list that is made from the mappings does not show a victim that has none: that it is not in it says nothing. */
    private static Answer<SessionReport> sessions(StorageArray array, Initiator victim, Answer<AccessReport> access) {
        boolean mapped = access instanceof Answer.Answered<AccessReport>(AccessReport report)
                && !report.pathsOf(Set.of(victim)).isEmpty();
        return switch (array.capabilities().sessions()) {
            case INDEPENDENT, DELAYED, NOT_OFFERED -> array.sessions(Set.of(victim));
            case WHILE_MAPPED, PRESENCE ->
                mapped
                        ? array.sessions(Set.of(victim))
                        : Answer.unanswered(new ArrayFailure(
                                ArrayFailure.Kind.INCOMPREHENSIBLE,
                                "",
                                array.name() + " shows a log-in only with a mapping, and " + victim + " has none"));
        };
    }

    private static Optional<Initiator> newerGeneration(
            Answer<AccessReport> access, Machine victim, ProtectedInstance configured) {
        if (!(access instanceof Answer.Answered<AccessReport>(AccessReport report))) {
            return Optional.empty();
        }
        return report.paths().stream()
                .map(path -> path.initiator())
                .filter(initiator -> initiator
                        .generationFor(configured.name())
                        .filter(victim.generation()::isOlderThan)
                        .isPresent())
                .findFirst();
    }

    private static Set<String> missingInitiators(Machine victim, ProtectedInstance configured) {
        Set<String> missing = new java.util.TreeSet<>();
        for (ArrayConnection connection : configured.arrays()) {
            if (!victim.initiators().containsKey(connection.name())) {
                missing.add(connection.name().value());
            }
        }
        return missing;
    }

    /** A look that an array did not answer is no base to compare the next one with. */
    private static boolean complete(Look look) {
        return look.arrays().stream()
                .noneMatch(array -> array.access() instanceof Answer.Unanswered
                        || array.sessions() instanceof Answer.Unanswered
                        || array.activity() instanceof Answer.Unanswered);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static int seconds(Duration gap) {
        return Math.toIntExact(gap.toSeconds());
    }

    private static String describe(Verdict verdict) {
        return switch (verdict) {
            case HEALTHY -> "the primary is well";
            case STOPPED_ON_PURPOSE -> "the primary was stopped or terminated by somebody: that is no failure";
            case DEAD -> "the primary is dead";
            case HUNG -> "the primary hangs";
            case ISOLATED_ALIVE -> "the primary fails its checks and goes on writing";
            case LINK_LOSS -> "the server is disconnected, and the primary behind it may be alive";
            case STORAGE_LOSS -> "EC2 finds the primary well, and the array has lost it";
            case DUPLICATE_IDENTITY -> "the primary's name is logged in from two addresses";
            case BLIND -> "an array that would have to be fenced does not answer";
        };
    }
}
