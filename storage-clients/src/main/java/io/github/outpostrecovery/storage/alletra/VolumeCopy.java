package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.time.Duration;

/**
 * A physical copy, made online in the source's CPG (3parclient, {@code copyVolume}): the array makes the new volume, and it
 * can be used while the copying goes on. A full copy, so that it does not hang on the golden volume; a writable snapshot
 * ({@code createSnapshot} with {@code readOnly} false) would be there at once and share the blocks, and would go with its
 * parent.
 */
final class VolumeCopy {
    private static final String VOLUMES = Wsapi.V1 + "/volumes";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int DONE = 1;
    private static final int ACTIVE = 2;

    private final Wsapi wsapi;

    VolumeCopy(Wsapi wsapi) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
    }

    CloneOutcome copy(VolumeName source, VolumeName target) {
        RestCall question = RestCall.get(VOLUMES).segment(source.value());
        return switch (wsapi.begin().flatMap(begun -> wsapi.one(question, begun.deadline()))) {
            case Answer.Answered<JsonNode>(JsonNode json) ->
                copy(source, target, json.path("userCPG").asText(""));
            case Answer.Unanswered<JsonNode>(ArrayFailure failure) -> new CloneOutcome.Refused(failure);
            case Answer.NotOffered<JsonNode>() -> refused("the array has no volumes");
        };
    }

    private CloneOutcome copy(VolumeName source, VolumeName target, String cpg) {
        if (cpg.isEmpty()) {
            return refused(source + " has no CPG of its own: copy the volume that it is a snapshot of");
        }
        ObjectNode body = Json.object().put("action", "createPhysicalCopy");
        body.putObject("parameters")
                .put("destVolume", target.value())
                .put("destCPG", cpg)
                .put("online", true)
                .put("tpvv", true)
                .put("saveSnapshot", false)
                .put("priority", 1);
        return switch (wsapi.write(
                RestCall.post(VOLUMES).segment(source.value()).json(body))) {
            case WsapiWrite.Done(JsonNode json, var location) -> await(target, json.path("taskid"));
            case WsapiWrite.Refused refused
            when refused.code().filter(WsapiCode.VOLUME_EXISTS::equals).isPresent() ->
                new CloneOutcome.NameTaken(target);
            case WsapiWrite.Refused(ArrayFailure failure) -> new CloneOutcome.Refused(failure);
            case WsapiWrite.InDoubt(ArrayFailure failure) -> new CloneOutcome.InDoubt(failure);
        };
    }

    /** A task that is still at work when the time is over has long made the volume: that is looked at then. */
    private CloneOutcome await(VolumeName target, JsonNode task) {
        if (!task.canConvertToLong()) {
            return doubt("the copy of " + target + " began without a task");
        }
        RestCall poll = RestCall.get(Wsapi.V1 + "/tasks").segment(task.asText()).query("view", "excludeDetail");
        Deadline deadline =
                Deadline.after(wsapi.settings().jobBudget(), wsapi.settings().clock());
        while (!deadline.isPast()) {
            switch (wsapi.one(poll, deadline)) {
                case Answer.Unanswered<JsonNode>(ArrayFailure failure) -> {
                    return new CloneOutcome.InDoubt(failure);
                }
                case Answer.NotOffered<JsonNode>() -> {
                    return doubt("the array has no tasks");
                }
                case Answer.Answered<JsonNode>(JsonNode json) -> {
                    int status = json.path("status").asInt();
                    if (status == DONE) {
                        return new CloneOutcome.Cloned(target);
                    }
                    if (status != ACTIVE) {
                        return doubt("task " + task.asText() + " ended with status " + status);
                    }
                }
            }
            try {
                wsapi.settings().pause().pause(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return doubt("interrupted while task " + task.asText() + " ran");
            }
        }
        return made(target);
    }

    private CloneOutcome made(VolumeName target) {
        RestCall call = RestCall.get(VOLUMES).segment(target.value());
        return switch (wsapi.one(call, wsapi.settings().newQuestion())) {
            case Answer.Answered<JsonNode>(JsonNode json) -> new CloneOutcome.Cloned(target);
            case Answer.Unanswered<JsonNode>(ArrayFailure failure) -> new CloneOutcome.InDoubt(failure);
            case Answer.NotOffered<JsonNode>() -> doubt("the array has no volumes");
        };
    }

    private static CloneOutcome refused(String why) {
        return new CloneOutcome.Refused(new ArrayFailure(Kind.REFUSED, "", "nothing was sent: " + why));
    }

    private static CloneOutcome doubt(String why) {
        return new CloneOutcome.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", why));
    }
}
