package io.github.outpostrecovery.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The states that an execution went through. How often it had to wait for something is a matter of seconds, and differs from
 * run to run: a loop through a waiting state is left out. Only the wait between two looks at the primary is a rule, and stays,
 * once.
 */
record Trace(List<String> states) implements Comparable<Trace> {
    private static final String BETWEEN_TWO_LOOKS = "Let the planes take new samples";
    private static final Set<String> MAILING = Set.of("Ask for approval", "Tell the operators");
    private static final Set<String> WAITING = waitingStates();

    static Trace of(List<String> entered) {
        List<String> states = new ArrayList<>();
        for (String state : entered) {
            String last = states.isEmpty() ? "" : states.getLast();
            int earlier = WAITING.contains(last) ? states.lastIndexOf(state) : -1;
            if (earlier >= 0
                    && isLeftOut(states.subList(0, earlier), last)
                    && states.subList(earlier, states.size()).stream().noneMatch(MAILING::contains)) {
                states.subList(earlier, states.size()).clear();
            }
            states.add(state);
        }
        return new Trace(List.copyOf(states));
    }

    /** Waiting again is; what lies around a mail is not, since a person was asked in between. */
    private static boolean isLeftOut(List<String> before, String wait) {
        return !wait.equals(BETWEEN_TWO_LOOKS)
                || (!before.isEmpty() && before.getLast().equals(BETWEEN_TWO_LOOKS));
    }

    /** How many mails were sent on this way: one for each request, and one for an end that is news. */
    long mails() {
        return states.stream().filter(MAILING::contains).count();
    }

    @Override
    public int compareTo(Trace other) {
        return states.toString().compareTo(other.states.toString());
    }

    private static Set<String> waitingStates() {
        Set<String> waiting = new TreeSet<>();
        JsonNode states = WireJson.parse(WireFolder.read("statemachine/recovery.asl.json"))
                .path("States");
        states.properties().forEach(state -> {
            if (state.getValue().path("Type").asText().equals("Wait")) {
                waiting.add(state.getKey());
            }
        });
        return waiting;
    }
}
