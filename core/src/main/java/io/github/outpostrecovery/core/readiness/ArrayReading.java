package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the verifying role reads on one array, held against the books. */
record ArrayReading(StorageArrays arrays, RehearsedInstance instance, MachineStatus status, Findings findings) {
    void read(ArrayConnection connection) {
        ArrayName name = connection.name();
        Optional<Initiator> current = instance.initiatorOn(name);
        if (current.isEmpty()) {
            findings.failed(
                    name + ", name of the current machine", "the books do not say under which name it logs in there");
            return;
        }
        Set<VolumeName> volumes = instance.configured().volumesOn(name);
        try (StorageArray array = arrays.forReading(connection)) {
            findings.required(name + ", who reaches the volumes", array.access(volumes))
                    .ifPresent(report -> held(name, report, volumes, current.get()));
            logins(name, array, current.get());
            findings.offered(name + ", writes", array.activity(volumes));
            findings.required(name + ", portals", array.portals(volumes)).ifPresent(report -> portals(name, report));
            confirmation(name, array);
            if (!instance.isBeingRecovered()) {
                findings.required(name + ", way in for a successor", array.route(current.get(), volumes));
            }
        }
    }

    private void held(ArrayName array, AccessReport report, Set<VolumeName> volumes, Initiator current) {
        InstanceName ours = instance.configured().name();
        if (!instance.isBeingRecovered()) {
            findings.judged(array + ", paths of the current machine", missing(report, volumes, current));
        }
        Set<Initiator> dead = instance.fencedNamesOn(array);
        Set<Initiator> living = instance.livingNamesOn(array);
        List<String> back = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        for (Initiator name : othersThan(living, report)) {
            Optional<Generation> generation = name.generationFor(ours);
            String reaches = name + " reaches " + volumesOf(name, report);
            if (dead.contains(name) || olderThanTheMachine(generation)) {
                back.add(reaches + ": somebody has let it in again");
            } else if (generation.isPresent()) {
                unknown.add(reaches + ": the table is older than the array, or a second engine is at work");
            } else {
                strange.add(reaches);
            }
        }
        findings.judged(array + ", fences of dead generations", back);
        findings.judged(array + ", no generation that the books do not know", unknown);
        if (strange.isEmpty()) {
            findings.passed(array + ", nobody else reaches the volumes");
        } else {
            findings.noted(array + ", somebody else reaches the volumes", String.join("; ", strange));
        }
    }

    private boolean olderThanTheMachine(Optional<Generation> generation) {
        return generation
                .filter(known -> known.isOlderThan(instance.machine().generation()))
                .isPresent();
    }

    private static List<String> missing(AccessReport report, Set<VolumeName> volumes, Initiator current) {
        List<String> missing = new ArrayList<>();
        for (VolumeName volume : new TreeSet<>(volumes)) {
            if (!report.volumes().contains(volume)) {
                missing.add("the array said nothing of " + volume);
            } else if (!report.initiatorsOf(volume).contains(current)) {
                missing.add(current + " does not reach " + volume);
            }
        }
        return missing;
    }

    private static List<Initiator> othersThan(Set<Initiator> living, AccessReport report) {
        return report.paths().stream()
                .map(AccessPath::initiator)
                .filter(name -> !living.contains(name))
                .distinct()
                .toList();
    }

    private static String volumesOf(Initiator name, AccessReport report) {
        Set<String> volumes = new TreeSet<>();
        report.pathsOf(Set.of(name)).forEach(path -> volumes.add(path.volume().value()));
        return String.join(", ", volumes);
    }

    /** A machine that is well and not logged in under the name on the books would be fenced by the wrong name. */
    private void logins(ArrayName array, StorageArray opened, Initiator current) {
        Optional<SessionReport> report = findings.offered(array + ", log-ins", opened.sessions(Set.of(current)));
        if (report.isPresent() && isWell() && !instance.isBeingRecovered()) {
            findings.judged(
                    array + ", log-in of the current machine",
                    report.get().of(current).isEmpty()
                            ? List.of("it runs, and is not logged in as " + current
                                    + ": the fence would revoke a name that it does not use")
                            : List.of());
        }
    }

    private boolean isWell() {
        return status instanceof MachineStatus.Observed(var lifecycle, var system, var guest)
                && lifecycle == MachineStatus.Lifecycle.RUNNING
                && guest == MachineStatus.Check.PASSED;
    }

    private void portals(ArrayName array, PortalReport report) {
        findings.judged(
                array + ", portals are up",
                report.addresses().isEmpty() ? List.of("it serves the volumes on none") : List.of());
    }

    private void confirmation(ArrayName array, StorageArray opened) {
        ArrayCapabilities capabilities = opened.capabilities();
        findings.judged(
                array + ", means to confirm an attachment",
                capabilities.canConfirm() ? List.of() : List.of("it lists neither log-ins nor I/O by initiator"));
    }
}
