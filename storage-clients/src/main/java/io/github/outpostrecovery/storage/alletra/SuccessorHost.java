package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a host for a successor takes over from the victim's: its operating system type, the sets that it joins, and the exports
 * that are not simply one volume to one host. It is stored in the plan as the settings of a move.
 *
 * @param hostSets the sets to join, with the volumes that it reaches through them
 */
record SuccessorHost(
        Optional<Integer> persona,
        String operatingSystem,
        Optional<String> domain,
        Map<String, Set<VolumeName>> hostSets,
        List<Export> exports) {
    static final String PERSONA = "persona";
    static final String OPERATING_SYSTEM = "descriptors.os";
    static final String DOMAIN = "domain";
    static final String TRANSPORT_TYPE = "transportType";
    static final String CHAP = "chap";
    private static final String HOST_SET = "hostset ";
    private static final String EXPORT = "export ";
    private static final String ANY_PORT = "-";

    SuccessorHost {
        hostSets = Map.copyOf(hostSets);
        exports = List.copyOf(exports);
    }

    /**
     * One VLUN to be made.
     *
     * @param what a volume, or {@code set:} and a volume set
     * @param lun of a volume set the number of its first volume
     * @param covers the volumes that it is for
     */
    record Export(String what, LunId lun, Optional<PortPosition> port, Set<VolumeName> covers) {
        Export {
            covers = Set.copyOf(covers);
        }

        static Export of(VolumeName volume, LunId lun) {
            return new Export(volume.value(), lun, Optional.empty(), Set.of(volume));
        }

        /** Volume names have neither spaces nor commas. */
        private String text() {
            return what + " " + lun + " " + port.map(PortPosition::toString).orElse(ANY_PORT) + " " + written(covers);
        }

        private static Optional<Export> parse(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 4 || !parts[1].matches("[0-9]{1,5}")) {
                return Optional.empty();
            }
            Optional<PortPosition> port = PortPosition.parse(parts[2]);
            // One that cannot be read must not become an export on every port.
            return port.isPresent() || parts[2].equals(ANY_PORT)
                    ? Optional.of(new Export(parts[0], new LunId(Integer.parseInt(parts[1])), port, volumes(parts[3])))
                    : Optional.empty();
        }

        private boolean isPlain() {
            return port.isEmpty() && covers.equals(Set.of(new VolumeName(what)));
        }
    }

    private static String written(Set<VolumeName> volumes) {
        return volumes.stream().map(VolumeName::value).sorted().collect(Collectors.joining(","));
    }

    private static Set<VolumeName> volumes(String written) {
        Set<VolumeName> volumes = new LinkedHashSet<>();
        for (String name : written.split(",", -1)) {
            volumes.add(new VolumeName(name));
        }
        return volumes;
    }

    /** As settings; an export of one volume to one host needs none, since the leg names it with its number. */
    Map<String, String> toSettings() {
        Map<String, String> settings = new TreeMap<>();
        persona.ifPresent(number -> settings.put(PERSONA, Integer.toString(number)));
        if (!operatingSystem.isEmpty()) {
            settings.put(OPERATING_SYSTEM, operatingSystem);
        }
        domain.ifPresent(name -> settings.put(DOMAIN, name));
        hostSets.forEach((name, volumes) -> settings.put(HOST_SET + name, written(volumes)));
        int number = 0;
        for (Export export : exports) {
            if (!export.isPlain()) {
                settings.put(EXPORT + ++number, export.text());
            }
        }
        return settings;
    }

    /**
     * From settings, and the volumes of the leg: what no setting covers is exported by itself.
     *
     * @throws IllegalArgumentException if a setting cannot be read
     */
    static SuccessorHost of(Map<String, String> settings, Map<VolumeName, LunId> luns) {
        Map<String, Set<VolumeName>> hostSets = new LinkedHashMap<>();
        List<Export> exports = new ArrayList<>();
        Map<VolumeName, LunId> uncovered = new TreeMap<>(luns);
        new TreeMap<>(settings).forEach((name, value) -> {
            if (name.startsWith(HOST_SET)) {
                Set<VolumeName> covered = volumes(value);
                hostSets.put(name.substring(HOST_SET.length()), covered);
                covered.forEach(uncovered::remove);
            } else if (name.startsWith(EXPORT)) {
                Export export = Export.parse(value)
                        .orElseThrow(() -> new IllegalArgumentException("the setting \"" + name + "\" is illegal"));
                exports.add(export);
                export.covers().forEach(uncovered::remove);
            }
        });
        uncovered.forEach((volume, lun) -> exports.add(Export.of(volume, lun)));
        return new SuccessorHost(
                Optional.ofNullable(settings.get(PERSONA)).map(Integer::valueOf),
                settings.getOrDefault(OPERATING_SYSTEM, ""),
                Optional.ofNullable(settings.get(DOMAIN)),
                hostSets,
                exports);
    }
}
