package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What goes wrong between a client and its array while it changes who is let in. */
enum Trouble {
    NOTHING,
    /** The second request is answered as if nobody had logged in. */
    SESSION_ENDS_MIDWAY,
    /** The first change has its effect, and no answer comes. */
    ANSWER_LOST_AFTER_COMMIT,
    /** The first change fails with 503 and has no effect. */
    ERROR_BEFORE,
    /** The first change fails with 503 and has its effect. */
    ERROR_AFTER,
    /** The first change is done, the second one fails with 503. */
    HALF_APPLIED,
    /** The first change is lost; it arrives twenty seconds later, and once more after that. */
    ARRIVES_LATE_AND_TWICE,
    /** Every list comes in pages of two; one that cannot be continued has one row. */
    SHORT_PAGES,
    /** The first lists break off. */
    LISTS_BREAK_OFF,
    /** The first change is answered with success and has no effect. */
    LYING_SUCCESS,
    /** The first change is answered with a 404 that does not say of what, and has no effect. */
    NOT_FOUND,
    /** Every request takes a third of a second longer. */
    SLOW;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Arms it, for the changes of one kind. */
    void arm(ArrayUnderTest array, RequestPattern changes) {
        rule(array, changes).ifPresent(array.way::arm);
    }

    /** Whether it keeps rows from whoever reads this array, for as long as it lasts. */
    boolean hidesRowsFor(ArrayUnderTest array) {
        return this == SHORT_PAGES && array.simulated.lists() == SimulatedArray.Lists.WHOLE;
    }

    void disarm(ArrayUnderTest array) {
        array.way.clear(name());
    }

    private Optional<FaultRule> rule(ArrayUnderTest array, RequestPattern changes) {
        ArrayRequests requests = array.simulated.requests();
        return switch (this) {
            case NOTHING -> Optional.empty();
            case SESSION_ENDS_MIDWAY -> rule(requests.any(), Occurrences.nth(2), new RestFault.Unauthorized());
            case ANSWER_LOST_AFTER_COMMIT -> rule(changes, Occurrences.nth(1), new RestFault.AppliedNoAnswer(PATIENCE));
            case ERROR_BEFORE ->
                rule(changes, Occurrences.nth(1), new RestFault.ErrorBefore(503, "", "Service unavailable."));
            case ERROR_AFTER -> rule(changes, Occurrences.nth(1), new RestFault.ErrorAfterApplying(503));
            case HALF_APPLIED ->
                rule(changes, Occurrences.nth(2), new RestFault.ErrorBefore(503, "", "Service unavailable."));
            case ARRIVES_LATE_AND_TWICE ->
                rule(changes, Occurrences.nth(1), new RestFault.LandsLate(Duration.ofSeconds(20), 2));
            case SHORT_PAGES ->
                rule(
                        requests.reads(),
                        Occurrences.always(),
                        new RestFault.ShortPage(
                                switch (array.simulated.lists()) {
                                    case PAGED -> 2;
                                    case WHOLE -> 1;
                                }));
            case LISTS_BREAK_OFF -> rule(requests.access(), new Occurrences(1, 3), new RestFault.IncompletePage(1));
            case NOT_FOUND -> rule(changes, Occurrences.nth(1), new RestFault.ErrorBefore(404, "", "Not found."));
            case LYING_SUCCESS -> rule(changes, Occurrences.nth(1), requests.revoked());
            case SLOW -> rule(requests.any(), Occurrences.always(), new RestFault.Slow(Duration.ofMillis(300)));
        };
    }

    private Optional<FaultRule> rule(RequestPattern requests, Occurrences occurrences, RestFault fault) {
        return Optional.of(new FaultRule(name(), requests, occurrences, fault));
    }

    /** Every cell with every trouble. */
    static List<Object[]> everywhere() {
        return Cell.possible().stream()
                .flatMap(cell -> java.util.Arrays.stream(values()).map(trouble -> new Object[] {cell, trouble}))
                .toList();
    }
}
