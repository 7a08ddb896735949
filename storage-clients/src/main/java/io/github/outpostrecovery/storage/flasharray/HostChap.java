package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/** What a host proves itself with: a property of the host, so one for all its initiators. */
final class HostChap {
    private static final int SHORTEST_SECRET = 12;
    private static final int LONGEST_SECRET = 255;
    private static final String CHAP_LENGTH = " CHAP secret is not of " + SHORTEST_SECRET + " to " + LONGEST_SECRET
            + " characters, which a FlashArray asks for";

    private HostChap() {}

    /** As Pure's API description says of {@code chap}; empty if it can be sent. */
    static Optional<String> objectionTo(ChapCredentials chap, InitiatorKind kind) {
        if (kind != InitiatorKind.IQN) {
            return Optional.of("CHAP is for iSCSI; a FlashArray has none for NVMe");
        }
        String own = chap.secret().reveal();
        if (isOfWrongLength(own)) {
            return Optional.of("the machine's" + CHAP_LENGTH);
        }
        Optional<String> back = chap.mutual().map(mutual -> mutual.secret().reveal());
        if (back.filter(HostChap::isOfWrongLength).isPresent()) {
            return Optional.of("the array's" + CHAP_LENGTH);
        }
        return back.filter(own::equals).map(same -> "the machine's and the array's CHAP secrets are the same");
    }

    private static boolean isOfWrongLength(String secret) {
        return secret.length() < SHORTEST_SECRET || secret.length() > LONGEST_SECRET;
    }

    /** In the same request as the name, so that it is never let in without. */
    static RestCall with(RestCall call, ObjectNode body, Optional<ChapCredentials> given) {
        if (given.isEmpty()) {
            return call.json(body);
        }
        ChapCredentials chap = given.get();
        ObjectNode both = body.putObject(ArrayHost.CHAP);
        both.put("host_user", chap.user()).put("host_password", chap.secret().reveal());
        RestCall hiding = call.hiding(chap.secret());
        if (chap.mutual().isPresent()) {
            ChapCredentials.Mutual mutual = chap.mutual().get();
            both.put("target_user", mutual.user())
                    .put("target_password", mutual.secret().reveal());
            hiding = hiding.hiding(mutual.secret());
        }
        return hiding.json(body);
    }

    /** Takes it from a host: empty fields, as Purity's own commands clear them. Pure's API description does not say how. */
    static RestCall clearing(String host) {
        ObjectNode body = Json.object();
        body.putObject(ArrayHost.CHAP)
                .put("host_user", "")
                .put("host_password", "")
                .put("target_user", "")
                .put("target_password", "");
        return RestCall.patch("/hosts").queryList("names", host).json(body);
    }
}
