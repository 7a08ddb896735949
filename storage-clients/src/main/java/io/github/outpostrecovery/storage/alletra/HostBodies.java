package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The requests by which names, hosts, sets and volumes come together, for a grant and for an operator alike. */
final class HostBodies {
    /** {@code transportType} of a host that comes over NVMe/TCP (flowkit). */
    static final String TCP = "2";

    private static final String HOSTS = Wsapi.V1 + "/hosts";
    private static final String HOST_SETS = Wsapi.V1 + "/hostsets";
    private static final String VLUNS = Wsapi.V1 + "/vluns";
    private static final int ADD = 1;
    private static final int CHAP_OF_INITIATOR = 1;
    private static final int CHAP_OF_TARGET = 2;

    private HostBodies() {}

    /** What a new host is, besides the name in it. */
    record Kind(Optional<Integer> persona, String operatingSystem, Optional<String> domain) {}

    static RestCall create(String name, Initiator initiator, Kind kind, Protocol protocol) {
        ObjectNode body = Json.object().put("name", name);
        switch (protocol) {
            case ISCSI -> body.putArray("iSCSINames").add(initiator.value());
            case NVME_TCP -> body.put("NQN", initiator.value()).put("transportType", Integer.parseInt(TCP));
        }
        kind.persona().ifPresent(persona -> body.put("persona", persona));
        kind.domain().ifPresent(domain -> body.put("domain", domain));
        if (!kind.operatingSystem().isEmpty()) {
            body.putObject("descriptors").put("os", kind.operatingSystem());
        }
        return RestCall.post(HOSTS).json(body);
    }

    /** An iSCSI name into a host that is there. */
    static RestCall add(String host, Initiator initiator) {
        ObjectNode body = Json.object().put("pathOperation", ADD);
        body.putArray("iSCSINames").add(initiator.value());
        return change(HOSTS, host).json(body);
    }

    /**
     * What the machines in a host prove themselves with. First the machine's secret, then the array's: the latter is refused
     * without the former (3parclient, modifyHost).
     */
    static List<RestCall> prove(String host, ChapCredentials chap) {
        List<RestCall> calls = new ArrayList<>();
        calls.add(chap(host, CHAP_OF_INITIATOR, chap.user(), chap.secret()));
        chap.mutual().ifPresent(mutual -> calls.add(chap(host, CHAP_OF_TARGET, mutual.user(), mutual.secret())));
        return calls;
    }

    private static RestCall chap(String host, int of, String user, Secret secret) {
        return change(HOSTS, host)
                .json(Json.object()
                        .put("chapOperation", ADD)
                        .put("chapOperationMode", of)
                        .put("chapName", user)
                        .put("chapSecret", secret.reveal()))
                .hiding(secret);
    }

    static RestCall createSet(String set, String host) {
        ObjectNode body = Json.object().put("name", set);
        body.putArray("setmembers").add(host);
        return RestCall.post(HOST_SETS).json(body);
    }

    static RestCall joinSet(String set, String host) {
        ObjectNode body = Json.object().put("action", ADD);
        body.putArray("setmembers").add(host);
        return change(HOST_SETS, set).json(body);
    }

    static RestCall deleteSet(String set) {
        return RestCall.delete(HOST_SETS).segment(set);
    }

    /**
     * Never with {@code overrideLowerPriority}: that takes other exports away.
     *
     * @param what a volume, or {@code set:} and a volume set
     * @param lun empty to take what the array chooses (flowkit, Canonical LXD)
     * @param host a host, or {@code set:} and a host set
     */
    static RestCall export(String what, Optional<LunId> lun, Optional<PortPosition> port, String host) {
        ObjectNode body = Json.object().put("volumeName", what);
        lun.ifPresentOrElse(
                number -> body.put("lun", number.number()),
                () -> body.put("lun", 0).put("autoLun", true).put("maxAutoLun", 0));
        body.put("hostname", host);
        port.ifPresent(position -> body.set("portPos", position.toJson()));
        return RestCall.post(VLUNS).json(body);
    }

    private static RestCall change(String collection, String name) {
        return RestCall.of(HttpMethod.PUT, collection).segment(name);
    }
}
