package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/** The requests that let a host in, whoever sends them, with the secrets of its in-band authentication where it has any. */
final class NvmeRequests {
    static final String MAPS = "/api/protocols/nvme/subsystem-maps";

    private NvmeRequests() {}

    /** What is wrong with the secrets, without showing them; empty if they can be sent. */
    static Optional<String> flawIn(ChapCredentials chap) {
        return DhHmacChapKey.flawIn(chap.secret())
                .map(flaw -> "the host's DH-HMAC-CHAP secret " + flaw)
                .or(() -> chap.mutual()
                        .flatMap(mutual -> DhHmacChapKey.flawIn(mutual.secret()))
                        .map(flaw -> "the array's DH-HMAC-CHAP secret " + flaw));
    }

    /** One host more in a subsystem. */
    static RestCall host(String subsystemUuid, Initiator host, Optional<ChapCredentials> chap) {
        RestCall call =
                RestCall.post(NvmeAccess.SUBSYSTEMS).segment(subsystemUuid).segment("hosts");
        ObjectNode body = Json.object();
        describe(body, host, chap);
        return hiding(call, chap).json(body);
    }

    /** A new subsystem with one host in it. */
    static RestCall subsystem(String svm, String name, String osType, Initiator host, Optional<ChapCredentials> chap) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", svm);
        body.put("name", name).put("os_type", osType);
        describe(body.putArray("hosts").addObject(), host, chap);
        return hiding(RestCall.post(NvmeAccess.SUBSYSTEMS).query("return_records", "true"), chap)
                .json(body);
    }

    /** A namespace in a subsystem; its number is ONTAP's choice. */
    static RestCall map(String svm, String subsystem, VolumeName volume) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", svm);
        body.putObject("subsystem").put("name", subsystem);
        body.putObject("namespace").put("name", volume.value());
        return RestCall.post(MAPS).query("return_records", "true").json(body);
    }

    private static void describe(ObjectNode to, Initiator host, Optional<ChapCredentials> chap) {
        to.put("nqn", host.value());
        chap.ifPresent(given -> {
            ObjectNode keys = to.putObject("dh_hmac_chap");
            keys.put("host_secret_key", given.secret().reveal());
            given.mutual()
                    .ifPresent(mutual ->
                            keys.put("controller_secret_key", mutual.secret().reveal()));
        });
    }

    private static RestCall hiding(RestCall call, Optional<ChapCredentials> chap) {
        if (chap.isEmpty()) {
            return call;
        }
        RestCall hiding = call.hiding(chap.get().secret());
        Optional<Secret> back = chap.get().mutual().map(ChapCredentials.Mutual::secret);
        return back.isPresent() ? hiding.hiding(back.get()) : hiding;
    }
}
