package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.RestCall;
import io.github.outpostrecovery.storage.rest.RestClient;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * FlashArray's habits: versions in the path, objects named in the query, pages, errors in words. Calls are given to it without
 * the version: {@code /hosts}.
 */
final class FlashArrayRest implements AutoCloseable {
    private static final String PAGE = "1000";
    private static final int MOST_PAGES = 1000;
    private static final String NEXT_PAGE = "x-next-token";

    private final RestClient client;
    private final ApiVersion oldest;
    private final AtomicReference<Optional<ApiVersion>> version = new AtomicReference<>(Optional.empty());
    private final ReentrantLock negotiating = new ReentrantLock();

    FlashArrayRest(
            ArrayName array,
            Endpoint endpoint,
            Protocol protocol,
            CredentialSource credentials,
            ClientSettings settings) {
        this.oldest = ApiVersion.oldestFor(requireNonNull(protocol, "protocol is null"));
        this.client = new RestClient(
                array,
                endpoint,
                credentials,
                new FlashArrayLogin(version::get, settings.clock()),
                FlashArrayErrors::read,
                Map.of(),
                settings);
    }

    ArrayName array() {
        return client.array();
    }

    ClientSettings settings() {
        return client.settings();
    }

    Deadline newQuestion() {
        return client.settings().newQuestion();
    }

    FanOut fanOut() {
        return client.settings().fanOut();
    }

    /** Every item of a collection, over all pages; what could not be read to its end is no answer. */
    Answer<List<JsonNode>> items(RestCall call, Deadline deadline) {
        return version(deadline).flatMap(spoken -> items(spoken, call, deadline));
    }

    private Answer<List<JsonNode>> items(ApiVersion spoken, RestCall call, Deadline deadline) {
        RestCall first = in(spoken, call.query("limit", PAGE));
        List<JsonNode> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        RestCall page = first;
        while (true) {
            Answered answered;
            switch (client.read(page, deadline)) {
                case Answered some -> answered = some;
                case Rejected rejected -> {
                    return Answer.unanswered(failureOf(first, rejected));
                }
                case NoAnswer(ArrayFailure failure) -> {
                    return Answer.unanswered(failure);
                }
                case NotSent(ArrayFailure failure) -> {
                    return Answer.unanswered(failure);
                }
            }
            JsonNode json = answered.json();
            JsonNode found = json.path("items");
            if (answered.status() != 200 || !found.isArray() || FlashArrayErrors.areIn(json)) {
                return incomprehensible(
                        first, "status " + answered.status() + " without items, or with errors beside them");
            }
            found.forEach(items::add);
            Optional<String> next = answered.response().header(NEXT_PAGE).filter(token -> !token.isBlank());
            if (next.isEmpty()) {
                return complete(first, json, items);
            }
            if (!seen.add(next.get()) || seen.size() > MOST_PAGES) {
                return incomprehensible(first, "the pages do not come to an end");
            }
            page = first.query("continuation_token", next.get());
        }
    }

    /** The header is what tells the last page; a body that speaks of more contradicts it. */
    private static Answer<List<JsonNode>> complete(RestCall call, JsonNode last, List<JsonNode> items) {
        boolean more = last.path("more_items_remaining").asBoolean(false)
                || !last.path("continuation_token").asText("").isEmpty();
        JsonNode total = last.path("total_item_count");
        return more || (total.isNumber() && total.asLong() != items.size())
                ? incomprehensible(call, "the last page says that there is more")
                : Answer.of(List.copyOf(items));
    }

    /** Sends a request that changes something, once. */
    FlashArrayWrite write(RestCall call) {
        return switch (version(newQuestion())) {
            case Answer.Answered<ApiVersion>(ApiVersion spoken) -> send(in(spoken, call));
            case Answer.Unanswered<ApiVersion>(ArrayFailure failure) -> new FlashArrayWrite.Refused(failure);
            case Answer.NotOffered<ApiVersion>() -> throw new IllegalStateException("every array has a version");
        };
    }

