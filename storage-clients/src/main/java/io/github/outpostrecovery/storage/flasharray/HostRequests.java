package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/** The requests that let an initiator in, whoever sends them, and what their answers may not say. */
final class HostRequests {
    static final int HIGHEST_LUN = 4095;

    private HostRequests() {}

    /** A new host with one initiator. */
    static RestCall host(InitiatorKind kind, String name, Initiator initiator, Optional<ChapCredentials> chap) {
        ObjectNode body = Json.object();
        body.putArray(kind.list()).add(initiator.value());
        return HostChap.with(RestCall.post("/hosts").queryList("names", name), body, chap);
    }

    /** One initiator more in a host. */
    static RestCall member(InitiatorKind kind, String host, Initiator initiator) {
        ObjectNode body = Json.object();
        body.putArray(kind.addition()).add(initiator.value());
        return RestCall.patch("/hosts").queryList("names", host).json(body);
    }

    /** An initiator taken out of a host, as the array spells it. */
    static RestCall removal(InitiatorKind kind, String host, String spelling) {
        ObjectNode body = Json.object();
        body.putArray(kind.removal()).add(spelling);
        return RestCall.patch("/hosts").queryList("names", host).json(body);
    }

    /**
     * One volume for one host or host group: of a request for several, the answer does not tell which were done.
     *
     * @param whose {@code host_names} or {@code host_group_names}
     * @param number over iSCSI; the namespace id cannot be asked for (Pure's API description, {@code ConnectionPost.lun})
     */
    static RestCall connection(
            InitiatorKind kind, String whose, String name, VolumeName volume, Optional<LunId> number) {
        ObjectNode body = Json.object();
        if (kind == InitiatorKind.IQN) {
            number.ifPresent(one -> body.put("lun", one.number()));
        }
        return RestCall.post("/connections")
                .queryList(whose, name)
                .queryList("volume_names", volume.value())
                .json(body);
    }

    /** What is wrong with the answer to a connection: another number than was asked for. */
    static Optional<String> otherNumber(InitiatorKind kind, JsonNode items, VolumeName volume, LunId wanted) {
        JsonNode number = items.path(0).path(kind == InitiatorKind.IQN ? "lun" : "nsid");
        return number.isNumber() && number.asLong() != wanted.number()
                ? Optional.of(volume + " was connected as " + number.asLong() + " instead of " + wanted)
                : Optional.empty();
    }

    /** An answer that shows the host without the name contradicts itself. */
    static Optional<String> lacking(JsonNode items, Initiator initiator) {
        return ArrayHost.parse(items.path(0))
                .filter(host -> !host.initiators().containsKey(initiator))
                .map(host -> "host " + host.name() + " came back without " + initiator);
    }
}
