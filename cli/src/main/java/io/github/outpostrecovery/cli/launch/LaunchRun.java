package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.launch.ArrayRun.Made;
import io.github.outpostrecovery.cli.userdata.UserDataRenderer;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out a plan: the array first, then the network, then the machine; and undoes what it made if it fails. What only did not
 * happen in time is left as it is, with a line for each thing that undoes it.
 */
final class LaunchRun {
    /** How long a launch is watched. */
    enum Watch {
        UNTIL_ATTACHED,
        NOT_AT_ALL
    }

    private final Cloud cloud;
    private final LaunchPlanner planner;
    private final UserDataRenderer renderer;
    private final Patience patience;
    private final Consumer<String> lines;
    private final UndoStack undo = new UndoStack();

    LaunchRun(
            Cloud cloud, LaunchPlanner planner, UserDataRenderer renderer, Patience patience, Consumer<String> lines) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.planner = requireNonNull(planner, "planner is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.lines = requireNonNull(lines, "lines is null");
    }

    LaunchReport run(LaunchPlan plan, Watch watch) {
        try {
            return carriedOut(plan, watch);
        } catch (NotInTimeException late) {
            throw new WizardException(late.failure(), late.getMessage() + byHand(), late.next());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WizardException(
                    WizardFailure.INTERRUPTED, "interrupted" + byHand(), "undo it by hand, or let the machine come up");
        } catch (WizardException failed) {
            throw new WizardException(failed.failure(), failed.getMessage() + undone(), failed.next());
        } catch (CloudTroubleException trouble) {
            throw new WizardException(
                    WizardFailure.AWS_FAILED,
                    trouble.getMessage() + " (" + trouble.code() + ")" + undone(),
                    "check the permissions and the connection, and run the command again");
        }
    }

    private LaunchReport carriedOut(LaunchPlan planned, Watch watch) throws InterruptedException {
        LaunchPlan plan = planned;
        Map<VolumeName, LunId> bootLuns = new HashMap<>();
        ArrayRun array = new ArrayRun(cloud, planner, patience, lines, undo);
        for (Protocol protocol : Protocol.values()) {
            Optional<ArraySide> side = Optional.ofNullable(plan.sides().get(protocol));
            if (side.isPresent()) {
                Made made = array.make(side.get(), plan.instance(), plan.generation(), plan.tenancy());
                plan = plan.with(made.side());
                if (protocol == plan.purpose().protocol()) {
                    bootLuns.putAll(made.luns());
                }
            }
        }
        LaunchPlan provisioned = plan;
        plan = plan.with(
                plan.boot().map(attachment -> found(array, provisioned, attachment)),
                plan.data().map(attachment -> found(array, provisioned, attachment)));
        OptionalInt lun = bootLun(plan, bootLuns);
        String userData = UserDataDraft.text(renderer, plan.userData(lun));
        Optional<Path> saved = plan.savePath();
        saved.ifPresent(path -> UserDataFile.write(path, userData));
        LaunchPlan ready = plan;
        MachineRun machine = new MachineRun(cloud, lines, undo);
        Ec2InstanceId id = machine.launch(plan, userData, () -> look(ready));
        Map<Protocol, LaunchReport.Seen> seen = new EnumMap<>(Protocol.class);
        switch (watch) {
            case NOT_AT_ALL ->
                plan.initiators().keySet().forEach(protocol -> seen.put(protocol, new LaunchReport.Seen.NotWaited()));
            case UNTIL_ATTACHED -> {
                machine.awaitRunning(
                        id,
                        switch (plan.placement()) {
                            case Placement.OnServer server -> server.outpost().arn();
                            case Placement.OnRack rack -> rack.outpost().arn();
                            case Placement.Unknown unknown ->
                                throw new IllegalStateException("the plan names no place");
                        });
                for (Protocol protocol : plan.initiators().keySet()) {
                    seen.put(protocol, attached(Optional.ofNullable(plan.sides().get(protocol)), id));
                }
            }
        }
        return new LaunchReport(plan, Optional.of(id), userData, saved, lun, seen, next(plan, id));
    }

