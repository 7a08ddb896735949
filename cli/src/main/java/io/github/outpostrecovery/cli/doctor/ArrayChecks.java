package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the arrays know: who else reaches the volumes of the instance, other volumes under its name, its names in other objects, names of
 * generations that the books do not know, and LUN ids that a boot would ask for in vain.
 */
record ArrayChecks(ArrayAccess access, LaunchTemplates templates) implements Check {
    /** {@code iscsi:SERVER:PROTOCOL:PORT:LUN:TARGET}, the LUN in hexadecimal (RFC 4173, 5). */
    private static final Pattern ROOT_PATH =
            Pattern.compile("iscsi:(?:\\[[^\\]\\s]+\\]|[^:\\s]+):[^:\\s]*:[0-9]*:([0-9a-fA-F]*):iqn\\.");

    @Override
    public void look(Examined examined, Found found) {
        for (ArrayConnection connection : examined.configuration().arrays()) {
            Optional<Initiator> current =
                    Optional.ofNullable(examined.books().current().initiators().get(connection.name()));
            current.ifPresent(name -> look(examined, connection, name, found));
        }
    }

    private void look(Examined examined, ArrayConnection connection, Initiator current, Found found) {
        String array = "array " + connection.name() + ": ";
        Set<VolumeName> volumes = examined.configuration().volumesOn(connection.name());
        try (StorageArray opened = access.array(connection, access.inSecret(connection.readSecret()))) {
            found.answered(array + "who reaches the volumes", opened.access(volumes))
                    .ifPresent(report -> reached(array, examined, volumes, report, found));
        }
        try (ArrayProvisioning opened = access.provisioning(connection, access.inSecret(connection.fenceSecret()))) {
            found.answered(array + "volumes of " + current, opened.shown(current))
                    .ifPresent(shown -> {
                        others(array, shown, volumes, found);
                        boot(examined, connection, shown, found);
                    });
            found.answered(array + "objects that hold " + current, opened.holders(Set.of(current)))
                    .ifPresent(holders -> objects(array, holders.getOrDefault(current, Set.of()), found));
            found.answered(array + "names of " + examined.name(), opened.ours())
                    .ifPresent(names -> generations(array, examined, names, found));
        }
    }

    /** Whoever else reaches a volume, through whatever object, writes to it beside the machine, and no fence shuts it out. */
    private static void reached(
            String array, Examined examined, Set<VolumeName> volumes, AccessReport report, Found found) {
        Set<Initiator> own = own(examined);
        List<String> others = new ArrayList<>();
        for (VolumeName volume : new TreeSet<>(volumes)) {
            Set<String> through = new TreeSet<>();
            report.paths().stream()
                    .filter(path -> path.volume().equals(volume) && !own.contains(path.initiator()))
                    .forEach(path -> through.add(path.initiator().value() + " through "
                            + path.through().name()));
            if (!through.isEmpty()) {
                others.add(volume + " is reached by " + String.join(", ", through));
            }
            if (!report.volumes().contains(volume)) {
                others.add(volume + " is also open to names that the array does not tell, such as an export to a port");
            }
        }
        String subject = array + "nobody else reaches the volumes";
        switch (examined.clustering()) {
            case CLUSTERED -> found.hinted(subject, others);
            case SINGLE -> {
                List<String> why = new ArrayList<>(others);
                if (!others.isEmpty()) {
                    why.add("two machines that write to one volume destroy it: shut out whoever is gone for good"
                            + " (outpost-recovery cleanup, or array fence), and move the others to volumes of their"
                            + " own; only for a cluster that shares its volumes by persistent reservations: protect "
                            + examined.name() + " --clustered");
                }
                found.judged(subject, why);
            }
        }
    }

    /** The names of the machine on every array, and of those that an open incident has let in for it. */
    private static Set<Initiator> own(Examined examined) {
        Set<Initiator> own =
                new LinkedHashSet<>(examined.books().current().initiators().values());
        examined.books()
                .incident()
                .filter(open -> open.state() != Incident.State.CLOSED)
                .ifPresent(open -> open.successors()
                        .forEach(successor -> own.addAll(successor.initiators().values())));
        return own;
    }

