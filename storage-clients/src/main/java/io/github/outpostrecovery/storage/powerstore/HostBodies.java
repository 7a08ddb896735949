package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/** The requests by which initiators, hosts and volumes come together, for a grant and for an operator alike. */
final class HostBodies {
    private HostBodies() {}

    /** An initiator, and what it proves itself with. */
    record Entrant(Initiator initiator, Optional<ChapCredentials> chap, PowerStoreProtocol protocol) {}

    static RestCall add(String host, Entrant entrant) {
        ObjectNode body = Json.object();
        ObjectNode added = body.putArray("add_initiators").addObject();
        added.put("port_name", entrant.initiator().value())
                .put("port_type", entrant.protocol().portType());
        putChap(added, entrant);
        return hiding(entrant, change(host, body));
    }

    static RestCall create(String name, String operatingSystem, String connectivity, Entrant entrant) {
        ObjectNode body =
                Json.object().put("name", name).put("os_type", operatingSystem).put("host_connectivity", connectivity);
        ObjectNode added = body.putArray("initiators").addObject();
        added.put("port_name", entrant.initiator().value())
                .put("port_type", entrant.protocol().portType());
        putChap(added, entrant);
        return hiding(
                entrant, RestCall.post(PowerStoreRest.API + Host.COLLECTION).json(body));
    }

    /** Gives an initiator that is in a host its CHAP account. */
    static RestCall prove(String host, String spelling, Entrant entrant) {
        ObjectNode body = Json.object();
        ObjectNode modified = body.putArray("modify_initiators").addObject();
        modified.put("port_name", spelling);
        putChap(modified, entrant);
        return hiding(entrant, change(host, body));
    }

    static RestCall deleteHost(String id) {
        return RestCall.delete(PowerStoreRest.API + Host.COLLECTION).segment(id);
    }

    /** A group with one host in it; hosts are named by their ids. */
    static RestCall createGroup(String name, String host) {
        ObjectNode body = Json.object().put("name", name);
        body.putArray("host_ids").add(host);
        return RestCall.post(PowerStoreRest.API + HostGroup.COLLECTION).json(body);
    }

    static RestCall joinGroup(String group, String host) {
        ObjectNode body = Json.object();
        body.putArray("add_host_ids").add(host);
        return RestCall.patch(PowerStoreRest.API + HostGroup.COLLECTION)
                .segment(group)
                .json(body);
    }

    static RestCall deleteGroup(String id) {
        return RestCall.delete(PowerStoreRest.API + HostGroup.COLLECTION).segment(id);
    }

    /** Without a number the array gives one; over NVMe/TCP there is none to give. */
    static RestCall attach(String volume, VolumeMapping.To to, Optional<LunId> lun, PowerStoreProtocol protocol) {
        ObjectNode body = switch (to) {
            case VolumeMapping.To.OneHost(String id) -> Json.object().put("host_id", id);
            case VolumeMapping.To.Group(String id) -> Json.object().put("host_group_id", id);
        };
        switch (protocol) {
            case ISCSI -> lun.ifPresent(number -> body.put("logical_unit_number", number.number()));
            case NVME_TCP -> {}
        }
        return RestCall.post(PowerStoreRest.API + StoredVolume.COLLECTION)
                .segment(volume)
                .segment("attach")
                .json(body);
    }

    private static RestCall change(String host, ObjectNode body) {
        return RestCall.patch(PowerStoreRest.API + Host.COLLECTION)
                .segment(host)
                .json(body);
    }

    private static void putChap(ObjectNode initiator, Entrant entrant) {
        entrant.chap().ifPresent(chap -> {
            initiator.put("chap_single_username", chap.user());
            initiator.put("chap_single_password", chap.secret().reveal());
            chap.mutual().ifPresent(mutual -> {
                initiator.put("chap_mutual_username", mutual.user());
                initiator.put("chap_mutual_password", mutual.secret().reveal());
            });
        });
    }

    private static RestCall hiding(Entrant entrant, RestCall call) {
        if (entrant.chap().isEmpty()) {
            return call;
        }
        ChapCredentials chap = entrant.chap().get();
        Optional<Secret> back = chap.mutual().map(ChapCredentials.Mutual::secret);
        RestCall hidden = call.hiding(chap.secret());
        return back.map(hidden::hiding).orElse(hidden);
    }
}
