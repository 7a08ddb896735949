package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.SubsystemMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.MissingExports;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to be changed for a host to reach namespaces: its place in a subsystem, with the secrets of its in-band
 * authentication where it has any, and the maps. A namespace is in one subsystem at most, and ONTAP chooses its number.
 */
final class NvmePlanner {
    private final OntapRest rest;

    NvmePlanner(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** What there is. */
    private record Sight(
            AccessRequest request,
            Optional<NvmeSubsystem> subsystem,
            List<NvmeSubsystem> ofTheHost,
            String authentication,
            List<Mapped> ofTheVolumes) {
        boolean isIn() {
            return subsystem
                    .filter(one -> one.hosts().contains(request.initiator()))
                    .isPresent();
        }

        /** The subsystems by which the host will reach a namespace. */
        Set<String> names() {
            Set<String> names =
                    ofTheHost.stream().map(one -> one.object().name()).collect(Collectors.toSet());
            names.add(request.host());
            return names;
        }
    }

    Answer<ProvisioningPlan> plan(AccessRequest request) {
        if (!(request.initiator() instanceof HostNqn)) {
            return ProvisioningPlan.refused(request.initiator() + " is no host NQN");
        }
        Optional<String> flaw = request.chap().flatMap(NvmeRequests::flawIn);
        return flaw.isPresent() ? ProvisioningPlan.refused(flaw.get()) : look(request);
    }

    private Answer<ProvisioningPlan> look(AccessRequest request) {
        Deadline deadline = rest.newQuestion();
        Set<VolumeName> volumes =
                request.volumes().stream().map(RequestedVolume::volume).collect(Collectors.toSet());
        Subsystems subsystems = new Subsystems(rest);
        return new OntapPortals(rest)
                .lifs(OntapPortals.NVME_TCP, deadline)
                .flatMap(lifs -> lifs.isEmpty()
                        ? ProvisioningPlan.refused("SVM " + rest.svm() + " has no interface with the service"
                                + " data_nvme_tcp that is enabled and up, so no host reaches subsystem "
                                + request.host())
                        : new OntapVolumes(rest, OntapVolumes.NAMESPACES)
                                .usable(volumes, deadline)
                                .flatMap(usable -> subsystems.named(request.host(), deadline))
                                .flatMap(subsystem -> subsystems
                                        .with(List.of(request.initiator()), deadline)
                                        .flatMap(ofTheHost -> authentication(request, subsystem, deadline)
                                                .flatMap(mode -> new SubsystemMaps(rest)
                                                        .ofVolumes(volumes, deadline)
                                                        .flatMap(maps -> plan(new Sight(
                                                                request, subsystem, ofTheHost, mode, maps)))))));
    }

    private Answer<String> authentication(AccessRequest request, Optional<NvmeSubsystem> subsystem, Deadline deadline) {
        return subsystem
                .filter(one -> one.hosts().contains(request.initiator()))
                .map(one -> new Subsystems(rest).authentication(one, request.initiator(), deadline))
                .orElseGet(() -> Answer.of("none"));
    }

    private Answer<ProvisioningPlan> plan(Sight sight) {
        AccessRequest request = sight.request();
        Optional<String> objection = sight.subsystem()
                .flatMap(subsystem -> objectionTo(subsystem, sight))
                .or(() -> objectionToTheName(sight))
                .or(() -> objectionToTheMaps(sight));
        if (objection.isPresent()) {
            return ProvisioningPlan.refused(objection.get());
        }
        Map<VolumeName, LunId> shown = SubsystemMaps.numbers(sight.ofTheVolumes());
        MissingExports exports = MissingExports.of(request.volumes(), shown, "subsystem " + request.host());
        Optional<String> unfit = exports.objection()
                .or(() -> exports.missing().stream()
                        .filter(volume -> volume.lun().isPresent())
                        .findFirst()
                        .map(volume ->
                                volume.volume() + " cannot be shown under a number of one's choice: ONTAP chooses the"
                                        + " namespace id; leave the number out"));
        if (unfit.isPresent()) {
            return ProvisioningPlan.refused(unfit.get());
        }
        List<Change> changes = new ArrayList<>();
        membership(sight).ifPresent(changes::add);
        exports.missing()
                .forEach(volume -> changes.add(new Change.Export(
                        volume, request.host(), "map " + volume.volume() + " to subsystem " + request.host())));
        return Answer.of(new ProvisioningPlan(request, changes));
    }

    private static Optional<String> objectionTo(NvmeSubsystem subsystem, Sight sight) {
        String wanted = IscsiPlanner.osType(sight.request());
        if (!subsystem.operatingSystem().equals(wanted)) {
            return Optional.of("subsystem " + subsystem.object().name() + " is for " + subsystem.operatingSystem()
                    + ", the machine runs " + wanted + ": name another one");
        }
        boolean proves = !sight.authentication().equals("none");
        if (sight.isIn() && proves != sight.request().chap().isPresent()) {
            return Optional.of(sight.request().initiator() + " is in subsystem "
                    + subsystem.object().name()
                    + (proves
                            ? " with DH-HMAC-CHAP: give its secret"
                            : " without DH-HMAC-CHAP, which can be given to it only when it comes in: take it"
                                    + " out first"));
        }
        return Optional.empty();
    }

    private static Optional<String> objectionToTheName(Sight sight) {
        AccessRequest request = sight.request();
        return sight.ofTheHost().stream()
                .map(subsystem -> subsystem.object().name())
                .filter(name ->
                        !name.equals(request.host()) && !request.besides().contains(name))
                .findFirst()
                .map(name -> request.initiator() + " stands in subsystem " + name
                        + " already: no two machines may have one name; take a new one");
    }

    private static Optional<String> objectionToTheMaps(Sight sight) {
        Set<String> own = sight.names();
        return sight.ofTheVolumes().stream()
                .filter(map -> !own.contains(map.subsystem()))
                .findFirst()
                .map(map -> map.volume() + " is in subsystem " + map.subsystem()
                        + ", and a namespace has one subsystem: name that one, or unmap the namespace first");
    }

    private static Optional<Change> membership(Sight sight) {
        AccessRequest request = sight.request();
        String how = request.chap().isPresent() ? " with DH-HMAC-CHAP" : "";
        if (sight.subsystem().isEmpty()) {
            return Optional.of(new Change.CreateHost(
                    request.host(),
                    "create subsystem " + request.host() + " (OS type " + IscsiPlanner.osType(request) + ") with "
                            + request.initiator() + how));
        }
        return sight.isIn()
                ? Optional.empty()
                : Optional.of(new Change.AddInitiator(
                        request.host(),
                        "add " + request.initiator() + how + " to subsystem " + request.host() + ", which lets "
                                + sight.subsystem().get().hosts().size() + " hosts in already"));
    }
}
