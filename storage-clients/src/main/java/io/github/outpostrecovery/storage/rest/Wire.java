package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses calls to one array and sends them, each once; tells the listener of every one that left. */
final class Wire implements AutoCloseable {
    private final ArrayName array;
    private final Endpoint endpoint;
    private final Map<String, String> headers;
    private final ClientSettings settings;
    private final Map<ServerTrust, Transport> transports = new ConcurrentHashMap<>();

    Wire(ArrayName array, Endpoint endpoint, Map<String, String> headers, ClientSettings settings) {
        this.array = requireNonNull(array, "array is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.headers = Map.copyOf(headers);
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** A call that cannot become a request. Nothing has left; the message shows nothing of what was to be sent. */
    static final class UnsendableException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Kind kind;

        private UnsendableException(Kind kind, String message) {
            super(requireNonNull(message, "message is null"));
            this.kind = requireNonNull(kind, "kind is null");
        }

        Kind kind() {
            return kind;
        }
    }

    /**
     * Sends a call and gives its answer, whatever the status.
     *
     * @param redaction of all that must not reach the listener
     * @throws IOException if no complete answer came
     */
    RestResponse send(
            RestCall call, ServerTrust trust, Map<String, String> authorising, Duration timeout, Redaction redaction)
            throws IOException, InterruptedException, UnsendableException {
        RestRequest request = request(call, authorising, timeout);
        Transport transport = transports.computeIfAbsent(
                trust, unopened -> settings.transports().open(endpoint, unopened, settings));
        Instant start = settings.clock().instant();
        int status = 0;
        try {
            RestResponse response = transport.send(request);
            status = response.status();
            return response;
        } finally {
            if (!settings.listener().equals(CallListener.NONE)) {
                Duration duration = Duration.between(start, settings.clock().instant());
                tell(new CallListener.Call(array, call.method(), redaction.clean(call.path()), status, duration));
            }
        }
    }

    private RestRequest request(RestCall call, Map<String, String> authorising, Duration timeout)
            throws UnsendableException {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Accept", "application/json");
        if (call.body().isPresent()) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(call.headers());
        all.putAll(authorising);
        // A transport would quote the value in its exception: a token that was pasted with its line end, for instance.
        if (!all.values().stream().allMatch(Wire::isFieldValue)) {
            throw new UnsendableException(
                    Kind.UNAUTHORISED,
                    "a header has a character that HTTP does not carry, such as a line end: look at the secret");
        }
        try {
            return new RestRequest(
                    call.method(),
                    URI.create(endpoint + call.target()),
                    all,
                    call.body().map(Object::toString),
                    timeout);
        } catch (IllegalArgumentException e) {
            // Without the cause, which quotes the address. An array may have made it up: as the link to a next page.
            throw new UnsendableException(Kind.INCOMPREHENSIBLE, "its address is no legal URL");
        }
    }

    /** RFC 9110, 5.5. */
    private static boolean isFieldValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character != '\t' && (character < ' ' || character > '~')) {
                return false;
            }
        }
        return true;
    }

    private void tell(CallListener.Call call) {
        try {
            settings.listener().called(call);
        } catch (RuntimeException e) {
            // Left out: who only watches must not stop a fence.
        }
    }

    /** Whether anything was sent since it was opened or closed. */
    boolean wasUsed() {
        return !transports.isEmpty();
    }

    @Override
    public void close() {
        transports.values().forEach(Transport::close);
        transports.clear();
    }
}
