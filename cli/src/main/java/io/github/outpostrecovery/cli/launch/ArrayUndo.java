package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes back what the changes of one side have made, and nothing that somebody else may have made. A change that the array
 * confirmed is undone. One without an answer is undone only where it leads to the name that was made for this run alone, which
 * nobody else can have brought in; otherwise it is named, and left to a person.
 */
final class ArrayUndo {
    private final ArrayAccess arrays;
    private final Patience patience;
    private final ArraySide side;
    private volatile List<Change> made = List.of();
    private volatile List<Change> doubtful;

    /** Before the first change is sent. */
    ArrayUndo(ArrayAccess arrays, Patience patience, ArraySide side) {
        this.arrays = requireNonNull(arrays, "arrays is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.side = requireNonNull(side, "side is null");
        // Until it is known how far the changes went, any of them may have been sent.
        this.doubtful = side.plan().changes();
    }

    /** Remembers how the changes ended. */
    ProvisioningOutcome ended(ProvisioningOutcome outcome) {
        made = outcome.made();
        doubtful = switch (outcome) {
            case ProvisioningOutcome.Provisioned _, ProvisioningOutcome.Refused _ -> List.of();
            case ProvisioningOutcome.InDoubt(var confirmed, Change at, var failure) ->
                // What could only not be read back was made, or was there before.
                side.plan().changes().contains(at) && !confirmed.contains(at) ? List.of(at) : List.of();
        };
        return outcome;
    }

    /** Takes it back, newest first; what stays is named, with how to find out whose it is. */
    UndoReport undo() {
        List<String> undone = new ArrayList<>();
        List<String> left = new ArrayList<>();
        try (ArrayProvisioning provisioning =
                arrays.provisioning(side.connection(), side.login().credentials())) {
            List<Change> ours = new ArrayList<>(made);
            if (!doubtful.isEmpty()) {
                Set<String> objects = objectsOfTheName(provisioning);
                for (Change change : doubtful) {
                    if (isOurs(change, objects)) {
                        ours.add(change);
                    } else {
                        left.add(inDoubt(change));
                    }
                }
            }
            if (!ours.isEmpty()) {
                ProvisioningPlan plan = new ProvisioningPlan(side.plan().request(), ours);
                UndoReport report = patience.during("undoing", () -> provisioning.undo(plan));
                undone.addAll(report.undone());
                left.addAll(report.left());
            }
            boolean mayBeIn = !doubtful.isEmpty() && isOfThisRunAlone();
            if (mayBeIn || ours.stream().anyMatch(ArrayUndo::bringsTheNameIn)) {
                retire(provisioning, undone, left);
            }
        }
        return new UndoReport(undone, left);
    }

    private void retire(ArrayProvisioning provisioning, List<String> undone, List<String> left) {
        switch (provisioning.retire(name())) {
            case RetireOutcome.Retired(List<String> removed) -> undone.addAll(removed);
            case RetireOutcome.NotThere() -> {}
            case RetireOutcome.StillInUse(String why) -> left.add(name().value() + " on " + side.login() + ": " + why);
            case RetireOutcome.Failed(List<String> removed, ArrayFailure failure) -> {
                undone.addAll(removed);
                left.add(name().value() + " on " + side.login() + ": " + failure);
            }
        }
    }

    private Initiator name() {
        return side.initiator().name();
    }

    /** The objects in which the name stands; none where the array does not say, so that nothing is taken for ours. */
    private Set<String> objectsOfTheName(ArrayProvisioning provisioning) {
        Set<String> objects = new HashSet<>();
        if (provisioning.holders(Set.of(name()))
                instanceof Answer.Answered<Map<Initiator, Set<AccessObject>>>(var holders)) {
            holders.getOrDefault(name(), Set.of()).forEach(object -> objects.add(object.name()));
        }
        return objects;
    }

    /** Every vendor's undo leaves an object with anybody or anything else in it: here it is only asked who made it. */
    private boolean isOurs(Change change, Set<String> objects) {
        return isOfThisRunAlone()
                && switch (change) {
                    case Change.CreateHost create -> objects.contains(create.name());
                    case Change.AddInitiator added -> true;
                    case Change.KeepChap kept -> objects.contains(side.choice().host());
                    case Change.CreateGroup group -> false;
                    case Change.JoinGroup joined -> made.stream().anyMatch(Change.CreateHost.class::isInstance);
                    case Change.Export export -> objects.contains(side.choice().host());
                };
    }

    /** Whether nobody else can have brought the name in. */
    private boolean isOfThisRunAlone() {
        return switch (side.initiator().origin()) {
            case GENERATED -> true;
            case GIVEN -> false;
        };
    }

    private String inDoubt(Change change) {
        String where = switch (change) {
            case Change.CreateHost create -> create.name();
            case Change.AddInitiator added -> added.host();
            case Change.KeepChap kept -> side.choice().host();
            case Change.CreateGroup group -> group.name();
            case Change.JoinGroup joined -> joined.group();
            case Change.Export export -> export.to();
        };
        return "in doubt: " + change.line() + ": " + side.login()
                + " gave no clear answer, and somebody else may have made it, or it may still land; look at " + where
                + " on " + side.login() + ", and take this away only if nobody else has made it and nobody but "
                + name().value() + " stands in it";
    }

    /** A name that was there before, as somebody has prepared it, stays. */
    private static boolean bringsTheNameIn(Change change) {
        return switch (change) {
            case Change.CreateHost made -> true;
            case Change.AddInitiator added -> true;
            case Change.KeepChap kept -> true;
            case Change.CreateGroup group -> false;
            case Change.JoinGroup joined -> false;
            case Change.Export export -> false;
        };
    }
}
