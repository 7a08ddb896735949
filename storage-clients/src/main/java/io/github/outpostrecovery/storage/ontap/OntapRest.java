package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.BasicAuthentication;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * ONTAP's habits: pages, jobs, error bodies, one SVM.
 *
 * <p>A page may be short for no other reason than that ONTAP ran out of time, so completeness is told by the absence of
 * {@code _links.next} alone (docs.netapp.com, REST API, {@code return_timeout}).
 */
final class OntapRest implements AutoCloseable {
    private static final String PAGE = "1000";
    private static final int MOST_PAGES = 1000;
    private static final Duration JOB_POLL = Duration.ofSeconds(1);
    private static final String CLIENT = "outpost-recovery";
    /** What would make other names of a name in a filter. */
    private static final Pattern OPERATORS = Pattern.compile("[,*|]");

    private final RestClient client;
    private final Optional<String> svm;

    /**
     * Connects nothing yet.
     *
     * @param svm the SVM that all is about; empty to ask what SVMs there are, and nothing of one
     */
    OntapRest(
            ArrayName array,
            Endpoint endpoint,
            Optional<String> svm,
            CredentialSource credentials,
            ClientSettings settings) {
        this.client = new RestClient(
                array,
                endpoint,
                credentials,
                new BasicAuthentication(),
                body -> new ArrayError(
                        body.path("error").path("code").asText(""),
                        body.path("error").path("message").asText("")),
                // ONTAP writes it beside the calls in its audit log.
                Map.of("X-Dot-Client-App", CLIENT),
                settings);
        this.svm = requireNonNull(svm, "svm is null");
    }

    /** The SVM. To be asked for only where there is one. */
    String svm() {
        return svm.orElseThrow(() -> new IllegalStateException("no SVM is named"));
    }

    boolean namesAnSvm() {
        return svm.isPresent();
    }

