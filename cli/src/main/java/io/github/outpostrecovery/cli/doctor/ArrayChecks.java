package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the arrays know beyond the volumes of the instance: other volumes under its name, its names in other objects, names of
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
                    .ifPresent(report -> shared(array, report, current, found));
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

    private static void shared(String array, AccessReport report, Initiator current, Found found) {
        Map<String, Set<String>> sharing = new TreeMap<>();
        for (AccessPath path : report.pathsOf(Set.of(current))) {
            report.paths().stream()
                    .filter(other -> other.through().equals(path.through()))
                    .map(AccessPath::initiator)
                    .filter(other -> !other.equals(current))
                    .forEach(other -> sharing.computeIfAbsent(path.through().name(), any -> new TreeSet<>())
                            .add(other.value()));
        }
        List<String> hints = new ArrayList<>();
        sharing.forEach((object, names) -> hints.add(
                object + " lets in " + String.join(", ", names) + " as well: a successor gets an object of its own"));
        found.hinted(array + "the machine's own host or igroup", hints);
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
