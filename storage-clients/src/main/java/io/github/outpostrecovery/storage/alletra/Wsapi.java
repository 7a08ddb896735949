package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.ErrorBody.ArrayError;
import io.github.outpostrecovery.storage.rest.RestCall;
import io.github.outpostrecovery.storage.rest.RestClient;
import io.github.outpostrecovery.storage.rest.RestOutcome;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import io.github.outpostrecovery.storage.rest.SessionAuthentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * WSAPI's habits: keys, collections that are given whole, error codes.
 *
 * <p>The server does the requests of one key one after the other (the guide, page 40), so they are sent so: a request that
 * waits in the server would spend its time-out there. Many changes take further keys for as long as they last. Version 1 has no pages. A collection says how many members it has,
 * and one that holds another number is no answer.
 */
final class Wsapi implements AutoCloseable {
    static final String V1 = "/api/v1";
    private static final RestCall VERSION = RestCall.get("/api");
    private static final ArrayFailure CLOSED =
            new ArrayFailure(Kind.REFUSED, "", "the array was closed before this was asked");

    /** As few requests as a key of their own is worth, which costs a log-in and a log-out. */
    private static final int REQUESTS_PER_KEY = 4;

    private static final ArrayFailure NO_FREE_KEY =
            new ArrayFailure(Kind.UNREACHABLE, "", "no further session key was free");

    private final RestClient client;
    private final WsapiSessions sessions;
    private final AlletraSettings settings;
    private final KeySlots.Slot slot;
    private final Supplier<Wsapi> another;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private Optional<WsapiVersion> version = Optional.empty();
    private boolean closed;

    Wsapi(
            ArrayName array,
            Endpoint endpoint,
            CredentialSource credentials,
            ClientSettings settings,
            AlletraSettings own,
            KeySlots slots) {
        this.settings = requireNonNull(own, "own is null");
        this.slot = slots.at(endpoint);
        this.sessions = new WsapiSessions(settings, own);
        this.client = new RestClient(
                array,
                endpoint,
                credentials,
                new SessionAuthentication(sessions, settings.clock()),
                body -> new ArrayError(
                        body.path("code").asText(""), body.path("desc").asText("")),
                Map.of(),
                settings);
        this.another = () -> new Wsapi(array, endpoint, credentials, settings, own.withoutPatience(), slots);
    }

    ArrayName array() {
        return client.array();
    }

    ClientSettings settings() {
        return client.settings();
    }

    /** The time for one question, and what the array can be asked. */
    record Question(Deadline deadline, WsapiVersion version) {}

