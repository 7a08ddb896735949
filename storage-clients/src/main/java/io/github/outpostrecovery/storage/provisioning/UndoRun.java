package io.github.outpostrecovery.storage.provisioning;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Undoes the changes of a plan, newest first, the same for every array; none while the machine is logged in. */
public final class UndoRun {
    private final ProvisioningPlan plan;

    public UndoRun(ProvisioningPlan plan) {
        this.plan = requireNonNull(plan, "plan is null");
    }

    /** What became of one change. */
    public sealed interface Step {
        /** It is gone, read back. */
        record Undone() implements Step {}

        /** It stays, and this is why. */
        record Left(String why) implements Step {}
    }

    /**
     * Undoes them.
     *
     * @param sessions who is logged in under the plan's initiator
     * @param undo takes one change back, as far as nobody else relies on it
     */
    public UndoReport run(Answer<SessionReport> sessions, Function<Change, Step> undo) {
        List<String> undone = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Optional<String> inUse = objection(sessions);
        for (Change change : plan.changes().reversed()) {
            Step step = inUse.<Step>map(Step.Left::new).orElseGet(() -> undo.apply(change));
            switch (step) {
                case Step.Undone() -> undone.add("undone: " + change.line());
                case Step.Left(String why) -> left.add("left: " + change.line() + ": " + why);
            }
        }
        return new UndoReport(undone, left);
    }

    private Optional<String> objection(Answer<SessionReport> sessions) {
        String name = plan.request().initiator().value();
        return switch (sessions) {
            case Answer.Answered<SessionReport>(SessionReport report) ->
                report.of(plan.request().initiator()).isEmpty()
                        ? Optional.empty()
                        : Optional.of(name + " is logged in; end its machine, and undo again");
            case Answer.Unanswered<SessionReport>(var failure) ->
                Optional.of("it is not known whether " + name + " is logged in (" + failure + "); undo again");
            case Answer.NotOffered<SessionReport>() -> Optional.empty();
        };
    }
}
