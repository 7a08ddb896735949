package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.readiness.Finding;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.util.ArrayList;
import java.util.List;

/** Findings as rows of a table, and as JSON. */
final class FindingRows {
    static final List<String> HEADER = List.of("result", "what was looked at", "what was found");

    private FindingRows() {}

    /** The same as JSON. Each by itself: in a list Jackson loses what kind of finding it is. */
    static ArrayNode json(List<Finding> findings) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : findings) {
            list.add(CoreJson.mapper().<JsonNode>valueToTree(finding));
        }
        return list;
    }

    static List<List<String>> of(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            rows.add(
                    switch (finding) {
                        case Finding.Passed(String subject) -> List.of("ok", subject, "");
                        case Finding.Noted(String subject, String what) -> List.of("noted", subject, what);
                        case Finding.Failed(String subject, String why) -> List.of("FAILED", subject, why);
                    });
        }
        return rows;
    }
}
