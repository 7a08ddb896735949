package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The credentials records of an SVM: how each initiator has to prove itself, and how one without a record does. */
final class IscsiCredentials {
    private static final String DEFAULT = "default";

    private final OntapRest rest;

    IscsiCredentials(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** What a record demands. {@code user} is empty but for CHAP. */
    record Demand(String initiator, String svmUuid, String type, String user) {
        boolean isOf(Initiator name) {
            return initiator.toLowerCase(Locale.ROOT).equals(name.value());
        }

        boolean isChap() {
            return type.equals("chap");
        }

        boolean isDenial() {
            return type.equals("deny");
        }
    }

    /** Its own record and the SVM's default, as far as there are such. */
    record Found(Optional<Demand> own, Optional<Demand> standard) {}

    /** The records that an initiator goes by. */
    Answer<Found> of(Initiator initiator, Deadline deadline) {
        return rest.recordsWith(call(), "initiator", List.of(initiator.value(), DEFAULT), deadline)
                .flatMap(IscsiCredentials::demands)
                .map(demands -> new Found(
                        demands.stream()
                                .filter(demand -> demand.isOf(initiator))
                                .findFirst(),
                        demands.stream()
                                .filter(demand -> demand.initiator().equals(DEFAULT))
                                .findFirst()));
    }

    /** Every record of an initiator that may be ours. */
    Answer<List<Initiator>> ours(Deadline deadline) {
        return rest.records(call(), deadline)
                .flatMap(IscsiCredentials::demands)
                .map(demands -> demands.stream()
                        .filter(demand -> !demand.initiator().equals(DEFAULT))
                        .map(demand -> Initiator.parse(demand.initiator()))
                        .filter(Initiator::mayBeOurs)
                        .toList());
    }

    static RestCall deletion(Demand demand) {
        return RestCall.delete(IscsiDenial.CREDENTIALS)
                .segment(demand.svmUuid())
                .segment(demand.initiator());
    }

    private RestCall call() {
        return rest.ask(IscsiDenial.CREDENTIALS)
                .queryList("fields", "initiator", "authentication_type", "svm.uuid", "chap.inbound.user");
    }

    private static Answer<List<Demand>> demands(List<JsonNode> records) {
        List<Demand> demands = new ArrayList<>();
        for (JsonNode json : records) {
            Demand demand = new Demand(
                    json.path("initiator").asText(""),
                    json.path("svm").path("uuid").asText(""),
                    json.path("authentication_type").asText(""),
                    json.path("chap").path("inbound").path("user").asText(""));
            if (demand.initiator().isEmpty()
                    || demand.svmUuid().isEmpty()
                    || demand.type().isEmpty()) {
                return OntapRest.incomprehensible(
                        RestCall.get(IscsiDenial.CREDENTIALS), "a credentials record that is incomplete");
            }
            demands.add(demand);
        }
        return Answer.of(List.copyOf(demands));
    }
}
