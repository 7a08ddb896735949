package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.incident.Outcome;

/** Figures that the engine's own alarms watch. Never fails: a figure that is lost is missed by its alarm. */
public interface Measurements {
    /** One record was written. */
    void recorded(Outcome outcome);

    /** One figure more. */
    void measured(Figure figure, double value);

    /** What is measured. */
    enum Figure {
        /** 1 for each instance whose readiness run found nothing amiss. */
        READINESS_PASSED,
        /** 1 for each instance whose readiness run found something amiss. */
        READINESS_FAILED,
        /** 1 for each run of the reconciler. */
        RECONCILER_RUNS,
        /** How many alarms stay in ALARM without anybody having heard them. */
        ALARMS_WITHOUT_RECORD,
        /** The age of the oldest claim in minutes, 0 without one. */
        OLDEST_CLAIM_MINUTES,
        /** How many incidents do not move. */
        STALLED_INCIDENTS
    }
}
