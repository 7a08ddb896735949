package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why something was not done. A reason may begin with a code in brackets that stays the same from release to release. */
final class Reasons {
    private static final Pattern CODED = Pattern.compile("\\[([a-z0-9-]+)\\] (.*)", Pattern.DOTALL);

    private Reasons() {}

    /** What a script reads when nothing was done. */
    static ObjectNode refused(List<String> reasons) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("outcome", "REFUSED");
        json.set("reasons", list(reasons));
        return json;
    }

    /** The reasons, each with its code where it has one. */
    static ArrayNode list(List<String> reasons) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String reason : reasons) {
            Matcher coded = CODED.matcher(reason);
            if (coded.matches()) {
                list.addObject().put("code", coded.group(1)).put("message", coded.group(2));
            } else {
                list.addObject().putNull("code").put("message", reason);
            }
        }
        return list;
    }

    static List<List<String>> rows(List<String> reasons) {
        return reasons.stream().map(reason -> List.of("REFUSED", reason)).toList();
    }
}
