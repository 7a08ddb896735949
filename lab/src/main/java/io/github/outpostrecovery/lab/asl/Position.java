package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an execution is.
 *
 * @param state the name of its state
 * @param input the state's raw input
 * @param entered when it was entered; empty before that
 * @param retryCount how often it was retried
 * @param attempts how many of these each retrier granted; shorter than the list of retriers while the rest is zero
 */
record Position(String state, JsonNode input, Optional<Instant> entered, int retryCount, List<Integer> attempts) {
    static Position before(String state, JsonNode input) {
        return new Position(state, input, Optional.empty(), 0, List.of());
    }

    Position enteredAt(Instant at) {
        return new Position(state, input, Optional.of(at), retryCount, attempts);
    }

    int attempts(int retrier) {
        return retrier < attempts.size() ? attempts.get(retrier) : 0;
    }

    Position retriedBy(int retrier) {
        List<Integer> counted = new ArrayList<>(attempts);
        while (counted.size() <= retrier) {
            counted.add(0);
        }
        counted.set(retrier, counted.get(retrier) + 1);
        return new Position(state, input, entered, retryCount + 1, List.copyOf(counted));
    }

    Position forRedrive() {
        return new Position(state, input, entered, 0, List.of());
    }
}
