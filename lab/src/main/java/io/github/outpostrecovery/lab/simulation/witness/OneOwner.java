package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.StepFunctionsException;
import io.github.outpostrecovery.lab.oracle.Invariant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** I3, from what the table really holds, write by write, and from what Step Functions knows of the executions. */
final class OneOwner extends Testimony {
    private final Map<InstanceName, InstanceLedger> last = new HashMap<>();

    OneOwner(Scene scene) {
        super(scene, Invariant.ONE_OWNER);
    }

    @Override
    public void booksRestored() {
        last.clear();
    }

    @Override
    public void committed(InstanceLedger ledger) {
        InstanceLedger before = last.put(ledger.instance(), ledger);
        if (before == null) {
            return;
        }
        check(
                ledger.revision() == before.revision() + 1,
                () -> "revision " + ledger.revision() + " of the books of " + ledger.instance() + " follows "
                        + before.revision() + ": somebody has written over what he had not read");
        ledger.incident().ifPresent(now -> before.incident().ifPresentOrElse(then -> follows(then, now), () -> {}));
    }

    private void follows(Incident then, Incident now) {
        if (!then.id().equals(now.id())) {
            check(
                    then.state() == Incident.State.CLOSED,
                    () -> now.id() + " was opened while " + then.id() + " is " + then.state());
            check(now.id().number() == then.id().number() + 1, () -> now.id() + " was opened after " + then.id());
            return;
        }
        check(
                then.state() != Incident.State.CLOSED || now.state() == Incident.State.CLOSED,
                () -> now.id() + " was closed, and is " + now.state() + " again");
        if (!then.owner().equals(now.owner())) {
            check(
                    hasEnded(then.owner().value()),
                    () -> now.owner() + " took " + now.id() + " over from " + then.owner() + ", which has not ended");
        }
        Optional<Announcement> announced = now.announced();
        if (!announced.equals(then.announced())) {
            announced.ifPresent(said -> check(
                    said.by().equals(now.owner()) || isOfAnEarlierOwner(said, now),
                    () -> said.by() + " announces " + said.step() + " for " + now.id() + ", which is owned by "
                            + now.owner()));
        }
    }

    /** A fence that is taken back uncovers what an earlier owner had announced before it. */
    private static boolean isOfAnEarlierOwner(Announcement said, Incident now) {
        return !now.owner().equals(said.by()) && said.step() != Announcement.Step.FENCE;
    }

    private boolean hasEnded(String execution) {
        try {
            return scene().site()
                    .stepFunctions()
                    .describe(new ExecutionArn(execution))
                    .status()
                    .isTerminal();
        } catch (StepFunctionsException unknown) {
            return false;
        }
    }
}