    /** Whether the volumes are still the machine's alone: since the plan was made, somebody may have been let in. */
    private void look(LaunchPlan plan) {
        Neighbours neighbours = new Neighbours(cloud.arrays(), patience, lines);
        plan.sides()
                .values()
                .forEach(side -> neighbours.ofVolumes(
                        side.login(),
                        side.connection(),
                        Set.copyOf(side.choice().volumes()),
                        plan.tenancy()));
    }

    private static PlannedAttachment found(ArrayRun array, LaunchPlan plan, PlannedAttachment attachment) {
        return Optional.ofNullable(plan.sides().get(attachment.protocol()))
                .map(side -> array.found(attachment, side))
                .orElse(attachment);
    }

    /** The boot LUN as the array has it; one that was asked for has to be that. */
    private static OptionalInt bootLun(LaunchPlan plan, Map<VolumeName, LunId> shown) {
        Optional<LunId> found = plan.bootVolume().flatMap(volume -> Optional.ofNullable(shown.get(volume)));
        if (plan.purpose().protocol() != Protocol.ISCSI || !plan.purpose().boots() || found.isEmpty()) {
            return plan.lun();
        }
        int number = found.get().number();
        if (plan.lun().isPresent() && plan.lun().getAsInt() != number) {
            throw new WizardException(
                    WizardFailure.LUN_DIFFERS,
                    "the array shows the boot volume at LUN " + number + ", and LUN "
                            + plan.lun().getAsInt() + " was asked for",
                    "give --lun " + number + ", or leave it out");
        }
        return OptionalInt.of(number);
    }

    private LaunchReport.Seen attached(Optional<ArraySide> side, Ec2InstanceId id) throws InterruptedException {
        if (side.isEmpty()) {
            return new LaunchReport.Seen.CannotShow();
        }
        ArraySide over = side.get();
        lines.accept("Waiting until " + over.login() + " sees "
                + over.initiator().name().value() + " ...");
        LaunchReport.Seen seen = new AttachmentWatch(cloud, lines)
                .await(over)
                .orElseThrow(() -> new NotInTimeException(
                        WizardFailure.ATTACHMENT_NOT_SEEN,
                        id + " is running, and " + over.login() + " has not seen "
                                + over.initiator().name().value() + " within "
                                + AttachmentWatch.LONGEST.toMinutes() + " minutes",
                        "look at its console output (aws ec2 get-console-output --instance-id " + id
                                + "): the boot script says where it failed"));
        switch (seen) {
            case LaunchReport.Seen.Attached(List<String> portals) ->
                lines.accept("  attached" + (portals.isEmpty() ? "" : ", on " + String.join(", ", portals)));
            case LaunchReport.Seen.CannotShow() -> lines.accept("  this array cannot show who is logged in");
            case LaunchReport.Seen.NotWaited() -> {}
        }
        return seen;
    }

    private static List<String> next(LaunchPlan plan, Ec2InstanceId id) {
        return plan.purpose().isGeneric()
                ? List.of("outpost-recovery templates create --instance-id " + id)
                : List.of(
                        "outpost-recovery templates create --instance-id " + id,
                        "outpost-recovery protect " + plan.instance()
                                + switch (plan.sharing()) {
                                    case EXCLUSIVE -> "";
                                    case CLUSTERED -> " --clustered";
                                });
    }

    private String undone() {
        UndoReport report = undo.undo();
        return (report.undone().isEmpty() ? "" : ". Undone: " + String.join("; ", report.undone()))
                + (report.left().isEmpty() ? "" : ". Not undone, do it by hand: " + String.join("; ", report.left()));
    }

    private String byHand() {
        List<String> steps = undo.byHand();
        return steps.isEmpty() ? "" : ". Nothing was undone; to undo it: " + String.join("; ", steps);
    }
}
