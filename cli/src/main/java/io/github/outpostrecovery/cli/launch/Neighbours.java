package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks who else is let in where a new machine is to be let in, and refuses what two machines would write to. What the array does
 * not say counts as somebody. Changes nothing.
 */
final class Neighbours {
    private static final int MENTIONED = 4;
    private static final String SHARED =
            "only machines of a cluster that shares its volumes by persistent reservations may"
                    + " be let in together: --clustered";

    private final ArrayAccess arrays;
    private final Patience patience;
    private final Consumer<String> lines;

    Neighbours(ArrayAccess arrays, Patience patience, Consumer<String> lines) {
        this.arrays = requireNonNull(arrays, "arrays is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.lines = requireNonNull(lines, "lines is null");
    }

    /** Refuses volumes that anybody but the machine reaches. */
    void ofVolumes(ArrayLogin login, ArrayConnection connection, Set<VolumeName> volumes, Tenancy tenancy) {
        if (volumes.isEmpty()) {
            return;
        }
        AccessReport report;
        try (StorageArray array = arrays.array(connection, login.credentials())) {
            Answer<AccessReport> answer =
                    patience.during("asking " + login + " who reaches the volumes", () -> array.access(volumes));
            report = ArrayTrouble.answered(login, answer, "who reaches the volumes");
        }
        for (VolumeName volume : new TreeSet<>(volumes)) {
            List<AccessPath> others = report.paths().stream()
                    .filter(path -> path.volume().equals(volume) && tenancy.isForeign(path.initiator()))
                    .toList();
            if (!report.volumes().contains(volume)) {
                // Nobody can say whom the machine would share it with, nor could a fence of it be proved.
                throw new AnswerInUseException(
                        WizardFailure.VOLUME_IN_USE,
                        volume.value(),
                        volume + " on " + login
                                + " is also open to names that the array does not tell, such as an export"
                                + " to a port",
                        "choose another volume, or export it to hosts only");
            }
            if (!others.isEmpty()) {
                reached(login, volume, others, tenancy.sharing());
            }
        }
    }

    private void reached(ArrayLogin login, VolumeName volume, List<AccessPath> others, Sharing sharing) {
        String what = volume + " on " + login + " is in use: "
                + listed(others.stream()
                        .map(path -> path.initiator().value() + " reaches it through "
                                + path.through().name())
                        .toList());
        switch (sharing) {
            case CLUSTERED -> warn(what);
            case EXCLUSIVE ->
                throw new AnswerInUseException(
                        WizardFailure.VOLUME_IN_USE,
                        volume.value(),
                        what + ". Two machines that write to one volume destroy it",
                        "choose another volume; a machine that is gone for good is shut out first (outpost-recovery"
                                + " cleanup, or array fence); " + SHARED);
        }
    }

    /** Refuses a host or a group in which anybody but the machine stands: each would reach what is shown to the other. */
    void ofObjects(ArrayLogin login, ArrayConnection connection, AccessRequest request, Tenancy tenancy) {
        List<AccessGroup> objects;
        try (ArrayInventory inventory = arrays.inventory(connection, login.credentials())) {
            Answer<List<AccessGroup>> answer =
                    patience.during("asking " + login + " for its hosts and groups", inventory::accessGroups);
            objects = ArrayTrouble.answered(login, answer, "for its hosts and groups");
        }
        for (AccessGroup object : objects) {
            String name = object.object().name();
            boolean meant = switch (object.kind()) {
                case HOST -> name.equals(request.host());
                case GROUP -> request.group().equals(Optional.of(name));
            };
            List<String> others = object.initiators().stream()
                    .filter(tenancy::isForeign)
                    .map(Initiator::value)
                    .toList();
            if (meant && !others.isEmpty()) {
                occupied(login, name, others, tenancy.sharing());
                ofWhatItLeadsTo(login, connection, object, request);
            }
        }
    }

    private void occupied(ArrayLogin login, String object, List<String> others, Sharing sharing) {
        String what = object + " on " + login + " is in use: it lets in " + listed(others);
        switch (sharing) {
            case CLUSTERED -> warn(what);
            case EXCLUSIVE ->
                throw new AnswerInUseException(
                        WizardFailure.HOST_IN_USE,
                        object,
                        what + ". Who stands in one object with another machine reaches its volumes",
                        "choose another name, to have an object of its own made; a machine that is gone for good is"
                                + " shut out first (outpost-recovery cleanup, or array fence); " + SHARED);
        }
    }

    /** Who joins a cluster sees what its members see: each of those volumes has to be named, or it would not be fenced. */
    private void ofWhatItLeadsTo(
            ArrayLogin login, ArrayConnection connection, AccessGroup object, AccessRequest request) {
        Set<VolumeName> seen = new TreeSet<>();
        try (ArrayProvisioning provisioning = arrays.provisioning(connection, login.credentials())) {
            for (Initiator member : object.initiators()) {
                seen.addAll(ArrayTrouble.answered(login, provisioning.shown(member), "what " + member + " is shown")
                        .keySet());
            }
        }
        Set<VolumeName> wanted =
                request.volumes().stream().map(RequestedVolume::volume).collect(Collectors.toSet());
        seen.removeAll(wanted);
        if (seen.isEmpty()) {
            return;
        }
        Set<VolumeName> through = new TreeSet<>();
        try (StorageArray array = arrays.array(connection, login.credentials())) {
            ArrayTrouble.answered(login, array.access(seen), "through what its members reach their volumes")
                    .paths()
                    .stream()
                    .filter(path -> path.through().equals(object.object()))
                    .map(AccessPath::volume)
                    .forEach(through::add);
        }
        ofShown(login, request.initiator(), through, wanted);
    }

    /** Refuses what the machine is shown beside its volumes: nobody has looked who uses that, and no fence would cover it. */
    static void ofShown(ArrayLogin login, Initiator name, Set<VolumeName> shown, Collection<VolumeName> wanted) {
        Set<VolumeName> more = new TreeSet<>(shown);
        more.removeAll(Set.copyOf(wanted));
        if (!more.isEmpty()) {
            throw new WizardException(
                    WizardFailure.VOLUMES_NOT_REQUESTED,
                    login + " shows, or would show, " + name.value() + " more than was asked for: "
                            + listed(more.stream().map(VolumeName::value).toList()),
                    "name a host or igroup of its own for the machine, or take it out of the groups by which it is"
                            + " shown more; what it is meant to have is named as a volume");
        }
    }

    private void warn(String what) {
        lines.accept("WARNING: SHARED, as --clustered says: " + what
                + ". Without a cluster's persistent reservations in every one of these machines the data is lost");
    }

    private static String listed(Collection<String> all) {
        List<String> named = all.stream().distinct().sorted().toList();
        return String.join(", ", named.subList(0, Math.min(MENTIONED, named.size())))
                + (named.size() > MENTIONED ? " and " + (named.size() - MENTIONED) + " more" : "");
    }
}
