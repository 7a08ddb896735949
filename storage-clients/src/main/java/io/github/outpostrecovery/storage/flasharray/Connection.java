package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Optional;

/**
 * A row of {@code GET connections}: private to a host, or shared by a host group, then with or without a host.
 *
 * @param lun for SCSI
 * @param nsid for NVMe
 */
record Connection(
        VolumeName volume, Optional<LunId> lun, Optional<LunId> nsid, Optional<String> host, Optional<String> group) {
    /** Reads a row; empty if it does not say who reaches which volume under which number. */
    static Optional<Connection> parse(JsonNode json) {
        Optional<String> host = nameOf(json.path("host"));
        Optional<String> group = nameOf(json.path("host_group"));
        try {
            Connection read = new Connection(
                    new VolumeName(json.path("volume").path("name").asText("")),
                    number(json.path("lun")),
                    number(json.path("nsid")),
                    host,
                    group);
            boolean leadsSomewhere = host.isPresent() || group.isPresent();
            boolean hasNumber = read.lun.isPresent() || read.nsid.isPresent();
            return leadsSomewhere && hasNumber ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> nameOf(JsonNode reference) {
        return Optional.of(reference.path("name").asText("")).filter(name -> !name.isEmpty());
    }

    private static Optional<LunId> number(JsonNode json) {
        if (!json.isNumber()) {
            return Optional.empty();
        }
        if (!json.canConvertToInt()) {
            throw new IllegalArgumentException("a sub-LUN of a virtual volume, or no number at all");
        }
        return Optional.of(new LunId(json.asInt()));
    }

    /** Under which number {@code initiator} sees the volume. */
    LunId numberFor(Initiator initiator) {
        Optional<LunId> number = switch (InitiatorKind.of(initiator)) {
            case IQN, WWN -> lun.or(() -> nsid);
            case NQN -> nsid.or(() -> lun);
        };
        return number.orElseThrow(() -> new IllegalStateException("a connection without a number"));
    }

    boolean isPrivate() {
        return group.isEmpty();
    }

    /** What lets the host in. */
    AccessObject through() {
        String name = group.or(() -> host).orElseThrow(() -> new IllegalStateException("a connection to nobody"));
        return new AccessObject(name, name);
    }
}
