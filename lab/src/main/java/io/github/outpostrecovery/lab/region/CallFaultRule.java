package io.github.outpostrecovery.lab.region;

/**
 * One injected fault: what goes wrong with which calls. Calls are counted from 1, since the rule was armed.
 *
 * @param id for clearing it
 * @param operation of the service's API, such as {@code RunInstances}, or {@value #ANY_OPERATION}
 * @param first the first call that is struck
 * @param last the last call that is struck
 */
public record CallFaultRule(String id, String operation, int first, int last, CallFault fault) {
    public static final String ANY_OPERATION = "*";

    public CallFaultRule {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("calls " + first + " to " + last + " are none");
        }
    }

    /** Strikes the nth call only. */
    public static CallFaultRule nth(String id, String operation, int nth, CallFault fault) {
        return new CallFaultRule(id, operation, nth, nth, fault);
    }

    /** Strikes every call until it is cleared. */
    public static CallFaultRule always(String id, String operation, CallFault fault) {
        return new CallFaultRule(id, operation, 1, Integer.MAX_VALUE, fault);
    }

    boolean concerns(String called) {
        return operation.equals(ANY_OPERATION) || operation.equals(called);
    }

    boolean strikes(int call) {
        return first <= call && call <= last;
    }
}
