package io.github.outpostrecovery.lab.asl;

import io.github.outpostrecovery.lab.asl.definition.State;
import java.util.Optional;

/** Which history events tell that a state begins and ends. */
final class StateEvents {
    private StateEvents() {}

    static HistoryEventType entered(State state) {
        return switch (state) {
            case State.Task task -> HistoryEventType.TASK_STATE_ENTERED;
            case State.Pass pass -> HistoryEventType.PASS_STATE_ENTERED;
            case State.Choice choice -> HistoryEventType.CHOICE_STATE_ENTERED;
            case State.Wait wait -> HistoryEventType.WAIT_STATE_ENTERED;
            case State.Succeed succeed -> HistoryEventType.SUCCEED_STATE_ENTERED;
            case State.Fail fail -> HistoryEventType.FAIL_STATE_ENTERED;
        };
    }

    /** A Fail state ends with the execution and has no event of its own. */
    static Optional<HistoryEventType> exited(State state) {
        return switch (state) {
            case State.Task task -> Optional.of(HistoryEventType.TASK_STATE_EXITED);
            case State.Pass pass -> Optional.of(HistoryEventType.PASS_STATE_EXITED);
            case State.Choice choice -> Optional.of(HistoryEventType.CHOICE_STATE_EXITED);
            case State.Wait wait -> Optional.of(HistoryEventType.WAIT_STATE_EXITED);
            case State.Succeed succeed -> Optional.of(HistoryEventType.SUCCEED_STATE_EXITED);
            case State.Fail fail -> Optional.empty();
        };
    }
}
