package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.core.incident.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a storm came to.
 *
 * @param engineMedian from the opening of an incident to the birth of its machine
 * @param engineLongest the longest of these
 * @param lastBirth from the blow to the birth of the last machine
 */
record Summary(
        int instances,
        Map<Outcome, Integer> outcomes,
        int waiting,
        Duration engineMedian,
        Duration engineLongest,
        Duration lastBirth,
        int lambdas,
        int lambdasRefused,
        int invocations,
        int arrayCalls,
        int arrayCallsInASecond,
        int arraySessions,
        int arrayRefusals,
        int launchesAsked,
        int launchesThrottled,
        int readsThrottled,
        int itemsInASecond,
        int itemsAsked,
        int startsThrottled) {
    static Summary of(Estate estate) {
        List<Duration> engine = estate.engineTimes();
        return new Summary(
                estate.homes.size(),
                estate.outcomes(),
                estate.waitingForAPerson().size(),
                engine.isEmpty() ? Duration.ZERO : engine.get(engine.size() / 2),
                engine.isEmpty() ? Duration.ZERO : engine.getLast(),
                estate.times().values().stream().max(Duration::compareTo).orElse(Duration.ZERO),
                estate.lambda.mostAtOnce(),
                estate.lambda.refused(),
                estate.lambda.invocations(),
                estate.arrays.stream().mapToInt(EstateArray::calls).max().orElse(0),
                estate.arrays.stream()
                        .mapToInt(EstateArray::mostInASecond)
                        .max()
                        .orElse(0),
                estate.arrays.stream().mapToInt(EstateArray::mostSessions).max().orElse(0),
                estate.arrays.stream().mapToInt(EstateArray::refusals).sum(),
                estate.limited.launches.asked(),
                estate.limited.launches.refused(),
                estate.limited.readsRefused(),
                estate.limited.items.mostInASecond(),
                estate.limited.items.asked(),
                estate.starts().refused());
    }
}
