package io.github.outpostrecovery.tests.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What TLC found. */
sealed interface Finding {
    /** Every state was visited, and nothing fell. */
    record Holds(long distinctStates) implements Finding {}

    /** An invariant, or a property of steps, fell. */
    record Falls(String what, long distinctStates) implements Finding {}

    /** A property of whole behaviours fell; TLC does not say which. */
    record NeverHappens(long distinctStates) implements Finding {}

    /** Executions stand still that should go on. */
    record Deadlock(long distinctStates) implements Finding {}

    /** TLC did not get to an answer: the module or the configuration is at fault. */
    record NoAnswer(String output) implements Finding {}

    Pattern FALLEN = Pattern.compile("Error: (?:Invariant|Action property) (\\w+) is violated");
    Pattern STATES = Pattern.compile("states generated, ([0-9,]+) distinct states found");

    /** Reads it from what TLC printed. */
    static Finding of(String output) {
        long states = 0;
        for (Matcher count = STATES.matcher(output); count.find(); ) {
            states = Long.parseLong(count.group(1).replace(",", ""));
        }
        Matcher fallen = FALLEN.matcher(output);
        if (fallen.find()) {
            return new Falls(fallen.group(1), states);
        }
        if (output.contains("Error: Temporal properties were violated.")) {
            return new NeverHappens(states);
        }
        if (output.contains("Error: Deadlock reached.")) {
            return new Deadlock(states);
        }
        return output.contains("No error has been found.") && !output.contains("Error:")
                ? new Holds(states)
                : new NoAnswer(output);
    }
}
