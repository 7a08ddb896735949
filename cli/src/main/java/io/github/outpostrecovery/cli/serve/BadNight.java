package io.github.outpostrecovery.cli.serve;

import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What goes wrong with a served array, from its start on. */
public enum BadNight {
    /** The first change has its effect; then nothing answers any more. */
    DIES_AFTER_APPLYING,
    /** Every change has its effect, and no answer comes. */
    LOSES_ANSWERS,
    /** Every change is answered with 503 and has no effect. */
    ANSWERS_503,
    /** The first three changes are answered with 503; later ones work. */
    RECOVERS_FROM_503,
    /** Every sixth request is answered as if nobody had logged in. */
    SESSION_EXPIRES,
    /** The first change is answered with success and has no effect. */
    LIES_ONCE,
    /** Somebody lets the machine in again after the first change. */
    SOMEBODY_LETS_IT_IN,
    /** Every request takes a second longer. */
    SLOW;

    private static final RequestPattern EVERYTHING = RequestPattern.of(".*", "");
    private static final int EVERY_SIXTH = 6;
    private static final int OFTEN_ENOUGH = 600;
    private static final int UNAVAILABLE = 503;

    /** Arms it on the way to an array. */
    void arm(FaultyRest way, SimulatedArray array, String initiator, CallLog calls) {
        RequestPattern changes = array.requests().changes();
        RestFault unavailable = new RestFault.ErrorBefore(UNAVAILABLE, "", "Service unavailable.");
        switch (this) {
            case DIES_AFTER_APPLYING -> {
                rule(way, changes, Occurrences.nth(1), new RestFault.AppliedNoAnswer(Duration.ZERO));
                afterTheFirstChange(
                        calls, () -> rule(way, EVERYTHING, Occurrences.always(), new RestFault.Unreachable()));
            }
            case LOSES_ANSWERS ->
                rule(way, changes, Occurrences.always(), new RestFault.AppliedNoAnswer(Duration.ZERO));
            case ANSWERS_503 -> rule(way, changes, Occurrences.always(), unavailable);
            case RECOVERS_FROM_503 -> rule(way, changes, new Occurrences(1, 3), unavailable);
            case SESSION_EXPIRES -> {
                for (int nth = EVERY_SIXTH; nth <= OFTEN_ENOUGH; nth += EVERY_SIXTH) {
                    rule(way, array.requests().any(), Occurrences.nth(nth), new RestFault.Unauthorized());
                }
            }
            case LIES_ONCE ->
                rule(way, changes, Occurrences.nth(1), array.requests().revoked());
            case SOMEBODY_LETS_IT_IN -> {
                List<String> first = List.of(array.volumes().getFirst().name());
                afterTheFirstChange(calls, () -> array.admit(initiator, first));
            }
            case SLOW -> rule(way, EVERYTHING, Occurrences.always(), new RestFault.Slow(Duration.ofSeconds(1)));
        }
    }

    private void rule(FaultyRest way, RequestPattern requests, Occurrences which, RestFault fault) {
        way.arm(new FaultRule(name() + "/" + fault + "/" + which.first(), requests, which, fault));
    }

    private static void afterTheFirstChange(CallLog calls, Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        calls.listen(call -> {
            boolean had = call.status() == Call.NO_ANSWER || call.status() < 300;
            if (call.write() && had && done.compareAndSet(false, true)) {
                task.run();
            }
        });
    }
}