    /** How questions that do not depend on each other are asked. */
    FanOut fanOut() {
        return client.settings().fanOut();
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

    /** A read that is limited to the SVM. */
    RestCall ask(String path) {
        return RestCall.get(path).query("svm.name", svm());
    }

    /**
     * Every record in which {@code field} has one of the values. They are asked for in lists, and the lists at the same time.
     */
    Answer<List<JsonNode>> recordsWith(RestCall call, String field, Collection<String> values, Deadline deadline) {
        if (values.stream().anyMatch(value -> OPERATORS.matcher(value).find())) {
            return incomprehensible(call, "a name with a comma, an asterisk or a bar in it cannot be asked for");
        }
        return Answers.joined(fanOut().all(FilterLists.of(values).stream()
                .<Supplier<Answer<List<JsonNode>>>>map(list ->
                        () -> records(call.queryList(field, list.toArray(String[]::new)), deadline))
                .toList()));
    }

    /** Every record of a collection, over all pages; what could not be read to its end is no answer. */
    Answer<List<JsonNode>> records(RestCall call, Deadline deadline) {
        List<JsonNode> records = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        RestCall page = call.query("max_records", PAGE);
        while (true) {
            if (!seen.add(page.target()) || seen.size() > MOST_PAGES) {
                return incomprehensible(call, "the pages do not come to an end");
            }
            JsonNode json;
            switch (one(page, deadline)) {
                case Answer.Answered<JsonNode>(JsonNode value) -> json = value;
                case Answer.Unanswered<JsonNode>(ArrayFailure failure) -> {
                    return Answer.unanswered(failure);
                }
                case Answer.NotOffered<JsonNode>() -> {
                    return new Answer.NotOffered<>();
                }
            }
            JsonNode found = json.path("records");
            if (!found.isArray() || json.has("error")) {
                return incomprehensible(call, "a page without records, or with an error beside them");
            }
            JsonNode count = json.path("num_records");
            if (!count.isMissingNode() && count.asLong(-1) != found.size()) {
                return incomprehensible(
                        call, "a page of " + found.size() + " records that says it has " + count.asText());
            }
            found.forEach(records::add);
            JsonNode next = json.path("_links").path("next");
            if (next.isMissingNode() || next.isNull()) {
                return Answer.of(List.copyOf(records));
            }
            String href = next.path("href").asText("");
            if (!href.startsWith("/api/")) {
                return incomprehensible(call, "a next page that is not a path of this array");
            }
            page = RestCall.get(href);
        }
    }

    /** One object, or a collection's page as it is. */
    Answer<JsonNode> one(RestCall call, Deadline deadline) {
        return switch (client.read(call, deadline)) {
            case Answered(int status, JsonNode json, var response)
            when status == 200 && json.isObject() -> Answer.of(json);
            case Answered(int status, JsonNode ignored, var response) ->
                incomprehensible(call, "status " + status + " without an object");
            case Rejected rejected -> Answer.unanswered(failureOf(call, rejected));
            case NoAnswer(ArrayFailure failure) -> Answer.unanswered(failure);
            case NotSent(ArrayFailure failure) -> Answer.unanswered(failure);
        };
    }

    /** Sends a request that changes something, once, and waits for the job if ONTAP made one of it. */
    OntapWrite write(RestCall call) {
        return switch (client.write(call)) {
            case Answered(int status, JsonNode json, var response) -> finished(call, status, json);
            case Rejected rejected -> refusedOrNot(call, rejected);
            case NotSent(ArrayFailure failure) -> new OntapWrite.Refused(failure);
            case NoAnswer(ArrayFailure failure) -> new OntapWrite.InDoubt(failure);
        };
    }

    /** Sends a request that removes something, once; empty if ONTAP says that it is done, or that there is nothing to remove. */
    Optional<ArrayFailure> removed(RestCall call) {
        return switch (write(call)) {
            case OntapWrite.Done(JsonNode json) -> Optional.empty();
            case OntapWrite.Refused refused when refused.means(OntapErrorCode.Meaning.ABSENT) -> Optional.empty();
            case OntapWrite.Refused(ArrayFailure failure) -> Optional.of(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure);
        };
    }

    /** Only an answer with ONTAP's own code is ONTAP's; without one, a proxy or a half-dead node may have spoken. */
    private static OntapWrite refusedOrNot(RestCall call, Rejected rejected) {
        ArrayFailure failure = failureOf(call, rejected);
        boolean surelyUndone = !rejected.code().isEmpty()
                || rejected.status() == 401
                || rejected.status() == 403
                || rejected.status() == 429;
        return surelyUndone && rejected.status() >= 400
                ? new OntapWrite.Refused(failure)
                : new OntapWrite.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", failure.detail()));
    }

    private OntapWrite finished(RestCall call, int status, JsonNode json) {
        if (json.has("error")) {
            return inDoubt(call, "status " + status + " with an error in it");
        }
        String job = json.path("job").path("uuid").asText("");
        if (!job.isEmpty()) {
            return awaitJob(call, job);
        }
        return status == 200 || status == 201
                ? new OntapWrite.Done(json)
                : inDoubt(call, "status " + status + " without a job");
    }

    private OntapWrite awaitJob(RestCall call, String job) {
        Deadline deadline =
                Deadline.after(client.settings().jobBudget(), client.settings().clock());
        RestCall poll =
                RestCall.get("/api/cluster/jobs").segment(job).queryList("fields", "state", "code", "message", "error");
        while (!deadline.isPast()) {
            switch (one(poll, deadline)) {
                case Answer.Unanswered<JsonNode>(ArrayFailure failure) -> {
                    return new OntapWrite.InDoubt(failure);
                }
                case Answer.NotOffered<JsonNode>() -> {
                    return inDoubt(call, "this ONTAP has no jobs");
                }
                case Answer.Answered<JsonNode>(JsonNode json) -> {
                    String state = json.path("state").asText("");
                    if (state.equals("success")) {
                        return new OntapWrite.Done(json);
                    }
                    if (state.equals("failure")) {
                        // It had begun, so it may have done a part.
                        String code = json.path("code").asText("");
                        return new OntapWrite.InDoubt(
                                new ArrayFailure(Kind.INCOMPREHENSIBLE, code, call + ": its job failed"));
                    }
                    if (!Set.of("queued", "running", "paused").contains(state)) {
                        return inDoubt(call, "its job is in a state that is not known");
                    }
                }
            }
            try {
                client.settings().pause().pause(JOB_POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return inDoubt(call, "interrupted while its job ran");
            }
        }
        return inDoubt(call, "its job did not end in " + deadline);
    }

    private static OntapWrite inDoubt(RestCall call, String why) {
        return new OntapWrite.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why));
    }

    private static ArrayFailure failureOf(RestCall call, Rejected rejected) {
        Kind kind = switch (rejected.status()) {
            case 401, 403 -> Kind.UNAUTHORISED;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> Kind.UNREACHABLE;
            default -> rejected.code().equals(OntapErrorCode.NO_SUCH_ENTRY.code()) ? Kind.NOT_FOUND : Kind.REFUSED;
        };
        return new ArrayFailure(
                kind, rejected.code(), (call + ": status " + rejected.status() + " " + rejected.message()).strip());
    }

    static <T> Answer<T> incomprehensible(RestCall call, String why) {
        return Answer.unanswered(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why));
    }

    @Override
    public void close() {
        client.close();
    }
}
