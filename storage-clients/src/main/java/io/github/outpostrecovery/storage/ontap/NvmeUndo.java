package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.ontap.SubsystemMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.UndoRun.Step;
import io.github.outpostrecovery.storage.provisioning.Undoing;
import io.github.outpostrecovery.storage.provisioning.Undoing.Removal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back one change of a plan, if nobody but the plan's own host relies on it. ONTAP guards the rest: a subsystem is deleted
 * neither with namespaces nor with hosts in it.
 */
final class NvmeUndo {
    private final OntapRest rest;
    private final Subsystems subsystems;
    private final SubsystemMaps maps;
    private final Undoing undo;

    NvmeUndo(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.subsystems = new Subsystems(rest);
        this.maps = new SubsystemMaps(rest);
        this.undo = new Undoing(rest.settings(), rest::removed);
    }

    Step undo(AccessRequest request, Change change) {
        Initiator ours = request.initiator();
        return switch (change) {
            case Change.Export export -> undo.of(() -> map(ours, export));
            case Change.CreateHost create -> undo.of(() -> subsystem(ours, create.name()));
            case Change.AddInitiator add -> undo.of(() -> host(ours, add.host()));
            case Change.KeepChap keep -> new Step.Undone();
            case Change.CreateGroup group -> new Step.Undone();
            case Change.JoinGroup group -> new Step.Undone();
        };
    }

    private Answer<Removal> map(Initiator ours, Change.Export export) {
        Deadline deadline = rest.newQuestion();
        return maps.ofVolumes(List.of(export.volume().volume()), deadline).flatMap(found -> {
            Optional<Mapped> map = found.stream()
                    .filter(one -> one.subsystem().equals(export.to()))
                    .findFirst();
            return map.isEmpty()
                    ? Answer.of(new Removal.Gone())
                    : subsystems
                            .named(export.to(), deadline)
                            .map(subsystem -> subsystem
                                    .flatMap(one -> others(one, ours))
                                    .<Removal>map(who -> new Removal.Kept(who + " in subsystem " + export.to()
                                            + " reaches it too; unmap it by hand if they do not need it"))
                                    .orElseGet(() ->
                                            new Removal.Wanted(List.of(map.get().deletion()))));
        });
    }

    private Answer<Removal> subsystem(Initiator ours, String name) {
        Deadline deadline = rest.newQuestion();
        return subsystems
                .named(name, deadline)
                .flatMap(found -> found.map(
                                subsystem -> maps.of(List.of(subsystem.object().id()), deadline)
                                        .map(shown -> removal(subsystem, shown, ours)))
                        .orElseGet(() -> Answer.of(new Removal.Gone())));
    }

    private static Removal removal(NvmeSubsystem subsystem, List<Mapped> shown, Initiator ours) {
        if (!shown.isEmpty()) {
            return new Removal.Kept("subsystem " + subsystem.object().name() + " has "
                    + shown.getFirst().volume() + " by now; unmap that first, and delete the subsystem by hand");
        }
        Optional<String> others = others(subsystem, ours);
        if (others.isPresent()) {
            return new Removal.Kept(others.get() + " is in subsystem "
                    + subsystem.object().name() + " by now; delete it by hand if it is not needed");
        }
        List<RestCall> calls = new ArrayList<>();
        if (subsystem.hosts().contains(ours)) {
            calls.add(removal(subsystem, ours));
        }
        calls.add(RestCall.delete(NvmeAccess.SUBSYSTEMS)
                .segment(subsystem.object().id()));
        return new Removal.Wanted(calls);
    }

    private Answer<Removal> host(Initiator ours, String name) {
        return subsystems
                .named(name, rest.newQuestion())
                .map(found -> found.filter(subsystem -> subsystem.hosts().contains(ours))
                        .<Removal>map(subsystem -> new Removal.Wanted(List.of(removal(subsystem, ours))))
                        .orElseGet(Removal.Gone::new));
    }

    /** Takes a host out of a subsystem. */
    static RestCall removal(NvmeSubsystem subsystem, Initiator host) {
        return RestCall.delete(NvmeAccess.SUBSYSTEMS)
                .segment(subsystem.object().id())
                .segment("hosts")
                .segment(subsystem.spellingOf(host));
    }

    private static Optional<String> others(NvmeSubsystem subsystem, Initiator ours) {
        Set<Initiator> others = new LinkedHashSet<>(subsystem.hosts());
        others.remove(ours);
        return others.stream()
                .findFirst()
                .map(one -> others.size() == 1 ? one.toString() : one + " and " + (others.size() - 1) + " others");
    }
}
