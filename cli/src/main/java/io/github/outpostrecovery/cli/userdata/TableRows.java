package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.cli.userdata.Attachment.MachineName;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table in a guest's script: what it is called and where it logs in, one statement a line, words parted by one blank.
 * The script reads it, the identity hook reads the names in it at every boot, and so does the lab's simulated guest.
 *
 * <pre>
 * name iscsi|nvme NAME
 * discover iscsi ADDRESS PORT SECRET
 * login iscsi|nvme ADDRESS PORT TARGET SECRET
 * </pre>
 *
 * <p>A secret that is not used is a hyphen.
 */
final class TableRows {
    /** What NVMe/TCP listens on where nothing else is said. */
    private static final int NVME_PORT = 4420;

    private static final String NO_SECRET = "-";

    private TableRows() {}

    static String word(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "iscsi";
            case NVME_TCP -> "nvme";
        };
    }

    static Protocol protocol(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Iscsi iscsi -> Protocol.ISCSI;
            case Attachment.Nvme nvme -> Protocol.NVME_TCP;
        };
    }

    static String name(MachineName name) {
        return switch (name) {
            case MachineName.Of(var initiator) -> initiator.value();
            case MachineName.Marker(Protocol protocol) ->
                switch (protocol) {
                    case ISCSI -> UserData.IQN_MARKER;
                    case NVME_TCP -> UserData.NQN_MARKER;
                };
        };
    }

    /** The names of {@code named}, each once, and the ways to {@code attached}; as a template wants them. */
    static List<Map<String, Object>> of(List<Attachment> named, List<Attachment> attached) {
        Set<String> rows = new LinkedHashSet<>();
        named.forEach(attachment -> rows.add("name " + word(protocol(attachment)) + " " + name(attachment.name())));
        attached.forEach(attachment -> rows.addAll(ways(attachment)));
        return rows.stream().map(row -> Map.<String, Object>of("row", row)).toList();
    }

    private static List<String> ways(Attachment attachment) {
        List<String> rows = new ArrayList<>();
        switch (attachment) {
            case Attachment.Iscsi iscsi -> {
                iscsi.portals()
                        .forEach(portal -> rows.add("discover iscsi " + portal.address() + " " + portal.port() + " "
                                + portal.secret().orElse(NO_SECRET)));
                iscsi.targets()
                        .forEach(target -> rows.add("login iscsi " + target.address() + " " + target.port() + " "
                                + target.iqn() + " " + target.secret().orElse(NO_SECRET)));
            }
            case Attachment.Nvme nvme ->
                nvme.subsystems()
                        .forEach(subsystem -> rows.add("login nvme " + subsystem.address() + " "
                                + subsystem.port().orElse(NVME_PORT) + " " + subsystem.nqn() + " "
                                + subsystem.secret().orElse(NO_SECRET)));
        }
        return rows;
    }

    /** Whether any way of {@code attachment} is proved with a secret. */
    static boolean usesSecrets(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Iscsi iscsi ->
                iscsi.portals().stream().anyMatch(portal -> portal.secret().isPresent())
                        || iscsi.targets().stream()
                                .anyMatch(target -> target.secret().isPresent());
            case Attachment.Nvme nvme ->
                nvme.subsystems().stream()
                        .anyMatch(subsystem -> subsystem.secret().isPresent());
        };
    }

    /** Over how many ways it is reached. */
    static int paths(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Iscsi iscsi -> iscsi.targets().size();
            case Attachment.Nvme nvme -> nvme.subsystems().size();
        };
    }
}
