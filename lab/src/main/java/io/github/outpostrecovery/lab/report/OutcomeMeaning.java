package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an outcome means to the reader.
 *
 * @param tone how it should look
 * @param sentence what it means, whatever the reason was
 */
public record OutcomeMeaning(Tone tone, String sentence) {
    /** How an outcome should look. */
    public enum Tone {
        GOOD,
        /** Nothing had to be done. */
        CALM,
        /** A person has to act. */
        ATTENTION,
        BAD
    }

    /** The meaning of an outcome; a broken invariant outweighs everything. */
    public static OutcomeMeaning of(DrillResult result) {
        if (!result.invariants().violations().isEmpty()) {
            return new OutcomeMeaning(Tone.BAD, "A safety invariant was broken: look at the invariants first.");
        }
        if (result.outcome().equals(DrillResult.WAITING_FOR_APPROVAL)) {
            return new OutcomeMeaning(Tone.ATTENTION, "Nothing is fenced yet. A person has to approve or reject.");
        }
        Optional<Outcome> known = Stream.of(Outcome.values())
                .filter(outcome -> outcome.name().equals(result.outcome()))
                .findFirst();
        return known.map(OutcomeMeaning::of)
                .orElse(new OutcomeMeaning(Tone.BAD, "This outcome is not one of the engine's."));
    }

    private static OutcomeMeaning of(Outcome outcome) {
        return switch (outcome) {
            case RECOVERED -> new OutcomeMeaning(Tone.GOOD, "The instance is back, and the array sees it attached.");
            case RECOVERED_DEGRADED ->
                new OutcomeMeaning(
                        Tone.ATTENTION, "The instance is back, but not everything around it is. A person has to act.");
            case STOOD_DOWN -> new OutcomeMeaning(Tone.CALM, "Nothing had failed. Nothing was changed.");
            case REFUSED -> new OutcomeMeaning(Tone.BAD, "The recovery was refused before anything was changed.");
            case FENCED_AND_PAGED ->
                new OutcomeMeaning(
                        Tone.BAD,
                        "The recovery stopped at or after the fence. The instance is down until a person acts.");
            case DUPLICATE ->
                new OutcomeMeaning(Tone.CALM, "Another execution works, or has worked, on this incident.");
            case SUPPRESSED -> new OutcomeMeaning(Tone.CALM, "The alarm is suppressed. Nothing was changed.");
            case REJECTED -> new OutcomeMeaning(Tone.ATTENTION, "A person rejected the recovery. Nothing was changed.");
            case EXPIRED ->
                new OutcomeMeaning(Tone.ATTENTION, "Nobody answered in time. Nothing was changed, the failure stands.");
        };
    }
}
