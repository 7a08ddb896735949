package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.ontap.SubsystemMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ChangeOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoRun;
import io.github.outpostrecovery.storage.rest.Deadline;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Letting hosts in to namespaces, through subsystems. */
final class NvmeAdmission implements OntapAdmission {
    private final OntapRest rest;
    private final Subsystems subsystems;
    private final SubsystemMaps maps;

    NvmeAdmission(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.subsystems = new Subsystems(rest);
        this.maps = new SubsystemMaps(rest);
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return new NvmePlanner(rest).plan(request);
    }

    @Override
    public ChangeOutcome send(AccessRequest request, Change change) {
        return switch (change) {
            case Change.CreateHost create ->
                ProvisioningWrites.created(
                        request.initiator(),
                        rest.write(NvmeRequests.subsystem(
                                rest.svm(),
                                create.name(),
                                IscsiPlanner.osType(request),
                                request.initiator(),
                                request.chap())),
                        this::holders);
            case Change.AddInitiator add -> add(request, add);
            case Change.Export export -> export(export);
            case Change.KeepChap keep -> ProvisioningWrites.notPlanned(keep);
            case Change.CreateGroup group -> ProvisioningWrites.notPlanned(group);
            case Change.JoinGroup group -> ProvisioningWrites.notPlanned(group);
        };
    }

    private ChangeOutcome add(AccessRequest request, Change.AddInitiator add) {
        return switch (subsystems.named(add.host(), rest.newQuestion())) {
            case Answer.Answered<Optional<NvmeSubsystem>>(Optional<NvmeSubsystem> subsystem) ->
                subsystem
                        .<ChangeOutcome>map(one -> ProvisioningWrites.named(
                                request.initiator(),
                                rest.write(NvmeRequests.host(one.object().id(), request.initiator(), request.chap()))))
                        .orElseGet(() -> new ChangeOutcome.Refused(new ArrayFailure(
                                Kind.NOT_FOUND,
                                "",
                                "nothing was sent: subsystem " + add.host() + " is gone; plan again")));
            case Answer.Unanswered<Optional<NvmeSubsystem>>(ArrayFailure failure) ->
                ProvisioningWrites.notLookedAt(failure);
            case Answer.NotOffered<Optional<NvmeSubsystem>>() -> ProvisioningWrites.notPlanned(add);
        };
    }

    private ChangeOutcome export(Change.Export export) {
        return switch (rest.write(
                NvmeRequests.map(rest.svm(), export.to(), export.volume().volume()))) {
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
                        instanceof Answer.Answered<List<Mapped>>(List<Mapped> found)
                && found.stream().anyMatch(map -> map.subsystem().equals(export.to()));
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        Deadline deadline = rest.newQuestion();
        return subsystems
                .with(List.of(initiator), deadline)
                .flatMap(found -> maps.of(uuids(found), deadline))
                .map(SubsystemMaps::numbers);
    }

    static List<String> uuids(List<NvmeSubsystem> subsystems) {
        return subsystems.stream().map(subsystem -> subsystem.object().id()).toList();
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return subsystems.every(rest.newQuestion()).map(found -> {
            Map<Initiator, Set<AccessObject>> holders = new TreeMap<>(Comparator.comparing(Initiator::value));
            for (NvmeSubsystem subsystem : found) {
                subsystem.hosts().stream()
                        .filter(initiators::contains)
                        .forEach(host -> holders.computeIfAbsent(host, any -> new LinkedHashSet<>())
                                .add(subsystem.object()));
            }
            return holders;
        });
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return subsystems
                .every(rest.newQuestion())
                .map(found -> found.stream()
                        .flatMap(subsystem -> subsystem.hosts().stream())
                        .filter(Initiator::mayBeOurs)
                        .distinct()
                        .sorted(Comparator.comparing(Initiator::value))
                        .toList());
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return new OntapSessions(rest).nvme(initiators);
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        return new NvmeRetirement(rest).retire(dead);
    }

    @Override
    public UndoRun.Step undo(AccessRequest request, Change change) {
        return new NvmeUndo(rest).undo(request, change);
    }
}
