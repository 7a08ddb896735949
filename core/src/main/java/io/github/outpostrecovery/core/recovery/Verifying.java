package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.evidence.Assessment;
import io.github.outpostrecovery.core.evidence.Decision;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the primary on every plane, twice, and decides. If it decides to recover, it checks what can be refused, and
 * stores the plan with the next generation: everything that can fail without having changed anything fails here.
 */
public final class Verifying {
    /** Each look is a load on an array that may be in trouble. */
    private static final int STORM_PAUSE_SECONDS = 20;

    private static final int LONGEST_PAUSE_SECONDS = 30;

    private final Services services;
    private final Observing observing;
    private final Proceeding proceeding;
    private final Admitting admitting;
    private final Moving moving;

    public Verifying(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.observing = new Observing(services);
        this.proceeding = new Proceeding(services);
        this.admitting = new Admitting(services);
        this.moving = new Moving(services);
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
        Set<String> unnamed = Observing.unnamed(incident.victim(), configured);
        if (!unnamed.isEmpty()) {
            return new VerifyOutcome.Refuse(
                    "the books do not say under which name the victim logs in to " + unnamed, Optional.empty());
        }
        Observing.Observation observation = observing.look(incident.victim(), configured);
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
        VerifyProgress next = progress.after(now);
        if (incident.move().isPresent()) {
            return moving.verify(who, incident, configured, progress, targets, observation);
        }
        if (progress.last().isEmpty()) {
            admitting.seen(incident, configured, now);
            return new VerifyOutcome.LookAgain(next, seconds(observation.gap()), "one look decides nothing");
        }
        Evidence evidence = Assessment.of(progress.last().get(), now);
        boolean patient = Patience.lasts(
                next.since().orElse(now.at()), now.at(), configured.policy().verifyPatience());
        Optional<Verdict> approvedVerdict = approved.flatMap(hash -> incident.approval()
                .filter(request -> request.evidence().equals(hash))
                .map(ApprovalRequest::verdict));
        Decision decision = Decision.of(evidence, configured.mode(), approvedVerdict);
        boolean mayYetAnswer = Verdict.of(evidence) == Verdict.BLIND || decision instanceof Decision.Refuse;
        if (mayYetAnswer && patient) {
            return new VerifyOutcome.LookAgain(
                    next, pause(next, now, observation.gap()), String.join("; ", evidence.remarks()));
        }
        Admitting.Approval approval =
                approvedVerdict.filter(Verdict.of(evidence)::equals).isPresent()
                        ? Admitting.Approval.GIVEN
                        : Admitting.Approval.NOT_ASKED;
        return act(who, incident, configured, targets, evidence, decision, next, patient, approval);
    }

    /**
     * An earlier call of this step stored the plan, and its answer was lost. The decision stands: to stand down or to
     * refuse now would end an incident whose generations are used up.
     */
    private static VerifyOutcome asStored(
            Incident incident, RecoveryPlan plan, Look earlier, Observing.Observation now) {
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
            boolean patient,
            Admitting.Approval approval) {
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
                recover(
                        verdict,
                        new Proceeding.Request(who, incident, configured, targets, Optional.empty(), evidence, next),
                        patient,
                        approval);
        };
    }

    private VerifyOutcome recover(
            Verdict verdict, Proceeding.Request request, boolean patient, Admitting.Approval approval) {
        Incident incident = request.incident();
        Evidence evidence = request.evidence();
        return switch (admitting.ask(incident, request.configured(), verdict, evidence, request.targets(), approval)) {
            case Admitting.Answer.Admitted(List<TargetCheck> left, Optional<OutpostArn> first) ->
                proceeding.with(verdict, request.on(left, first), patient);
            case Admitting.Answer.Later(int wait, String why) -> new VerifyOutcome.LookAgain(request.next(), wait, why);
            case Admitting.Answer.NoRoom(int wait, String why) ->
                patient
                        ? new VerifyOutcome.CheckTargetsAgain(request.next(), wait, why)
                        : new VerifyOutcome.Refuse(why, Optional.of(evidence));
            // A server that has just died is a guest's failure until the Region has noticed.
            case Admitting.Answer.AskAPerson(String why) ->
                patient && evidence.server() == ServerLink.CONNECTED
                        ? new VerifyOutcome.LookAgain(request.next(), STORM_PAUSE_SECONDS, why)
                        : new VerifyOutcome.ApprovalWanted(
                                verdict,
                                evidence.with(why),
                                evidence.hash(incident.id().toString()));
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

    /**
     * Whoever has not answered for long may be asked by too many: each pause is a quarter of the time that was spent so far, so
     * that an answer is found at most that much later than it was there.
     */
    private static int pause(VerifyProgress progress, Look now, Duration gap) {
        long spent =
                Duration.between(progress.since().orElse(now.at()), now.at()).toSeconds();
        return Math.max(seconds(gap), Math.clamp(spent / 4, 0, LONGEST_PAUSE_SECONDS));
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
