package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.lab.asl.ExecutionArn;
import java.time.Instant;
import java.util.Optional;

/** A call that is under way, and what is to befall it. */
final class Invocation {
    private final ExecutionArn execution;
    private final String state;
    private final Optional<Disturbance.AtState> plan;
    private final Instant latest;
    private int halves;
    private int writes;
    private boolean struck;
    private boolean doomed;

    /** @param latest when its function is cut off at the latest */
    Invocation(ExecutionArn execution, String state, Optional<Disturbance.AtState> plan, Instant latest) {
        this.execution = execution;
        this.state = state;
        this.plan = plan;
        this.latest = latest;
    }

    ExecutionArn execution() {
        return execution;
    }

    String state() {
        return state;
    }

    Instant latest() {
        return latest;
    }

    /** Half a request more is under way. Returns what strikes there, which strikes once. */
    Optional<Disturbance.AtState> half() {
        if (doomed) {
            throw new CutOff();
        }
        halves++;
        return plan.filter(planned -> !struck && hasCome(planned.moment())).map(planned -> {
            struck = true;
            return planned;
        });
    }

    /** The next half is that between a write to the books and its effect. */
    void writing() {
        writes++;
    }

    private boolean hasCome(Moment moment) {
        return switch (moment) {
            case Moment.HalfRequest(int number) -> halves >= number;
            case Moment.BeforeWriting(int number) -> writes >= number;
        };
    }

    /** The call has ended before its time had come. */
    Optional<Disturbance.AtState> atTheEnd() {
        return plan.filter(planned -> !struck).map(planned -> {
            struck = true;
            return planned;
        });
    }

    /** What it has sent by now lands; it sends nothing more. */
    void doom() {
        doomed = true;
    }
}
