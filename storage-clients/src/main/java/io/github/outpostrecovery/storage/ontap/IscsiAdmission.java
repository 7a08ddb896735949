package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ChangeOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoRun;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Letting initiators in to LUNs, through igroups. */
final class IscsiAdmission implements OntapAdmission {
    private final OntapRest rest;
    private final IscsiAccess access;
    private final IscsiRequests requests;
    private final IgroupMaps maps;

    IscsiAdmission(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = new IscsiAccess(rest);
        this.requests = new IscsiRequests(rest);
        this.maps = new IgroupMaps(rest);
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return new IscsiPlanner(rest, access).plan(request);
    }

    @Override
    public ChangeOutcome send(AccessRequest request, Change change) {
        return switch (change) {
            case Change.KeepChap keep ->
                request.chap()
                        .map(chap -> keepChap(request, chap))
                        .orElseGet(() -> ProvisioningWrites.notPlanned(keep));
            case Change.CreateHost create -> create(request, create);
            case Change.AddInitiator add -> add(request, add);
            case Change.Export export -> export(export);
            case Change.CreateGroup group -> ProvisioningWrites.notPlanned(group);
            case Change.JoinGroup group -> ProvisioningWrites.notPlanned(group);
        };
    }

    private ChangeOutcome keepChap(AccessRequest request, ChapCredentials chap) {
        return ProvisioningWrites.named(
                request.initiator(), rest.write(requests.chapRecord(request.initiator(), chap)));
    }

    private ChangeOutcome create(AccessRequest request, Change.CreateHost create) {
        OntapWrite end = rest.write(requests.igroup(
                create.name(), "iscsi", IscsiPlanner.osType(request), Optional.empty(), request.initiator()));
        return ProvisioningWrites.created(request.initiator(), end, this::holders);
    }

    private ChangeOutcome add(AccessRequest request, Change.AddInitiator add) {
        return switch (igroup(add.host(), rest.newQuestion())) {
            case Answer.Answered<Optional<Igroup>>(Optional<Igroup> igroup) ->
                igroup.<ChangeOutcome>map(one -> ProvisioningWrites.named(
                                request.initiator(), rest.write(requests.member(one.uuid(), request.initiator()))))
                        .orElseGet(() -> new ChangeOutcome.Refused(new ArrayFailure(
                                Kind.NOT_FOUND,
                                "",
                                "nothing was sent: igroup " + add.host() + " is gone; plan again")));
            case Answer.Unanswered<Optional<Igroup>>(ArrayFailure failure) -> ProvisioningWrites.notLookedAt(failure);
            case Answer.NotOffered<Optional<Igroup>>() -> ProvisioningWrites.notPlanned(add);
        };
    }

    private ChangeOutcome export(Change.Export export) {
        RequestedVolume wanted = export.volume();
        return switch (rest.write(requests.map("name", export.to(), wanted.volume(), wanted.lun()))) {
            case OntapWrite.Done(JsonNode json) -> new ChangeOutcome.Made();
            case OntapWrite.Refused refused
            when refused.means(Meaning.PRESENT) ->
                isAsWanted(export) ? new ChangeOutcome.AlreadyThere() : new ChangeOutcome.Refused(refused.failure());
            case OntapWrite.Refused(ArrayFailure failure) -> new ChangeOutcome.Refused(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> new ChangeOutcome.InDoubt(failure);
        };
    }

    private boolean isAsWanted(Change.Export export) {
        return maps.ofVolumes(List.of(export.volume().volume()), rest.newQuestion())
                        instanceof Answer.Answered<List<IgroupMaps.Mapped>>(List<IgroupMaps.Mapped> found)
                && found.stream()
                        .anyMatch(map -> map.igroup().equals(export.to())
                                && export.volume().lun().map(map.lun()::equals).orElse(true));
    }

    /** The igroup of a name, if there is one. */
    Answer<Optional<Igroup>> igroup(String name, Deadline deadline) {
        return access.igroupsNamed(name, deadline)
                .map(found -> found.stream()
                        .filter(igroup -> igroup.name().equals(name))
                        .findFirst());
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        Deadline deadline = rest.newQuestion();
        return access.igroups(deadline)
                .flatMap(igroups -> maps.of(igroups.leadingTo(initiator), deadline))
                .map(IgroupMaps::numbers);
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return access.igroups(rest.newQuestion()).map(igroups -> {
            Map<Initiator, Set<AccessObject>> holders = new TreeMap<>(Comparator.comparing(Initiator::value));
            Set<Initiator> known = igroups.initiators();
            initiators.stream().filter(known::contains).forEach(initiator -> {
                Set<AccessObject> objects = new LinkedHashSet<>();
                igroups.ownersOf(initiator).forEach(igroup -> objects.add(igroup.asObject()));
                holders.put(initiator, objects);
            });
            return holders;
        });
    }

    @Override
    public Answer<List<Initiator>> ours() {
        Deadline deadline = rest.newQuestion();
        return access.igroups(deadline)
                .flatMap(igroups -> new IscsiCredentials(rest).ours(deadline).map(withRecord -> {
                    List<Initiator> all = new ArrayList<>(igroups.initiators());
                    all.addAll(withRecord);
                    return all.stream()
                            .filter(Initiator::mayBeOurs)
                            .distinct()
                            .sorted(Comparator.comparing(Initiator::value))
                            .toList();
                }));
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return new OntapSessions(rest).iscsi(initiators);
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        return new IscsiRetirement(rest, access).retire(dead);
    }

    @Override
    public UndoRun.Step undo(AccessRequest request, Change change) {
        return new IscsiUndo(rest, access).undo(request, change);
    }

    /** Takes an initiator out of an igroup. */
    static RestCall removal(Igroup igroup, String spelling) {
        return RestCall.delete(IscsiAccess.IGROUPS)
                .segment(igroup.uuid())
                .segment("initiators")
                .segment(spelling);
    }
}
