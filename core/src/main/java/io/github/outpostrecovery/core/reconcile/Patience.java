package io.github.outpostrecovery.core.reconcile;

import java.time.Duration;

/** How long the reconciler waits for what. None of it guards anything: it only decides when somebody is asked again. */
final class Patience {
    /** An alarm that has just gone off is on its way by itself. */
    static final Duration ALARM_ON_ITS_WAY = Duration.ofMinutes(3);

    /** An alarm that is older and has left no trace was lost. */
    static final Duration ALARM_LOST = Duration.ofMinutes(10);

    /** After a recovery that came to nothing, doubled with each that the reconciler has started itself. */
    static final Duration SHORTEST_PAUSE = Duration.ofMinutes(5);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(60);

    /** What was started a moment ago may not have got to the books yet. */
    static final Duration START_UNDER_WAY = Duration.ofMinutes(4);

    /** An execution that dies as often as this will die again. */
    static final int RESUMES = 3;

    /** No step is silent for longer, but for the one that waits for a person. */
    static final Duration STEP = Duration.ofMinutes(30);

    /** How long the state machine waits for an approval. */
    static final Duration APPROVAL = Duration.ofHours(4);

    /** Between two calls for the same thing; also how long a called person has to begin. */
    static final Duration REMINDER = Duration.ofHours(4);

    /** How long an alarm may stay in ALARM under the kill switch before somebody is told of it. */
    static final Duration HELD = Duration.ofMinutes(30);

    /** How many times an alarm is pointed at the current machine in vain before a person is called. */
    static final int REARMS = 6;

    private Patience() {}

    /** The pause after a recovery that came to nothing. */
    static Duration after(int starts) {
        Duration pause = SHORTEST_PAUSE;
        for (int start = 0; start < starts && pause.compareTo(LONGEST_PAUSE) < 0; start++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
