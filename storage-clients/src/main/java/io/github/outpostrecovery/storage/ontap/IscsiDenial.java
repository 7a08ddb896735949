package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;

/**
 * Keeps a name from logging in, by a credentials record of type {@code deny} (docs.netapp.com, {@code vserver iscsi security
 * create}). A CHAP record that the name had becomes that denial, so that its password is good for nothing any more. The
 * record stays: a victim's name is never used again.
 */
final class IscsiDenial {
    static final String CREDENTIALS = "/api/protocols/san/iscsi/credentials";

    private final OntapRest rest;

    IscsiDenial(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    RevokeReport deny(Initiator victim) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.put("initiator", victim.value()).put("authentication_type", "deny");
        return switch (rest.write(RestCall.post(CREDENTIALS).json(body))) {
            case OntapWrite.Done(JsonNode json) -> done("denied " + victim);
            case OntapWrite.Refused refused
            when refused.code().filter(OntapErrorCode.CREDENTIALS_EXIST::equals).isPresent() -> replace(victim);
            case OntapWrite.Refused(ArrayFailure failure) -> failed(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> failed(failure);
        };
    }

    /** There is a record, of CHAP perhaps: it is made a denial, if it is none yet. */
    private RevokeReport replace(Initiator victim) {
        RestCall question = rest.ask(CREDENTIALS)
                .query("initiator", victim.value())
                .queryList("fields", "initiator", "authentication_type", "svm.uuid");
        return switch (rest.records(question, rest.newQuestion())) {
            case Answer.Answered<List<JsonNode>>(List<JsonNode> records) -> {
                JsonNode record = records.isEmpty() ? Json.object() : records.getFirst();
                String svm = record.path("svm").path("uuid").asText("");
                if (svm.isEmpty()) {
                    yield failed(new ArrayFailure(
                            Kind.INCOMPREHENSIBLE, "", question + ": no record of " + victim + ", which has one"));
                }
                yield record.path("authentication_type").asText("").equals("deny")
                        ? done("denied already: " + victim)
                        : change(victim, svm);
            }
            case Answer.Unanswered<List<JsonNode>>(ArrayFailure failure) -> failed(failure);
            case Answer.NotOffered<List<JsonNode>>() -> new RevokeReport(List.of(), List.of());
        };
    }

    private RevokeReport change(Initiator victim, String svm) {
        RestCall change = RestCall.patch(CREDENTIALS)
                .segment(svm)
                .segment(victim.value())
                .json(Json.object().put("authentication_type", "deny"));
        return switch (rest.write(change)) {
            case OntapWrite.Done(JsonNode json) -> done("denied " + victim);
            case OntapWrite.Refused(ArrayFailure failure) -> failed(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> failed(failure);
        };
    }

    private static RevokeReport done(String line) {
        return new RevokeReport(List.of(line), List.of());
    }

    private static RevokeReport failed(ArrayFailure failure) {
        return new RevokeReport(List.of(), List.of(failure));
    }
}
