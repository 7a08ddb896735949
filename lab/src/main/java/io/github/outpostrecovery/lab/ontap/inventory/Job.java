package io.github.outpostrecovery.lab.ontap.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;

/**
 * An asynchronous job.
 *
 * @param order what it is to do
 * @param errorCode ONTAP's code if it failed, else empty
 * @param result uuid of what it made, empty until then
 */
public record Job(
        String uuid,
        String svm,
        String description,
        State state,
        JsonNode order,
        String errorCode,
        String message,
        String result,
        Instant startTime) {
    /** How far it is. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCESS,
        FAILURE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isFinal() {
            return this == SUCCESS || this == FAILURE;
        }
    }

    public Job running() {
        return in(State.RUNNING, "", "", "");
    }

    public Job succeeded(String made) {
        return in(State.SUCCESS, "", "success", made);
    }

    public Job failed(String code, String why) {
        return in(State.FAILURE, code, why, "");
    }

    private Job in(State next, String code, String why, String made) {
        return new Job(uuid, svm, description, next, order, code, why, made, startTime);
    }
}
