package io.github.outpostrecovery.lab.report;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a state of the recovery state machine is to somebody who watches it. */
public enum StateKind {
    /** A step of the engine. */
    WORK,
    /** Time that the engine lets pass. */
    WAIT,
    /** A person is asked. */
    PERSON,
    /** Data is moved or a branch taken; nothing happens. */
    ROUTE;

    private static final String ASKS = "Ask for approval";
    private static final String WAITS = "Let ";
    private static final Set<String> STEPS = Set.of(
            "Open the incident",
            "Rehearse verification",
            "Rehearse fence",
            "Rehearse grant",
            "Rehearse launch",
            "Rehearse confirmation",
            "Rehearse approval",
            "Rehearse completion",
            "Record readiness",
            "Tell what would fail",
            "Check launch targets",
            "Ask the guest to stop",
            "Start the guest again",
            "Tell the operators to shut it down",
            "Verify primary",
            "Fence old initiator",
            "Grant new initiator",
            "Relaunch from recovery template",
            "Confirm attachment",
            "Move traffic",
            "Re-arm alarm",
            "Record recovery",
            "Record the end",
            "Tell the operators",
            "Call a person");

    /**
     * The kind of the state with this name, by the words that the state machine uses. A name that it does not know is
     * taken for a route.
     */
    public static StateKind of(String state) {
        if (state.equals(ASKS)) {
            return PERSON;
        }
        if (state.startsWith(WAITS)) {
            return WAIT;
        }
        return STEPS.contains(state) ? WORK : ROUTE;
    }

    /** The states that this type knows by name. */
    static Set<String> named() {
        return Stream.concat(STEPS.stream(), Stream.of(ASKS)).collect(Collectors.toUnmodifiableSet());
    }
}