    /** Sends a request that removes something, once; empty if the array says that it is done, or that nothing is there. */
    Optional<ArrayFailure> removed(RestCall call) {
        return switch (write(call)) {
            case FlashArrayWrite.Done(JsonNode items) -> Optional.empty();
            case FlashArrayWrite.Refused refused when refused.means(Meaning.ABSENT) -> Optional.empty();
            case FlashArrayWrite.Refused(ArrayFailure failure) -> Optional.of(failure);
            case FlashArrayWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure);
        };
    }

    private FlashArrayWrite send(RestCall call) {
        return switch (client.write(call)) {
            case Answered(int status, JsonNode json, var response) -> finished(call, status, json);
            case Rejected rejected -> refusedOrNot(call, rejected);
            case NotSent(ArrayFailure failure) -> new FlashArrayWrite.Refused(failure);
            case NoAnswer(ArrayFailure failure) -> new FlashArrayWrite.InDoubt(failure);
        };
    }

    private static FlashArrayWrite finished(RestCall call, int status, JsonNode json) {
        return status == 200 && !FlashArrayErrors.areIn(json)
                ? new FlashArrayWrite.Done(json.isObject() ? json.path("items") : MissingNode.getInstance())
                : new FlashArrayWrite.InDoubt(
                        new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": status " + status + ", or errors in it"));
    }

    /** Only an answer in FlashArray's own words is its answer; without them a proxy may have spoken. */
    private static FlashArrayWrite refusedOrNot(RestCall call, Rejected rejected) {
        ArrayFailure failure = failureOf(call, rejected);
        boolean surelyUndone = !rejected.code().isEmpty()
                || rejected.status() == 401
                || rejected.status() == 403
                || rejected.status() == 429;
        return surelyUndone && rejected.status() >= 400
                ? new FlashArrayWrite.Refused(failure)
                : new FlashArrayWrite.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", failure.detail()));
    }

    private static ArrayFailure failureOf(RestCall call, Rejected rejected) {
        Kind kind = switch (rejected.status()) {
            case 401, 403 -> Kind.UNAUTHORISED;
            case 429 -> Kind.UNREACHABLE;
            default -> FlashArrayErrors.mean(rejected.code(), Meaning.ABSENT) ? Kind.NOT_FOUND : Kind.REFUSED;
        };
        return new ArrayFailure(
                kind, rejected.code(), (call + ": status " + rejected.status() + " " + rejected.message()).strip());
    }

    /** Agreed on once. An upgrade of the array in between shows as refusals, which change nothing. */
    private Answer<ApiVersion> version(Deadline deadline) {
        negotiating.lock();
        try {
            Optional<ApiVersion> known = version.get();
            Answer<ApiVersion> spoken = known.isPresent() ? Answer.of(known.get()) : negotiate(deadline);
            if (spoken instanceof Answer.Answered<ApiVersion>(ApiVersion chosen)) {
                version.set(Optional.of(chosen));
            }
            return spoken;
        } finally {
            negotiating.unlock();
        }
    }

    private Answer<ApiVersion> negotiate(Deadline deadline) {
        RestCall call = RestCall.get(ApiVersion.LIST);
        return switch (client.read(call, deadline)) {
            case Answered(int status, JsonNode json, var response)
            when status == 200 && json.path("version").isArray() ->
                ApiVersion.choose(json.path("version"), oldest)
                        .map(Answer::of)
                        .orElseGet(() -> Answer.unanswered(new ArrayFailure(
                                Kind.REFUSED,
                                "",
                                "the array speaks no version of its REST API from " + oldest + " to "
                                        + ApiVersion.NEWEST)));
            case Answered(int status, JsonNode json, var response) ->
                incomprehensible(call, "status " + status + " without versions");
            case Rejected rejected -> Answer.unanswered(failureOf(call, rejected));
            case NoAnswer(ArrayFailure failure) -> Answer.unanswered(failure);
            case NotSent(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }

    private static RestCall in(ApiVersion spoken, RestCall call) {
        return new RestCall(call.method(), spoken.path() + call.target(), call.body(), call.secrets(), call.headers());
    }

    static <T> Answer<T> incomprehensible(RestCall call, String why) {
        return Answer.unanswered(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why));
    }

    /** Logs out. */
    @Override
    public void close() {
        client.close();
    }
}
