package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a host runs, as the array keeps it: a persona, and a word of the administrator's. Personas by number: 1 Generic, 2
 * Generic-ALUA, 3 Generic-legacy, 4 HPUX-legacy, 5 AIX-legacy, 6 EGENERA, 7 ONTAP-legacy, 8 VMware, 9 OpenVMS, 10 HPUX, 11
 * WindowsServer (OpenStack Cinder, {@code hpe3par:persona}).
 */
final class HostSystem {
    private static final int GENERIC_ALUA = 2;
    private static final int HIGHEST_GENERIC = 3;
    private static final int WINDOWS = 11;
    private static final List<String> PERSONAS =
            List.of("HP-UX", "AIX", "EGENERA", "ONTAP", "VMware", "OpenVMS", "HP-UX");
    private static final List<String> OTHERS = List.of("vmware", "esx", "aix", "hp-ux", "hpux", "solaris", "openvms");

    private HostSystem() {}

    /** What a new host gets. */
    static HostBodies.Kind kindOf(OperatingSystem operatingSystem) {
        return switch (operatingSystem) {
            case LINUX -> new HostBodies.Kind(Optional.of(GENERIC_ALUA), "linux", Optional.empty());
            case WINDOWS -> new HostBodies.Kind(Optional.of(WINDOWS), "windows", Optional.empty());
        };
    }

    /** What a host is for, if that is surely something else than what is asked for. A generic host may be for anything. */
    static Optional<String> otherThan(OperatingSystem wanted, HostObject host) {
        Optional<String> known = host.persona()
                .flatMap(HostSystem::byPersona)
                .or(() -> byWord(host.operatingSystem().toLowerCase(Locale.ROOT)));
        return known.filter(system -> !system.equals(
                switch (wanted) {
                    case LINUX -> "Linux";
                    case WINDOWS -> "Windows";
                }));
    }

    private static Optional<String> byPersona(int persona) {
        if (persona == WINDOWS) {
            return Optional.of("Windows");
        }
        int index = persona - HIGHEST_GENERIC - 1;
        return index >= 0 && index < PERSONAS.size() ? Optional.of(PERSONAS.get(index)) : Optional.empty();
    }

    private static Optional<String> byWord(String word) {
        if (word.contains("windows")) {
            return Optional.of("Windows");
        }
        if (word.contains("linux")) {
            return Optional.of("Linux");
        }
        return OTHERS.stream().filter(word::contains).findFirst();
    }
}
