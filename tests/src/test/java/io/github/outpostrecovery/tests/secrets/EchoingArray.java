package io.github.outpostrecovery.tests.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * An array, or something in front of it, that says in its errors what it was asked with: the password of the log-in, the
 * headers that prove who asks, in the body and in a header.
 */
final class EchoingArray implements RestService {
    private static final Set<String> PROVING =
            Set.of("authorization", "x-auth-token", "api-token", "dell-emc-token", "x-hp3par-wsapi-sessionkey");

    private final RestService service;
    private final int status;
    private final IntPredicate refused;
    private final Set<String> proofs = new TreeSet<>();
    private int asked;

    /** @param refused which requests it refuses, by their number */
    EchoingArray(RestService service, int status, IntPredicate refused) {
        this.service = requireNonNull(service, "service is null");
        this.status = status;
        this.refused = requireNonNull(refused, "refused is null");
    }

    int asked() {
        return asked;
    }

    /** By what requests that it refused have proved who asks: the keys of sessions, for the most part. */
    Set<String> proofs() {
        return proofs;
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        int number = asked++;
        if (!refused.test(number)) {
            return service.serve(request);
        }
        request.headers().forEach((name, value) -> {
            if (PROVING.contains(name)) {
                proofs.add(value.substring(value.indexOf(' ') + 1));
            }
        });
        String said = request.headers() + " " + decoded(request) + " " + request.body();
        String quoted = said.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("WWW-Authenticate", "Basic realm=\"" + quoted.replace("\\\"", "'") + "\"");
        // The fields in which each vendor says what went wrong.
        return new RestResponse(status, headers, """
            {"error":{"message":"%1$s","code":"4","target":"%1$s"},
             "errors":[{"message":"%1$s","context":"%1$s"}],
             "messages":[{"code":"0xE0","severity":"Error","message_l10n":"%1$s","arguments":["%1$s"]}],
             "code":5,"desc":"%1$s"}\
            """.formatted(quoted));
    }

    /** The user and the password of Basic authentication, as whoever checks them has them. */
    private static String decoded(RestRequest request) {
        return request.headers().values().stream()
                .filter(value -> value.startsWith("Basic "))
                .map(value -> new String(Base64.getDecoder().decode(value.substring("Basic ".length())), UTF_8))
                .collect(Collectors.joining(" "));
    }
}
