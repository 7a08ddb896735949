package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the changes of one side on the array, by the rule of the grant: each sent once, and a name whose grant is in doubt is
 * never launched with, but replaced by one that nobody has had.
 */
final class ArrayRun {
    private static final int MOST_NAMES = 3;

    private final Cloud cloud;
    private final LaunchPlanner planner;
    private final Patience patience;
    private final Consumer<String> lines;
    private final UndoStack undo;

    ArrayRun(Cloud cloud, LaunchPlanner planner, Patience patience, Consumer<String> lines, UndoStack undo) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.planner = requireNonNull(planner, "planner is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.lines = requireNonNull(lines, "lines is null");
        this.undo = requireNonNull(undo, "undo is null");
    }

    /** A side as it was made, and where its volumes are shown. */
    record Made(ArraySide side, Map<VolumeName, LunId> luns) {
        Made {
            luns = Map.copyOf(luns);
        }
    }

    Made make(ArraySide planned, InstanceName instance, Generation generation, Tenancy tenancy) {
        ArraySide side = planned;
        Tenancy all = tenancy;
        if (planned.choice().copy().isPresent()) {
            copy(planned, planned.choice().copy().get());
            side = planner.exact(planned, all);
        }
        for (int names = 1; ; names++) {
            ProvisioningPlan plan = side.plan();
            Optional<ArrayFailure> doubt = Optional.empty();
            try (ArrayProvisioning provisioning = open(side)) {
                if (!plan.changes().isEmpty()) {
                    lines.accept("Changing " + side.login() + " ...");
                }
                ArrayUndo made = new ArrayUndo(cloud.arrays(), patience, side);
                undo.pushReporting(
                        "take " + side.initiator().name().value() + " out of "
                                + side.choice().host() + " on "
                                + side.login() + ", and what was made for it: "
                                + String.join("; ", side.lines()),
                        made::undo);
                switch (patience.during("changing " + side.login(), () -> made.ended(provisioning.apply(plan)))) {
                    case ProvisioningOutcome.Provisioned(var changes, var luns) -> {
                        changes.forEach(change -> lines.accept("  " + change.line()));
                        return new Made(side, readBack(side, provisioning));
                    }
                    case ProvisioningOutcome.Refused(var changes, Change at, ArrayFailure failure) ->
                        throw new WizardException(
                                WizardFailure.ARRAY_REFUSED,
                                side.login() + " refused to " + at.line() + ": " + failure,
                                "change what it refused, and run the command again");
                    case ProvisioningOutcome.InDoubt(var changes, Change at, ArrayFailure failure) -> {
                        lines.accept(
                                "  " + side.login() + " gave no clear answer to: " + at.line() + " (" + failure + ")");
                        doubt = Optional.of(failure);
                    }
                }
            }
            boolean given = side.initiator().origin() == ArraySide.PlannedInitiator.Origin.GIVEN;
            if (given || names == MOST_NAMES) {
                throw new WizardException(
                        WizardFailure.ARRAY_IN_DOUBT,
                        side.login() + " gave no clear answer when it was to let in "
                                + side.initiator().name().value() + " ("
                                + doubt.map(ArrayFailure::toString).orElse("")
                                + "): a request may still land, so that this name must never be used by a machine",
                        "look at the array; then run the command again with another name");
            }
            lines.accept("  the name " + side.initiator().name().value() + " is never used; another one is taken");
            undo.undoNewest().left().forEach(line -> lines.accept("  left: " + line));
            side = planner.anew(side, instance, generation, all);
            all = all.with(side.initiator().name());
        }
    }

