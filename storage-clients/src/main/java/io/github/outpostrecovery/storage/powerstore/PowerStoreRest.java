package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.powerstore.Pages.Progress;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.ErrorBody.ArrayError;
import io.github.outpostrecovery.storage.rest.RestCall;
import io.github.outpostrecovery.storage.rest.RestClient;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.NoAnswer;
import io.github.outpostrecovery.storage.rest.RestOutcome.NotSent;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import io.github.outpostrecovery.storage.rest.SessionAuthentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * PowerStore's habits: what to select, pages, error bodies.
 *
 * <p>Every request that changes something is sent in the synchronous way, not with {@code is_async=true}. Dell recommends the
 * latter because a broken connection loses the answer of the former. Here a lost answer is cheap: a fence is read back and
 * repeated, a grant burns a generation. A job that was accepted and not seen to end is not: it may wait in a queue on the array
 * and take effect after the fence of the name that it lets in. The answer of a synchronous request says that the request has
 * ended, and that nothing of it is left. A 202 to such a request is therefore no answer.
 */
final class PowerStoreRest implements AutoCloseable {
    static final String API = "/api/rest";
    private static final int PAGE = 1000;
    private static final int READINGS = 3;
    private static final Set<Integer> SUCCESS = Set.of(200, 201, 204);
    private static final int NOT_SATISFIABLE = 416;

    private final RestClient client;

    PowerStoreRest(ArrayName array, Endpoint endpoint, CredentialSource credentials, ClientSettings settings) {
        this.client = new RestClient(
                array,
                endpoint,
                credentials,
                new SessionAuthentication(new PowerStoreSessions(), settings.clock()),
                PowerStoreRest::errorIn,
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

    /** A read of a collection; without the fields to select, PowerStore gives the id only. */
    static RestCall ask(String collection, String... fields) {
        return RestCall.get(API + collection).query("select", String.join(",", fields));
    }

    /** Every row of a collection, over all pages; what could not be read to its end is no answer. */
    Answer<List<JsonNode>> rows(RestCall call, Deadline deadline) {
        for (int reading = 1; reading <= READINGS; reading++) {
            switch (read(call, deadline)) {
                case Progress.Complete(List<JsonNode> rows) -> {
                    return Answer.of(rows);
                }
                case Progress.Nonsense(String why) -> {
                    return incomprehensible(call, why);
                }
                case Progress.Failed(ArrayFailure failure) -> {
                    return Answer.unanswered(failure);
                }
                case Progress.More more -> throw new IllegalStateException("a reading goes on until it ends");
                case Progress.Moved() -> {}
            }
        }
        return incomprehensible(call, "the collection changed while it was read, " + READINGS + " times");
    }

    private Progress read(RestCall call, Deadline deadline) {
        Pages pages = new Pages();
        RestCall first = call.query("limit", Integer.toString(PAGE));
        Progress progress = page(pages, first, deadline);
        while (progress instanceof Progress.More(int offset)) {
            progress = page(pages, first.query("offset", Integer.toString(offset)), deadline);
        }
        return progress;
    }

    private Progress page(Pages pages, RestCall page, Deadline deadline) {
        return switch (client.read(page, deadline)) {
            case Answered(int status, JsonNode json, var response)
            when status == 200 || status == 206 ->
                status == 206 && response.header("content-range").isEmpty()
                        ? new Progress.Nonsense("a partial answer that does not say of what")
                        : pages.add(json, response.header("content-range"), PAGE);
            case Answered(int status, var json, var response) -> new Progress.Nonsense("status " + status);
            case Rejected(int status, var code, var message)
            when status == NOT_SATISFIABLE && page.target().contains("&offset=") -> new Progress.Moved();
            case Rejected rejected -> new Progress.Failed(failureOf(page, rejected));
            case NoAnswer(ArrayFailure failure) -> new Progress.Failed(failure);
            case NotSent(ArrayFailure failure) -> new Progress.Failed(failure);
        };
    }

    /** Every row of what PowerStore does not page: some collections, and what a POST that changes nothing gives. */
    Answer<List<JsonNode>> whole(RestCall call, Deadline deadline) {
        return switch (client.read(call, deadline)) {
            case Answered(int status, JsonNode json, var response)
            when json.isArray()
                    && response.header("content-range")
                            .map(range -> (status == 200 || status == 206) && Pages.isWhole(range, json.size()))
                            .orElse(status == 200) -> {
                List<JsonNode> rows = new ArrayList<>();
                json.forEach(rows::add);
                yield Answer.of(List.copyOf(rows));
            }
            case Answered(int status, var json, var response) ->
                incomprehensible(call, "status " + status + " without the whole list");
            case Rejected rejected -> Answer.unanswered(failureOf(call, rejected));
            case NoAnswer(ArrayFailure failure) -> Answer.unanswered(failure);
            case NotSent(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }

    /** Sends a request that changes something, once. */
    PowerStoreWrite write(RestCall call) {
        return switch (client.write(call)) {
            case Answered(int status, JsonNode json, var response)
            when SUCCESS.contains(status) && !json.has("messages") -> new PowerStoreWrite.Done(json);
            case Answered(int status, JsonNode json, var response) ->
                new PowerStoreWrite.InDoubt(new ArrayFailure(
                        Kind.INCOMPREHENSIBLE,
                        "",
                        call + ": status " + status + (status == 202 ? ", a job that nobody asked for" : "")));
            case Rejected rejected -> refusedOrNot(call, rejected);
            case NotSent(ArrayFailure failure) -> new PowerStoreWrite.Refused(failure);
            case NoAnswer(ArrayFailure failure) -> new PowerStoreWrite.InDoubt(failure);
        };
    }

    /** Only an answer with PowerStore's own code is PowerStore's; without one, a proxy may have spoken. */
    private static PowerStoreWrite refusedOrNot(RestCall call, Rejected rejected) {
        ArrayFailure failure = failureOf(call, rejected);
        boolean surelyUndone = !rejected.code().isEmpty()
                || rejected.status() == 401
                || rejected.status() == 403
                || rejected.status() == 429;
        return surelyUndone && rejected.status() >= 400
                ? new PowerStoreWrite.Refused(failure)
                : new PowerStoreWrite.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", failure.detail()));
    }

    private static ArrayFailure failureOf(RestCall call, Rejected rejected) {
        Kind kind = switch (rejected.status()) {
            case 401, 403 -> Kind.UNAUTHORISED;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> Kind.UNREACHABLE;
            case NOT_SATISFIABLE -> Kind.INCOMPREHENSIBLE;
            default -> Kind.REFUSED;
        };
        return new ArrayFailure(
                kind, rejected.code(), (call + ": status " + rejected.status() + " " + rejected.message()).strip());
    }

    /** Several messages with several codes have a code together that nothing here knows, so that none of them decides. */
    private static ArrayError errorIn(JsonNode body) {
        Set<String> codes = new TreeSet<>();
        List<String> texts = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String code = message.path("code").asText("");
            if (!code.isEmpty()) {
                codes.add(code);
            }
            texts.add(message.path("message_l10n").asText(""));
        }
        return new ArrayError(String.join("+", codes), String.join("; ", texts));
    }

    static <T> Answer<T> incomprehensible(RestCall call, String why) {
        return Answer.unanswered(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why));
    }

    @Override
    public void close() {
        client.close();
    }
}
