package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

/**
 * What goes wrong with which invocations. They are counted from 1, since the rule was armed.
 *
 * @param id for clearing it
 * @param function the name of the function, or {@value #ANY_FUNCTION}
 * @param first the first invocation that is struck
 * @param last the last invocation that is struck
 */
public record InvocationFaultRule(String id, String function, int first, int last, InvocationFault fault) {
    public static final String ANY_FUNCTION = "*";

    public InvocationFaultRule {
        requireNonNull(fault, "fault is null");
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("invocations " + first + " to " + last + " are none");
        }
    }

    boolean concerns(String invoked) {
        return function.equals(ANY_FUNCTION) || function.equals(invoked);
    }

    boolean strikes(int invocation) {
        return first <= invocation && invocation <= last;
    }
}
