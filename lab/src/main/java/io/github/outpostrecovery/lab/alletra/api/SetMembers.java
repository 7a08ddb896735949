package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What sets of hosts and sets of volumes have in common. */
final class SetMembers {
    static final Set<String> CREATION = Set.of("name", "comment", "setmembers");
    static final Set<String> MODIFICATION = Set.of("newName", "comment", "action", "setmembers");

    private static final int ADD = 1;
    private static final int REMOVE = 2;

    /** What a modification asks for. */
    enum Action {
        ADD_MEMBERS,
        REMOVE_MEMBERS,
        NOTHING
    }

    private SetMembers() {}

    static Action action(Body body) {
        if (!body.has("action")) {
            if (body.has("setmembers")) {
                throw WsapiCode.INV_INPUT_ONE_REQUIRED.error("an action is required");
            }
            return Action.NOTHING;
        }
        if (body.has("newName")) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error(
                    "invalid input: parameters cannot be present at the same time");
        }
        if (body.texts("setmembers").isEmpty()) {
            throw WsapiCode.INV_INPUT_MISSING_REQUIRED.error("invalid input: missing required setmembers");
        }
        return switch (body.requiredNumber("action")) {
            case ADD -> Action.ADD_MEMBERS;
            case REMOVE -> Action.REMOVE_MEMBERS;
            default -> throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value action");
        };
    }

    /** Refuses to add members twice. */
    static void requireAbsent(List<String> members, List<String> added) {
        Set<String> all = new HashSet<>(members);
        added.forEach(member -> {
            if (!all.add(member)) {
                throw WsapiCode.MEMBER_IN_SET.error("the object is already part of the set");
            }
        });
    }

    /** Refuses to remove what is not there. */
    static void requirePresent(List<String> members, List<String> removed) {
        if (!members.containsAll(removed)) {
            throw WsapiCode.MEMBER_NOT_IN_SET.error("the object is not part of the set");
        }
    }

    static WsapiError notThere() {
        return WsapiCode.NON_EXISTENT_SET.error("set does not exist");
    }

    /** A set as the API shows it: an empty one has no member {@code setmembers}. */
    static ObjectNode document(int id, String name, String comment, List<String> members) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id).put("name", name);
        if (!comment.isEmpty()) {
            node.put("comment", comment);
        }
        if (!members.isEmpty()) {
            ArrayNode list = node.putArray("setmembers");
            members.forEach(list::add);
        }
        return node;
    }
}