    /** What is not configured is not fenced: a dead machine would keep it. */
    private static void others(String array, Map<VolumeName, LunId> shown, Set<VolumeName> volumes, Found found) {
        Set<VolumeName> more = new TreeSet<>(shown.keySet());
        more.removeAll(volumes);
        found.judged(
                array + "the machine reaches its protected volumes only",
                more.isEmpty()
                        ? List.of()
                        : List.of("it also reaches "
                                + String.join(
                                        ", ",
                                        more.stream().map(VolumeName::value).toList())
                                + ", which a fence would leave to it: protect them too, or unmap them"));
    }

    private void boot(Examined examined, ArrayConnection connection, Map<VolumeName, LunId> shown, Found found) {
        if (connection.protocol() != Protocol.ISCSI) {
            return;
        }
        Set<Integer> asked = new TreeSet<>();
        for (LaunchTarget target : examined.configuration().targets()) {
            String text = templates
                    .version(target.template(), target.templateVersion())
                    .flatMap(MachineSpecification::userData)
                    .orElse("");
            Matcher matcher = ROOT_PATH.matcher(text);
            while (matcher.find()) {
                asked.add(matcher.group(1).isEmpty() ? 0 : Integer.parseInt(matcher.group(1), 16));
            }
        }
        boolean only = examined.configuration().arrays().stream()
                        .filter(other -> other.protocol() == Protocol.ISCSI)
                        .count()
                == 1;
        List<String> why = new ArrayList<>();
        for (int lun : asked) {
            boolean there = shown.values().stream().anyMatch(id -> id.number() == lun);
            if (lun == 0 && connection.vendor().equals("purestorage") && only) {
                why.add("the templates boot from LUN 0, which a FlashArray never shows");
            } else if (!there && only) {
                why.add("the templates boot from LUN " + lun + ", and the array shows "
                        + new TreeSet<>(shown.values()));
            }
        }
        if (!asked.isEmpty()) {
            found.judged("array " + connection.name() + ": boot LUN of the templates", why);
        }
    }

    private static void objects(String array, Set<AccessObject> holders, Found found) {
        found.hinted(
                array + "the machine's name is in one place",
                holders.size() <= 1
                        ? List.of()
                        : List.of("it is in "
                                + String.join(
                                        ", ",
                                        new TreeSet<>(holders.stream()
                                                .map(AccessObject::name)
                                                .toList()))));
    }

    private static void generations(String array, Examined examined, List<Initiator> names, Found found) {
        Generation newest = examined.books()
                .incident()
                .map(last -> last.generation())
                .filter(generation -> examined.books().current().generation().isOlderThan(generation))
                .orElse(examined.books().current().generation());
        Set<Initiator> known =
                new LinkedHashSet<>(examined.books().current().initiators().values());
        examined.books()
                .incident()
                .ifPresent(last -> last.successors()
                        .forEach(
                                successor -> known.addAll(successor.initiators().values())));
        List<String> newer = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (Initiator name : names) {
            Optional<Generation> generation = name.generationFor(examined.name());
            if (generation.isEmpty() || known.contains(name)) {
                continue;
            }
            if (generation.get().isOlderThan(examined.books().current().generation())) {
                dead.add(name + " (" + generation.get() + ")");
            } else if (newest.isOlderThan(generation.get())) {
                newer.add(name + ": the table is older than the array, or a second engine is at work");
            } else {
                newer.add(name + ": it claims a generation that the books give to another name");
            }
        }
        found.judged(array + "no generation that the books do not know", newer);
        found.hinted(
                array + "names of dead generations",
                dead.isEmpty()
                        ? List.of()
                        : List.of(String.join(", ", dead) + "; outpost-recovery release " + examined.name()
                                + " --generation N takes one off for good"));
    }
}
