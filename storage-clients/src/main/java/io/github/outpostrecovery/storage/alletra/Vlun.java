package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import java.util.Optional;

/**
 * One row of the listing of VLUNs: a template, which is a rule by which a volume is exported, or an active VLUN, which is a
 * live path that a rule has made (the guide, pages 109 and 110).
 *
 * @param volume a volume, or {@code set:} and a volume set
 * @param lun of a volume set the number of its first volume
 * @param host a host, or {@code set:} and a host set; empty if it is exported to whoever is on a port
 * @param port the only port it is exported on, or the one that a live path is on
 * @param remote the name that is logged in, on a live path
 * @param subsystem what an NVMe host asks for to see it
 */
record Vlun(
        String volume,
        LunId lun,
        Optional<String> host,
        Optional<PortPosition> port,
        Optional<Initiator> remote,
        boolean active,
        Optional<String> subsystem) {
    static final int HIGHEST_LUN = 16_383;

    /** Empty if it makes no sense. */
    static Optional<Vlun> parse(JsonNode json) {
        String volume = json.path("volumeName").asText("");
        JsonNode lun = json.path("lun");
        if (volume.isBlank()
                || !lun.isInt()
                || lun.asInt() < 0
                || lun.asInt() > HIGHEST_LUN
                || !json.path("active").isBoolean()) {
            return Optional.empty();
        }
        return Optional.of(new Vlun(
                volume,
                new LunId(lun.asInt()),
                Optional.of(json.path("hostname").asText("")).filter(host -> !host.isBlank()),
                PortPosition.parse(json.path("portPos")),
                Optional.of(json.path("remoteName").asText(""))
                        .filter(name -> !name.isBlank())
                        .map(Initiator::parse),
                json.path("active").asBoolean(),
                Optional.of(json.path("Subsystem_NQN").asText("")).filter(name -> !name.isBlank())));
    }

    boolean isTemplate() {
        return !active;
    }

    boolean isOfVolumeSet() {
        return volume.startsWith(NamedSet.PREFIX);
    }

    boolean isToHostSet() {
        return host.filter(name -> name.startsWith(NamedSet.PREFIX)).isPresent();
    }

    /** The host or host set that it is exported to, or the port. */
    AccessObject through() {
        return host.map(name -> new AccessObject(name, name))
                .or(() -> port.map(position -> new AccessObject("port " + position, "port " + position)))
                .orElseGet(() -> new AccessObject("", "an export to nobody in particular"));
    }

    /**
     * How a template is addressed: {@code volume,lun,host}, and the port behind it where it is bound to one (3parclient,
     * {@code deleteVLUN}).
     */
    String key() {
        return volume + "," + lun + "," + host.orElse("")
                + port.map(position -> "," + position).orElse("");
    }
}
