package io.github.outpostrecovery.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The states that an execution went through, with every waiting loop written once, however often it was gone through. */
record Trace(List<String> states) implements Comparable<Trace> {
    private static final int LONGEST_LOOP = 4;
    private static final Set<String> WAITING = waitingStates();

    static Trace of(List<String> entered) {
        List<String> states = new ArrayList<>(entered);
        for (int length = LONGEST_LOOP; length > 0; length--) {
            int at = 0;
            while (at + 2 * length <= states.size()) {
                List<String> once = states.subList(at, at + length);
                boolean waits = once.stream().anyMatch(WAITING::contains);
                if (waits && once.equals(states.subList(at + length, at + 2 * length))) {
                    states.subList(at + length, at + 2 * length).clear();
                } else {
                    at++;
                }
            }
        }
        return new Trace(List.copyOf(states));
    }

    @Override
    public int compareTo(Trace other) {
        return states.toString().compareTo(other.states.toString());
    }

    private static Set<String> waitingStates() {
        Set<String> waiting = new TreeSet<>();
        JsonNode states =
                WireJson.parse(WireFolder.read("statemachine/recovery.asl.json")).path("States");
        states.properties().forEach(state -> {
            if (state.getValue().path("Type").asText().equals("Wait")) {
                waiting.add(state.getKey());
            }
        });
        return waiting;
    }
}