    /**
     * Begins a question. Whatever it takes to get a key is not taken from the question's time: that begins once the first
     * request, for the version, was answered.
     */
    Answer<Question> begin() {
        return alone(() -> {
            if (closed) {
                return Answer.unanswered(CLOSED);
            }
            try {
                if (!slot.take(settings.keyPatience())) {
                    return Answer.unanswered(new ArrayFailure(
                            Kind.UNREACHABLE,
                            "",
                            "nothing was sent: none of the " + settings.keysPerEndpoint()
                                    + " session keys became free in " + settings.keyPatience()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Answer.unanswered(new ArrayFailure(
                        Kind.UNREACHABLE, "", "nothing was sent: interrupted while waiting for a key"));
            }
            return version().map(known -> new Question(client.settings().newQuestion(), known));
        });
    }

    private Answer<WsapiVersion> version() {
        if (version.isPresent()) {
            return Answer.of(version.get());
        }
        return switch (readVersion()) {
            case Answered(int status, JsonNode json, var response) -> known(WsapiVersion.parse(json));
            case Rejected rejected -> {
                ArrayFailure failure = failureOf(VERSION, rejected);
                // Who does not tell its version can still be asked for everything.
                yield failure.kind() == Kind.UNAUTHORISED || failure.kind() == Kind.UNREACHABLE
                        ? Answer.unanswered(failure)
                        : known(WsapiVersion.untold());
            }
            case NoAnswer(ArrayFailure failure) -> Answer.unanswered(failure);
            case NotSent(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }

    /** A log-in ends with the question that it is for; one that the array has turned away is tried for longer. */
    private RestOutcome readVersion() {
        Deadline patience =
                Deadline.after(settings.keyPatience(), client.settings().clock());
        while (true) {
            RestOutcome outcome = client.read(VERSION, client.settings().newQuestion());
            if (!(outcome instanceof NotSent) || !sessions.wasTurnedAway() || patience.isPast()) {
                return outcome;
            }
        }
    }

    private Answer<WsapiVersion> known(WsapiVersion told) {
        version = Optional.of(told);
        return Answer.of(told);
    }

    /** Every member of a collection. */
    Answer<List<JsonNode>> members(RestCall call, Deadline deadline) {
        return members(call, deadline, List.of());
    }

    /**
     * Every member of a collection.
     *
     * @param none the codes by which the array says that there is none
     */
    Answer<List<JsonNode>> members(RestCall call, Deadline deadline, List<WsapiCode> none) {
        return switch (read(call, deadline)) {
            case Answered(int status, JsonNode json, var response)
            when status == 200 && json.isObject() -> whole(call, json);
            case Answered(int status, JsonNode json, var response) ->
                incomprehensible(call, "status " + status + " without a collection");
            case Rejected rejected
            when none.stream().anyMatch(code -> code.is(rejected.code())) -> Answer.of(List.of());
            case Rejected rejected -> Answer.unanswered(failureOf(call, rejected));
            case NoAnswer(ArrayFailure failure) -> Answer.unanswered(failure);
            case NotSent(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }

    private static Answer<List<JsonNode>> whole(RestCall call, JsonNode json) {
        JsonNode total = json.path("total");
        JsonNode listed = json.path("members");
        boolean listable = listed.isArray() || listed.isMissingNode() || listed.isNull();
        if (!total.isInt() || !listable || json.has("code")) {
            return incomprehensible(call, "a collection without its total, or with an error in it");
        }
        if (total.asInt() != listed.size()) {
            return incomprehensible(call, listed.size() + " members of " + total.asInt());
        }
        List<JsonNode> members = new ArrayList<>();
        listed.forEach(members::add);
        return Answer.of(List.copyOf(members));
    }

    /** One object. */
    Answer<JsonNode> one(RestCall call, Deadline deadline) {
        return switch (read(call, deadline)) {
            case Answered(int status, JsonNode json, var response)
            when status == 200 && json.isObject() && !json.has("code") -> Answer.of(json);
            case Answered(int status, JsonNode json, var response) ->
                incomprehensible(call, "status " + status + " without an object");
            case Rejected rejected -> Answer.unanswered(failureOf(call, rejected));
            case NoAnswer(ArrayFailure failure) -> Answer.unanswered(failure);
            case NotSent(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }

    private RestOutcome read(RestCall call, Deadline deadline) {
        return alone(() -> closed ? new NotSent(CLOSED) : client.read(call, deadline));
    }

    /** Sends a request that changes something, once. A question must have begun. */
    WsapiWrite write(RestCall call) {
        return read(call, send(call));
    }

    /**
     * Sends requests that do not depend on each other, each once, and gives how they ended, in their order. A question must
     * have begun.
     *
     * <p>Since the server does those of one key one after the other, as many further keys are used as are free at once: none
     * is waited for, so that two who work on many volumes cannot wait for each other, and what a key was not given for goes
     * over this one.
     */
    List<WsapiWrite> writeAll(List<RestCall> calls) {
        int keys = Math.clamp(calls.size() / REQUESTS_PER_KEY, 1, settings.keysPerEndpoint());
        List<Supplier<List<RestOutcome>>> shares = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            List<RestCall> share = new ArrayList<>();
            for (int i = key; i < calls.size(); i += keys) {
                share.add(calls.get(i));
            }
            boolean own = key == 0;
            shares.add(own ? () -> share.stream().map(this::send).toList() : () -> sendWithAnotherKey(share));
        }
        List<List<RestOutcome>> sent = settings().fanOut().all(shares);
        List<WsapiWrite> ends = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            RestOutcome outcome = sent.get(i % keys).get(i / keys);
            boolean hadNoKey = outcome instanceof NotSent && i % keys > 0;
            ends.add(hadNoKey ? write(calls.get(i)) : read(calls.get(i), outcome));
        }
        return ends;
    }

    /** Once one was not sent, those after it are not either: there is no key. */
    private List<RestOutcome> sendWithAnotherKey(List<RestCall> calls) {
        List<RestOutcome> outcomes = new ArrayList<>();
        try (Wsapi beside = another.get()) {
            boolean hasKey = beside.slot.takeIfFree();
            for (RestCall call : calls) {
                RestOutcome outcome = hasKey ? beside.send(call) : new NotSent(NO_FREE_KEY);
                hasKey &= !(outcome instanceof NotSent);
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private RestOutcome send(RestCall call) {
        return alone(() -> closed ? new NotSent(CLOSED) : client.write(call));
    }

    private static WsapiWrite read(RestCall call, RestOutcome outcome) {
        return switch (outcome) {
            case Answered(int status, JsonNode json, var response) ->
                isSuccess(status, json)
                        ? new WsapiWrite.Done(json, response.header("location"))
                        : new WsapiWrite.InDoubt(new ArrayFailure(
                                Kind.INCOMPREHENSIBLE, "", call + ": status " + status + " says neither yes nor no"));
            case Rejected rejected -> refusedOrNot(call, rejected);
            case NotSent(ArrayFailure failure) -> new WsapiWrite.Refused(failure);
            case NoAnswer(ArrayFailure failure) -> new WsapiWrite.InDoubt(failure);
        };
    }

    private static boolean isSuccess(int status, JsonNode json) {
        return !json.has("code") && (status == 200 || status == 201 || status == 204 || json.has("taskid"));
    }

    /**
     * Only an answer with a code is the array's own; without one, something before it may have spoken. 408 says that the
     * server did not get or send something in time, which leaves open what it did.
     */
    private static WsapiWrite refusedOrNot(RestCall call, Rejected rejected) {
        ArrayFailure failure = failureOf(call, rejected);
        boolean surelyUndone = rejected.status() >= 400
                && rejected.status() != 408
                && (!rejected.code().isEmpty()
                        || rejected.status() == 401
                        || rejected.status() == 403
                        || rejected.status() == 429);
        return surelyUndone
                ? new WsapiWrite.Refused(failure)
                : new WsapiWrite.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, rejected.code(), failure.detail()));
    }

    private static ArrayFailure failureOf(RestCall call, Rejected rejected) {
        return new ArrayFailure(
                WsapiCode.of(rejected.code()).map(Wsapi::kindOf).orElseGet(() -> kindOf(rejected)),
                rejected.code(),
                (call + ": status " + rejected.status() + " " + rejected.message()).strip());
    }

    private static Kind kindOf(WsapiCode code) {
        return switch (code) {
            case INVALID_USER_OR_PASSWORD, INVALID_SESSION_KEY, PERMISSION_DENIED -> Kind.UNAUTHORISED;
            case NO_SUCH_RESOURCE, NO_SUCH_HOST, NO_SUCH_VLUN, NO_SUCH_VOLUME, NO_SUCH_SET -> Kind.NOT_FOUND;
            case HOST_EXISTS,
                    VOLUME_EXISTS,
                    EXPORTED,
                    ALREADY_EXPORTED,
                    MISSING_REQUIRED,
                    PORT_SPECIFICATION,
                    PATH_EXISTS,
                    SET,
                    NO_SUCH_PATH -> Kind.REFUSED;
        };
    }

    /** Of an answer whose code tells nothing here. */
    private static Kind kindOf(Rejected rejected) {
        if (rejected.status() == 429) {
            return Kind.UNREACHABLE;
        }
        if (rejected.status() == 401) {
            return Kind.UNAUTHORISED;
        }
        if (rejected.code().isEmpty()) {
            return rejected.status() == 403 ? Kind.UNAUTHORISED : Kind.INCOMPREHENSIBLE;
        }
        return Kind.REFUSED;
    }

    static <T> Answer<T> incomprehensible(RestCall call, String why) {
        return Answer.unanswered(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why));
    }

    private <T> T alone(Supplier<T> request) {
        oneAtATime.lock();
        try {
            return request.get();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Ends the session, whatever happened, and lets others have the key. */
    @Override
    public void close() {
        oneAtATime.lock();
        try {
            closed = true;
            client.close();
        } finally {
            slot.giveBack();
            oneAtATime.unlock();
        }
    }
}
