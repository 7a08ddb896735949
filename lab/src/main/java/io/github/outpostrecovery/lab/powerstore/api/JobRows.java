package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.query.Catalog;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Count;
import io.github.outpostrecovery.lab.powerstore.query.Row;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Jobs as they are read. The names of the kinds of answers in {@code response_type} are this simulator's own. */
final class JobRows {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int RESOURCE_SEGMENT = 2;
    private static final int ID_SEGMENT = 3;
    private static final int ACTION_SEGMENT = 4;

    private final PowerStoreCluster cluster;

    JobRows(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    void addTo(Catalog catalog) {
        catalog.add(
                new ResourceType("job")
                        .texts("id", "resource_id", "resource_name", "description_l10n", "start_time", "end_time")
                        .texts("estimated_completion_time", "parent_id", "root_id", "user")
                        .words("resource_action", "resource_type", "state", "phase", "response_status")
                        .numbers("progress_percentage", "step_order")
                        .embedded("response_body")
                        .one("parent", "job", "parent_id")
                        .one("root", "job", "root_id")
                        .nothing(Count.MANY, "children", "leafs"),
                now -> cluster.jobs().stream().map(this::job).toList());
    }

    private ObjectNode job(Job job) {
        List<String> segments = job.request().segments();
        String resource = segments.get(RESOURCE_SEGMENT);
        String action = action(job.request().method(), segments);
        Row row = new Row()
                .text("id", job.id())
                .text("root_id", job.id())
                .text("user", job.user())
                .word("resource_type", resource)
                .word("resource_action", action)
                .text("description_l10n", action + " " + resource)
                .text("start_time", cluster.clock(job.start()))
                .word("phase", job.phase().text())
                .word("state", job.phase().text().toUpperCase(Locale.ROOT))
                .number("progress_percentage", job.phase().progress())
                .number("step_order", 0);
        JsonNode answer = answer(job);
        String made = answer.path("id").asText();
        row.text("resource_id", made.isEmpty() && segments.size() > ID_SEGMENT ? segments.get(ID_SEGMENT) : made);
        if (job.phase().over()) {
            row.text("end_time", cluster.clock(job.end())).word("response_status", Integer.toString(job.status()));
        }
        if (answer instanceof ObjectNode object) {
            object.put("response_type", object.has("messages") ? "job_error_response" : "job_create_response");
            row.json("response_body", object);
        }
        return row.values();
    }

    private static String action(String method, List<String> segments) {
        if (segments.size() > ACTION_SEGMENT) {
            return segments.get(ACTION_SEGMENT);
        }
        return switch (method) {
            case "PATCH" -> "modify";
            case "DELETE" -> "delete";
            default -> "create";
        };
    }

    private static JsonNode answer(Job job) {
        try {
            return job.answer().isEmpty() ? JsonNodeFactory.instance.missingNode() : MAPPER.readTree(job.answer());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("the answer of a job is not JSON", impossible);
        }
    }
}
