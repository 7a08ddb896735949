package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something about a run that must not be.
 *
 * @param slug which rule it breaks: the same for all troubles of a kind
 */
public record Trouble(String slug, Instant at, String what) {
    /** A run with one fault did not end, or did not do, as is expected at that fault. */
    public static final String UNEXPECTED = "unexpected-answer-to-a-fault";

    /** A run does not come to rest. */
    public static final String NEVER_RESTS = "never-rests";

    /** The run itself broke off. */
    public static final String BROKE_OFF = "broke-off";

    static Trouble of(Violation violation) {
        return new Trouble(
                violation.invariant().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                violation.at(),
                violation.what());
    }

    static Trouble neverRests(SimulatedSite site) {
        String open = site.stepFunctions().list().stream()
                .filter(execution -> !execution.status().isTerminal())
                .map(execution -> Interruptions.name(execution.arn()) + " in \"" + execution.state() + "\"")
                .collect(Collectors.joining(", "));
        return new Trouble(
                NEVER_RESTS, site.agenda().instant(), "still under way: " + (open.isEmpty() ? "nothing" : open));
    }

    static Trouble escaped(Instant at, Throwable escaped) {
        StackTraceElement[] trace = escaped.getStackTrace();
        return new Trouble(BROKE_OFF, at, escaped + (trace.length == 0 ? "" : " at " + trace[0]));
    }
}