    private void copy(ArraySide side, SideChoice.Copy copy) {
        lines.accept("Cloning " + copy.source() + " as " + copy.target() + " ...");
        try (ArrayInventory inventory =
                cloud.arrays().inventory(side.connection(), side.login().credentials())) {
            switch (patience.during("cloning", () -> inventory.clone(copy.source(), copy.target()))) {
                case CloneOutcome.Cloned(VolumeName made) -> lines.accept("  " + made + " is there");
                case CloneOutcome.NameTaken(VolumeName taken) ->
                    throw new WizardException(
                            WizardFailure.VOLUME_NAME_TAKEN,
                            side.login() + " has a volume " + taken + ", and none is overwritten",
                            "give --clone-as another name");
                case CloneOutcome.Refused(ArrayFailure failure) ->
                    throw new WizardException(
                            WizardFailure.ARRAY_REFUSED,
                            side.login() + " refused to clone " + copy.source() + ": " + failure,
                            "change what it refused, and run the command again");
                case CloneOutcome.InDoubt(ArrayFailure failure) ->
                    throw new WizardException(
                            WizardFailure.ARRAY_IN_DOUBT,
                            side.login() + " gave no clear answer when " + copy.source() + " was to be cloned: "
                                    + failure,
                            "look whether " + copy.target() + " is there and delete it; then run the command again");
            }
        }
        undo.pushByHand("delete the clone " + copy.target() + " on " + side.login());
    }

    private ArrayProvisioning open(ArraySide side) {
        return cloud.arrays().provisioning(side.connection(), side.login().credentials());
    }

    /** Where the array shows the volumes, whatever it answered to the changes; and that it shows nothing else. */
    private static Map<VolumeName, LunId> readBack(ArraySide side, ArrayProvisioning provisioning) {
        Map<VolumeName, LunId> shown = ArrayTrouble.answered(
                side.login(), provisioning.shown(side.initiator().name()), "where the volumes are shown");
        Neighbours.ofShown(
                side.login(),
                side.initiator().name(),
                shown.keySet(),
                side.choice().volumes());
        for (VolumeName volume : side.choice().volumes()) {
            if (!shown.containsKey(volume)) {
                throw new WizardException(
                        WizardFailure.ARRAY_REFUSED,
                        side.login() + " does not show " + volume + " to "
                                + side.initiator().name().value() + ", although it accepted every change",
                        "look at the array");
            }
        }
        return shown;
    }

    /** The paths of an attachment, with the targets that the array tells only once a volume is shown. */
    PlannedAttachment found(PlannedAttachment attachment, ArraySide side) {
        if (attachment.knowsItsTargets()) {
            return attachment;
        }
        List<PlannedPath> paths = new ArrayList<>();
        List<String> told = told(side);
        List<TargetPortal> portals = told.isEmpty() ? portals(side) : List.of();
        for (PlannedPath path : attachment.paths()) {
            if (!path.target().isEmpty()) {
                paths.add(path);
                continue;
            }
            told.forEach(target -> paths.add(path.at(target)));
            portals.stream()
                    .filter(portal -> portal.address().equals(path.address().address())
                            && !portal.target().isEmpty())
                    .forEach(portal -> paths.add(path.at(portal.target())));
        }
        if (paths.isEmpty()) {
            throw new WizardException(
                    WizardFailure.SUBSYSTEM_NOT_FOUND,
                    side.login() + " does not tell the NQN of the subsystem by which it shows the volumes",
                    "find it on the array, and give it as --subsystem-nqn");
        }
        return attachment.with(paths);
    }

    private List<String> told(ArraySide side) {
        try (ArrayProvisioning provisioning = open(side)) {
            return switch (provisioning.targets(side.initiator().name())) {
                case Answer.Answered<List<String>>(List<String> targets) ->
                    targets.stream().sorted().toList();
                case Answer.NotOffered<List<String>>() -> List.of();
                case Answer.Unanswered<List<String>>(ArrayFailure failure) ->
                    throw ArrayTrouble.of(side.login(), failure, "for the targets of the machine");
            };
        }
    }

    private List<TargetPortal> portals(ArraySide side) {
        try (ArrayInventory inventory =
                cloud.arrays().inventory(side.connection(), side.login().credentials())) {
            List<TargetPortal> all = ArrayTrouble.answered(side.login(), inventory.portals(), "for its portals");
            return TargetsOfHost.of(
                    all,
                    side.login().vendor(),
                    side.choice().protocol(),
                    side.choice().host());
        }
    }
}
