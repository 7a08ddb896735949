package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import java.util.List;
import java.util.Set;

/** The paths part of {@code PUT /hosts/{name}}: initiators come and go. */
final class HostPaths {
    static final Set<String> FIELDS = Set.of("pathOperation", "iSCSINames", "FCWWNs", "NQN", "nqn", "forcePathRemoval");

    private static final int ADD = 1;
    private static final int REMOVE = 2;

    private final AlletraSystem system;

    HostPaths(AlletraSystem system) {
        this.system = system;
    }

    static boolean isAskedFor(Body body) {
        return FIELDS.stream().anyMatch(body::has);
    }

    /** The host as it is after the operation. */
    Host edited(Host host, Body body) {
        if (host.speaksNvme() || body.has("NQN") || body.has("nqn")) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error("the NQN of a host cannot be changed");
        }
        if (body.has("FCWWNs")) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error("FC paths are not for iSCSI hosts");
        }
        List<String> names = canonical(body.texts("iSCSINames"));
        if (names.isEmpty() || !body.has("pathOperation")) {
            throw WsapiCode.INV_INPUT_ONE_REQUIRED.error("a path operation and its paths are required");
        }
        return switch (body.requiredNumber("pathOperation")) {
            case ADD -> added(host, names);
            case REMOVE -> removed(host, names, body.flag("forcePathRemoval"));
            default -> throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value pathOperation");
        };
    }

    /** The names as the array keeps them. */
    static List<String> canonical(List<String> names) {
        return names.stream().map(Host::canonical).map(Names::iscsi).toList();
    }

    private Host added(Host host, List<String> names) {
        Host grown = host;
        for (String name : names) {
            requireFree(name);
            grown = grown.withPath(name);
        }
        return grown;
    }

    /** Refuses an initiator that some host has. */
    void requireFree(String initiator) {
        if (system.configured().reach().hostOf(initiator).isPresent()) {
            throw WsapiCode.EXISTENT_PATH.error("path is already used by a host");
        }
    }

    private Host removed(Host host, List<String> names, boolean force) {
        Host shrunk = host;
        for (String name : names) {
            if (!shrunk.iscsiNames().contains(name)) {
                throw WsapiCode.NON_EXISTENT_PATH.error(
                        system.settings().answers().missingPathStatus(), "path does not exist");
            }
            shrunk = shrunk.withoutPath(name);
        }
        if (!force && !system.configured().reach().templatesFor(host).isEmpty()) {
            throw WsapiCode.EXPORTED_VLUN.error("host has exported VLUNs");
        }
        return shrunk;
    }
}
