package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.provisioning.UndoRun.Step;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes one thing back: reads whether it is there and needed, removes it, and reads again. */
final class Undoing {
    private final OntapRest rest;

    Undoing(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** What is to be removed. */
    sealed interface Removal {
        /** Nothing: it is not there. */
        record Gone() implements Removal {}

        /** Nothing: somebody needs it. */
        record Kept(String why) implements Removal {}

        /** By these requests, one after the other. */
        record Wanted(List<RestCall> calls) implements Removal {
            public Wanted {
                calls = List.copyOf(calls);
            }
        }
    }

    Step of(Supplier<Answer<Removal>> reading) {
        return switch (reading.get()) {
            case Answer.Answered<Removal>(Removal.Gone()) -> new Step.Undone();
            case Answer.Answered<Removal>(Removal.Kept(String why)) -> new Step.Left(why);
            case Answer.Answered<Removal>(Removal.Wanted(List<RestCall> calls)) ->
                calls.stream()
                        .flatMap(call -> failureOf(call).stream())
                        .findFirst()
                        .map(Undoing::left)
                        .orElseGet(() -> readBack(reading));
            case Answer.Unanswered<Removal>(ArrayFailure failure) -> left(failure);
            case Answer.NotOffered<Removal>() -> new Step.Undone();
        };
    }

    private Optional<ArrayFailure> failureOf(RestCall call) {
        return switch (rest.write(call)) {
            case OntapWrite.Done(JsonNode json) -> Optional.empty();
            case OntapWrite.Refused refused when refused.means(Meaning.ABSENT) -> Optional.empty();
            case OntapWrite.Refused(ArrayFailure failure) -> Optional.of(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure);
        };
    }

    private static Step readBack(Supplier<Answer<Removal>> reading) {
        return switch (reading.get()) {
            case Answer.Answered<Removal>(Removal.Gone()) -> new Step.Undone();
            case Answer.Answered<Removal> _ -> new Step.Left("the array still lists it; undo again");
            case Answer.Unanswered<Removal>(ArrayFailure failure) -> left(failure);
            case Answer.NotOffered<Removal>() -> new Step.Undone();
        };
    }

    private static Step left(ArrayFailure failure) {
        return new Step.Left(failure + "; undo again");
    }
}
