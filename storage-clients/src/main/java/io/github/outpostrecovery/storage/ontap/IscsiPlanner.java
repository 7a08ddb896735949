package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.ontap.IgroupMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.MissingExports;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What has to be changed for an initiator to reach LUNs: its CHAP record first, so that it is never let in without one, its
 * place in an igroup, and the maps.
 */
final class IscsiPlanner {
    private static final LunId HIGHEST_LUN = new LunId(4095);
    /** At most 96 characters (NetApp/trident, {@code models/igroup.go}). */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,96}");

    private final OntapRest rest;
    private final IscsiAccess access;

    IscsiPlanner(OntapRest rest, IscsiAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    /** What there is. */
    private record Sight(
            AccessRequest request,
            Igroups igroups,
            List<TargetPortal> portals,
            IscsiCredentials.Found credentials,
            List<Mapped> ofTheVolumes,
            List<Mapped> around) {
        Optional<Igroup> igroup() {
            return igroups.named(request.host());
        }

        /** The igroups by which the initiator will be let in: the one that is asked for, and those beside it. */
        static Set<String> around(Igroups igroups, AccessRequest request) {
            Set<String> around = new LinkedHashSet<>(igroups.leadingTo(request.initiator()));
            igroups.named(request.host()).ifPresent(igroup -> around.addAll(igroups.above(igroup.uuid())));
            return around;
        }
    }

    Answer<ProvisioningPlan> plan(AccessRequest request) {
        Optional<String> unfit = unfit(request);
        return unfit.isPresent()
                ? ProvisioningPlan.refused(unfit.get())
                : look(request).flatMap(this::plan);
    }

    private static Optional<String> unfit(AccessRequest request) {
        if (!(request.initiator() instanceof Iqn)) {
            return Optional.of(request.initiator() + " is no IQN");
        }
        if (!NAME.matcher(request.host()).matches()) {
            return Optional.of("\"" + request.host() + "\" cannot be the name of an igroup: 1 to 96 letters, digits,"
                    + " hyphens, underscores, dots and colons");
        }
        return request.volumes().stream()
                .flatMap(volume -> volume.lun().stream())
                .filter(lun -> lun.compareTo(HIGHEST_LUN) > 0)
                .findFirst()
                .map(lun -> "LUN " + lun + " is too high: ONTAP has LUN ids up to " + HIGHEST_LUN);
    }

    private Answer<Sight> look(AccessRequest request) {
        Deadline deadline = rest.newQuestion();
        Set<VolumeName> volumes =
                request.volumes().stream().map(RequestedVolume::volume).collect(Collectors.toSet());
        return new OntapVolumes(rest, OntapVolumes.LUNS)
                .usable(volumes, deadline)
                .flatMap(usable -> access.igroups(deadline))
                .flatMap(igroups -> new OntapTargets(rest)
                        .iscsi()
                        .flatMap(portals -> new IscsiCredentials(rest)
                                .of(request.initiator(), deadline)
                                .flatMap(credentials -> new IgroupMaps(rest)
                                        .ofVolumes(volumes, deadline)
                                        .flatMap(ofVolumes -> new IgroupMaps(rest)
                                                .of(Sight.around(igroups, request), deadline)
                                                .map(around -> new Sight(
                                                        request, igroups, portals, credentials, ofVolumes, around))))));
    }

    private Answer<ProvisioningPlan> plan(Sight sight) {
        Optional<String> objection = objectionToTheService(sight)
                .or(() -> sight.igroup().flatMap(igroup -> objectionTo(igroup, sight)))
                .or(() -> objectionToTheName(sight))
                .or(() -> objectionToTheCredentials(sight));
        if (objection.isPresent()) {
            return ProvisioningPlan.refused(objection.get());
        }
        AccessRequest request = sight.request();
        MissingExports exports =
                MissingExports.of(request.volumes(), IgroupMaps.numbers(sight.around()), "igroup " + request.host());
        if (exports.objection().isPresent()) {
            return ProvisioningPlan.refused(exports.objection().get());
        }
        List<Change> changes = new ArrayList<>();
        if (request.chap().isPresent() && sight.credentials().own().isEmpty()) {
            changes.add(new Change.KeepChap("keep a CHAP record for " + request.initiator() + " in SVM " + rest.svm()
                    + " (user " + request.chap().get().user() + ")"));
        }
        membership(sight).ifPresent(changes::add);
        exports.missing().forEach(volume -> changes.add(export(volume, sight)));
        return Answer.of(new ProvisioningPlan(request, changes));
    }

    private Optional<String> objectionToTheService(Sight sight) {
        return sight.portals().isEmpty()
                ? Optional.of("SVM " + rest.svm() + " serves no iSCSI: its iSCSI service is not there or switched off,"
                        + " or no interface with the service data_iscsi is enabled and up")
                : Optional.empty();
    }

    private static Optional<String> objectionTo(Igroup igroup, Sight sight) {
        String wanted = osType(sight.request());
        if (!igroup.protocol().equals("iscsi") && !igroup.protocol().equals("mixed")) {
            return Optional.of("igroup " + igroup.name() + " is for the protocol " + igroup.protocol()
                    + ", not for iSCSI: name another one");
        }
        if (!igroup.osType().equals(wanted)) {
            return Optional.of("igroup " + igroup.name() + " is for " + igroup.osType() + ", the machine runs " + wanted
                    + ": name another one");
        }
        return igroup.children().isEmpty()
                        || igroup.members().containsKey(sight.request().initiator())
                ? Optional.empty()
                : Optional.of("igroup " + igroup.name() + " holds other igroups, and so can hold no initiator itself:"
                        + " name one of those in it");
    }

    private static Optional<String> objectionToTheName(Sight sight) {
        AccessRequest request = sight.request();
        return sight.igroups().ownersOf(request.initiator()).stream()
                .filter(owner -> !request.besides().contains(owner.name())
                        && sight.igroup()
                                .filter(igroup ->
                                        sight.igroups().above(owner.uuid()).contains(igroup.uuid()))
                                .isEmpty())
                .findFirst()
                .map(owner -> request.initiator() + " stands in igroup " + owner.name()
                        + " already: no two machines may have one name; take a new one");
    }

    private static Optional<String> objectionToTheCredentials(Sight sight) {
        Initiator initiator = sight.request().initiator();
        Optional<String> user = sight.request().chap().map(ChapCredentials::user);
        Optional<IscsiCredentials.Demand> own = sight.credentials().own();
        Optional<IscsiCredentials.Demand> rule =
                own.or(() -> sight.credentials().standard());
        if (own.filter(IscsiCredentials.Demand::isDenial).isPresent()) {
            return Optional.of(initiator + " is denied by a credentials record, as the name of a dead machine is:"
                    + " take a new one");
        }
        if (user.isEmpty()) {
            return rule.filter(demand -> demand.isChap() || demand.isDenial())
                    .map(demand -> "the array asks " + initiator + " for CHAP (credentials record \""
                            + demand.initiator() + "\", type " + demand.type() + "): give its CHAP secret");
        }
        return own.filter(demand -> !demand.isChap() || !demand.user().equals(user.get()))
                .map(demand -> "the array has a credentials record of type " + demand.type() + " for " + initiator
                        + (demand.isChap() ? " with another user, " + demand.user() : "")
                        + ": give that user's secret, or delete the record");
    }

    private static Optional<Change> membership(Sight sight) {
        AccessRequest request = sight.request();
        Optional<Igroup> there = sight.igroup();
        if (there.isEmpty()) {
            return Optional.of(new Change.CreateHost(
                    request.host(),
                    "create igroup " + request.host() + " (protocol iscsi, OS type " + osType(request) + ") with "
                            + request.initiator()));
        }
        Igroup igroup = there.get();
        if (igroup.members().containsKey(request.initiator())) {
            return Optional.empty();
        }
        int others = sight.igroups().initiatorsThrough(igroup.uuid()).size();
        Set<String> above = sight.igroups().above(igroup.uuid());
        long shown = sight.around().stream()
                .filter(map -> above.contains(map.igroupUuid()))
                .count();
        return Optional.of(new Change.AddInitiator(
                igroup.name(),
                "add " + request.initiator() + " to igroup " + igroup.name() + ", which lets " + others
                        + " initiators in already and leads to " + shown + " LUNs"));
    }

    private static Change export(RequestedVolume volume, Sight sight) {
        String host = sight.request().host();
        List<String> elsewhere = sight.ofTheVolumes().stream()
                .filter(map -> map.volume().equals(volume.volume()))
                .map(Mapped::igroup)
                .sorted()
                .distinct()
                .toList();
        return new Change.Export(
                volume,
                host,
                "map " + volume.volume() + " to igroup " + host
                        + volume.lun().map(lun -> " as LUN " + lun).orElse(" under the lowest free LUN id")
                        + (elsewhere.isEmpty() ? "" : "; it is also mapped to igroup " + String.join(", ", elsewhere)));
    }

    /** As ONTAP writes it, for igroups and subsystems alike. */
    static String osType(AccessRequest request) {
        return request.operatingSystem().name().toLowerCase(Locale.ROOT);
    }
}
