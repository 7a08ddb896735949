package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.storage.rest.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a port of the array is, written {@code node:slot:port}. */
record PortPosition(int node, int slot, int cardPort) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,3}):([0-9]{1,3}):([0-9]{1,3})");

    /** Empty if there is none: a path that is not logged in has none, or one that no port has, since ports count from 1. */
    static Optional<PortPosition> parse(JsonNode json) {
        JsonNode node = json.path("node");
        JsonNode slot = json.path("slot");
        JsonNode cardPort = json.path("cardPort");
        return node.isInt() && slot.isInt() && cardPort.isInt() && cardPort.asInt() > 0
                ? Optional.of(new PortPosition(node.asInt(), slot.asInt(), cardPort.asInt()))
                : Optional.empty();
    }

    static Optional<PortPosition> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new PortPosition(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    ObjectNode toJson() {
        return Json.object().put("node", node).put("slot", slot).put("cardPort", cardPort);
    }

    @Override
    public String toString() {
        return node + ":" + slot + ":" + cardPort;
    }
}
