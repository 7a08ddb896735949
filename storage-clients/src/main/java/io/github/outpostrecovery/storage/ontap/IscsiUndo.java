package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.ontap.IgroupMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.UndoRun.Step;
import io.github.outpostrecovery.storage.provisioning.Undoing;
import io.github.outpostrecovery.storage.provisioning.Undoing.Removal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes back one change of a plan, if nobody but the plan's own initiator relies on it. */
final class IscsiUndo {
    private final OntapRest rest;
    private final IscsiAccess access;
    private final IgroupMaps maps;
    private final Undoing undo;

    IscsiUndo(OntapRest rest, IscsiAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.maps = new IgroupMaps(rest);
        this.undo = new Undoing(rest.settings(), rest::removed);
    }

    Step undo(AccessRequest request, Change change) {
        return switch (change) {
            case Change.Export export -> undo.of(() -> map(request.initiator(), export));
            case Change.CreateHost create -> undo.of(() -> igroup(request.initiator(), create.name()));
            case Change.AddInitiator add -> undo.of(() -> member(request.initiator(), add.host()));
            case Change.KeepChap keep -> undo.of(() -> credentials(request));
            case Change.CreateGroup group -> new Step.Undone();
            case Change.JoinGroup group -> new Step.Undone();
        };
    }

    private Answer<Removal> map(Initiator ours, Change.Export export) {
        Deadline deadline = rest.newQuestion();
        return maps.ofVolumes(List.of(export.volume().volume()), deadline).flatMap(found -> {
            Optional<Mapped> map = found.stream()
                    .filter(one -> one.igroup().equals(export.to()))
                    .findFirst();
            return map.isEmpty()
                    ? Answer.of(new Removal.Gone())
                    : access.igroups(deadline)
                            .map(igroups -> others(
                                            igroups.initiatorsThrough(map.get().igroupUuid()), ours)
                                    .<Removal>map(who -> new Removal.Kept(who + " in igroup " + export.to()
                                            + " reaches it too; unmap it by hand if they do not need it"))
                                    .orElseGet(() ->
                                            new Removal.Wanted(List.of(map.get().deletion()))));
        });
    }

    private Answer<Removal> igroup(Initiator ours, String name) {
        Deadline deadline = rest.newQuestion();
        return access.igroups(deadline).flatMap(igroups -> {
            Optional<Igroup> igroup = igroups.named(name);
            return igroup.isEmpty()
                    ? Answer.of(new Removal.Gone())
                    : maps.of(igroups.above(igroup.get().uuid()), deadline)
                            .map(shown -> reliedUpon(igroups, igroup.get(), shown, ours)
                                    .<Removal>map(Removal.Kept::new)
                                    .orElseGet(() -> new Removal.Wanted(List.of(RestCall.delete(IscsiAccess.IGROUPS)
                                            .segment(igroup.get().uuid())))));
        });
    }

    private static Optional<String> reliedUpon(Igroups igroups, Igroup igroup, List<Mapped> shown, Initiator ours) {
        if (!shown.isEmpty()) {
            return Optional.of("igroup " + igroup.name() + " leads to "
                    + shown.getFirst().volume() + " by now; unmap that first, and delete the igroup by hand");
        }
        if (!igroup.children().isEmpty() || !igroup.parents().isEmpty()) {
            return Optional.of("igroup " + igroup.name() + " is nested by now; delete it by hand");
        }
        return others(igroups.initiatorsThrough(igroup.uuid()), ours)
                .map(who -> who + " is in igroup " + igroup.name() + " by now; delete it by hand if it is not needed");
    }

    private Answer<Removal> member(Initiator ours, String name) {
        return access.igroupsNamed(name, rest.newQuestion())
                .map(found -> found.stream()
                        .filter(igroup ->
                                igroup.name().equals(name) && igroup.members().containsKey(ours))
                        .findFirst()
                        .<Removal>map(igroup -> new Removal.Wanted(List.of(
                                IscsiAdmission.removal(igroup, new Igroups(List.of(igroup)).spellingOf(ours, igroup))
                                        .query("allow_delete_while_mapped", "true"))))
                        .orElseGet(Removal.Gone::new));
    }

    /** Not while the name is in: it would be let in without proving itself. */
    private Answer<Removal> credentials(AccessRequest request) {
        Deadline deadline = rest.newQuestion();
        Initiator ours = request.initiator();
        return new IscsiCredentials(rest).of(ours, deadline).flatMap(found -> {
            Optional<IscsiCredentials.Demand> own = found.own();
            return own.isEmpty()
                    ? Answer.of(new Removal.Gone())
                    : access.igroupsWith(List.of(ours), deadline)
                            .map(igroups -> igroups.stream()
                                    .findFirst()
                                    .<Removal>map(igroup -> new Removal.Kept(ours + " is still in igroup "
                                            + igroup.name() + ", and would be let in without CHAP"))
                                    .orElseGet(() -> ownRecord(request, own.get())));
        });
    }

    private static Removal ownRecord(AccessRequest request, IscsiCredentials.Demand own) {
        boolean made = own.isChap()
                && request.chap().filter(chap -> chap.user().equals(own.user())).isPresent();
        return made
                ? new Removal.Wanted(List.of(IscsiCredentials.deletion(own)))
                : new Removal.Kept("the credentials record is of type " + own.type()
                        + " or of another user by now; delete it by hand if it is not needed");
    }

    private static Optional<String> others(Set<Initiator> initiators, Initiator ours) {
        Set<Initiator> others = new LinkedHashSet<>(initiators);
        others.remove(ours);
        return others.stream()
                .findFirst()
                .map(one -> others.size() == 1 ? one.toString() : one + " and " + (others.size() - 1) + " others");
    }
}
