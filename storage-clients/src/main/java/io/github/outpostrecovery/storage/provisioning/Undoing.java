package io.github.outpostrecovery.storage.provisioning;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.storage.provisioning.UndoRun.Step;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes one thing back: reads whether it is there and needed, removes it, and reads again until it is gone or the time for a
 * question is over, since an array may take a moment to show what it has done.
 */
public final class Undoing {
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(1);

    private final ClientSettings settings;
    private final Function<RestCall, Optional<ArrayFailure>> write;

    /**
     * For one array.
     *
     * @param write sends a request once; empty if it was answered with success, or with the array's word that there is nothing
     *     to remove
     */
    public Undoing(ClientSettings settings, Function<RestCall, Optional<ArrayFailure>> write) {
        this.settings = requireNonNull(settings, "settings is null");
        this.write = requireNonNull(write, "write is null");
    }

    /** What is to be removed. */
    public sealed interface Removal {
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

    /** Takes it back. */
    public Step of(Supplier<Answer<Removal>> reading) {
        return switch (reading.get()) {
            case Answer.Answered<Removal>(Removal.Gone()) -> new Step.Undone();
            case Answer.Answered<Removal>(Removal.Kept(String why)) -> new Step.Left(why);
            case Answer.Answered<Removal>(Removal.Wanted(List<RestCall> calls)) ->
                calls.stream()
                        .flatMap(call -> write.apply(call).stream())
                        .findFirst()
                        .map(Undoing::left)
                        .orElseGet(() -> readBack(reading));
            case Answer.Unanswered<Removal>(ArrayFailure failure) -> left(failure);
            case Answer.NotOffered<Removal>() -> new Step.Undone();
        };
    }

    private Step readBack(Supplier<Answer<Removal>> reading) {
        Deadline deadline = settings.newQuestion();
        while (true) {
            Step step = switch (reading.get()) {
                case Answer.Answered<Removal>(Removal.Gone()) -> new Step.Undone();
                case Answer.Answered<Removal> _ -> new Step.Left("the array still lists it; undo again");
                case Answer.Unanswered<Removal>(ArrayFailure failure) -> left(failure);
                case Answer.NotOffered<Removal>() -> new Step.Undone();
            };
            if (step instanceof Step.Undone || deadline.isPast() || !pause()) {
                return step;
            }
        }
    }

    private boolean pause() {
        try {
            settings.pause().pause(BETWEEN_READINGS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Step left(ArrayFailure failure) {
        return new Step.Left(failure + "; undo again");
    }
}
