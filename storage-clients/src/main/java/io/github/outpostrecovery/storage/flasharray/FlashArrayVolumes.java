package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** That volumes exist: of one that is not there, an empty list of connections would say nothing. */
final class FlashArrayVolumes {
    private final FlashArrayRest rest;

    FlashArrayVolumes(FlashArrayRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /**
     * Makes sure of every one. A destroyed volume waits for its eradication and is listed until then: for whoever wants to use
     * it, it is not there.
     */
    Answer<List<JsonNode>> exist(Set<VolumeName> asked, Deadline deadline) {
        Set<String> names = asked.stream().map(VolumeName::value).collect(Collectors.toSet());
        return Answers.joined(rest.fanOut(), Names.lists(names), list -> {
                    RestCall call = RestCall.get("/volumes").queryList("names", list);
                    return rest.items(call, deadline).flatMap(items -> live(call, items));
                })
                .flatMap(items -> {
                    Set<String> found = new HashSet<>();
                    items.forEach(item -> found.add(item.path("name").asText("")));
                    return found.equals(names)
                            ? Answer.of(items)
                            : FlashArrayRest.incomprehensible(
                                    RestCall.get("/volumes"), "other volumes came than were asked for");
                });
    }

    private static Answer<List<JsonNode>> live(RestCall call, List<JsonNode> items) {
        for (JsonNode item : items) {
            if (item.path("destroyed").asBoolean(false)) {
                return Answer.unanswered(new ArrayFailure(
                        Kind.NOT_FOUND,
                        "",
                        call + ": the volume " + item.path("name").asText("") + " has been destroyed"));
            }
        }
        return Answer.of(items);
    }
}
