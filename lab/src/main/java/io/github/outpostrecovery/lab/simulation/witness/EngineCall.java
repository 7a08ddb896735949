package io.github.outpostrecovery.lab.simulation.witness;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.site.Invocation;
import java.time.Instant;
import java.util.OptionalInt;

/** A handler at work for an execution, and what it is there for. */
record EngineCall(Invocation invocation, Purpose purpose) {
    /** What a handler is called for. */
    enum Purpose {
        VERIFY,
        ASK,
        STOP,
        START,
        FENCE,
        GRANT,
        LAUNCH,
        RECORD,
        /** Whatever changes nothing. */
        LOOK
    }

    static EngineCall of(Invocation invocation) {
        return new EngineCall(invocation, purpose(invocation.function(), invocation.payload()));
    }

    private static Purpose purpose(String function, JsonNode payload) {
        if (!payload.path("rehearse").isMissingNode()) {
            return Purpose.LOOK;
        }
        return switch (function) {
            case "VerifyPrimary" -> Purpose.VERIFY;
            case "RequestApproval" -> Purpose.ASK;
            case "FenceInitiator" -> Purpose.FENCE;
            case "GrantInitiator" -> Purpose.GRANT;
            case "RelaunchInstance" ->
                switch (payload.path("action").asText()) {
                    case "LAUNCH" -> Purpose.LAUNCH;
                    case "STOP_GUEST" -> Purpose.STOP;
                    case "START_GUEST" -> Purpose.START;
                    default -> Purpose.LOOK;
                };
            case "CompleteRecovery" -> payload.path("action").asText().equals("RECORD") ? Purpose.RECORD : Purpose.LOOK;
            default -> Purpose.LOOK;
        };
    }

    boolean isFor(Purpose other) {
        return purpose == other;
    }

    int number() {
        return invocation.number();
    }

    /** The generation that it was called for; empty if it was for none. */
    OptionalInt generation() {
        JsonNode generation = invocation.payload().path("generation");
        return generation.isInt() ? OptionalInt.of(generation.asInt()) : OptionalInt.empty();
    }

    String execution() {
        return invocation.execution();
    }

    Instant since() {
        return invocation.since();
    }
}
