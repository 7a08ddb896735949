package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/** The requests that let an initiator in, whoever sends them. */
final class IscsiRequests {
    private final OntapRest rest;

    IscsiRequests(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** What an initiator proves itself with. ONTAP keeps that by initiator and not by igroup. */
    RestCall chapRecord(Initiator initiator, ChapCredentials chap) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.put("initiator", initiator.value()).put("authentication_type", "chap");
        ObjectNode both = body.putObject("chap");
        both.putObject("inbound")
                .put("user", chap.user())
                .put("password", chap.secret().reveal());
        RestCall call = RestCall.post(IscsiDenial.CREDENTIALS).hiding(chap.secret());
        if (chap.mutual().isPresent()) {
            ChapCredentials.Mutual mutual = chap.mutual().get();
            both.putObject("outbound")
                    .put("user", mutual.user())
                    .put("password", mutual.secret().reveal());
            call = call.hiding(mutual.secret());
        }
        return call.json(body);
    }

    /** A new igroup with one initiator in it. */
    RestCall igroup(String name, String protocol, String osType, Optional<String> portset, Initiator initiator) {
        ObjectNode body = Json.object();
        body.put("name", name);
        body.putObject("svm").put("name", rest.svm());
        body.put("protocol", protocol);
        body.put("os_type", osType);
        portset.ifPresent(one -> body.putObject("portset").put("name", one));
        body.putArray("initiators").addObject().put("name", initiator.value());
        return RestCall.post(IscsiAccess.IGROUPS)
                .query("return_records", "true")
                .json(body);
    }

    /** One initiator more in an igroup. */
    RestCall member(String igroupUuid, Initiator initiator) {
        return RestCall.post(IscsiAccess.IGROUPS)
                .segment(igroupUuid)
                .segment("initiators")
                .json(Json.object().put("name", initiator.value()));
    }

    /**
     * A LUN in an igroup.
     *
     * @param by the igroup's {@code uuid} or {@code name}
     * @param number empty for the lowest that is free
     */
    RestCall map(String by, String igroup, VolumeName volume, Optional<LunId> number) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.putObject("igroup").put(by, igroup);
        body.putObject("lun").put("name", volume.value());
        number.ifPresent(one -> body.put("logical_unit_number", one.number()));
        return RestCall.post(IscsiAccess.MAPS).query("return_records", "true").json(body);
    }
}
