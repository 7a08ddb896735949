package io.github.outpostrecovery.lab.powerstore;

import io.github.outpostrecovery.lab.powerstore.query.Absent;
import java.time.Duration;

/**
 * How a simulated cluster behaves where real ones differ, or where nobody knows.
 *
 * @param idleTimeout how long a management session lives unused
 * @param expiry what a client gets whose session has expired
 * @param sessionLimit how many management sessions there may be at once
 * @param overLimit what a client gets who is one too many
 * @param passwords whether accounts have to change their password before they may do anything
 * @param defaultRows the rows of a page if the client does not say
 * @param absent how a selected field without a value is answered
 * @param sampling the interval of the metrics called Twenty_Sec; those called Five_Sec have a quarter of it. Stays as the
 *     cluster was made with
 * @param metricsLag how long after the end of an interval its metrics can be read
 * @param metricsRows how equal metrics of intervals in a row are answered
 * @param clockSkew how far the cluster's clock is ahead of simulated time
 * @param iscsiKeepAlive how long a session is listed after its machine is gone
 * @param nvmeKeepAlive how long a connection is listed after its machine is gone
 * @param applyDelay how long after its success a change takes effect, for reads and for the data path
 * @param jobDuration how long an asynchronous job takes
 * @param leavingHost what a host keeps that leaves an attached group
 * @param lastInitiator whether a mapped host may lose its last initiator
 */
public record PowerStoreSettings(
        Duration idleTimeout,
        Expiry expiry,
        int sessionLimit,
        OverLimit overLimit,
        Passwords passwords,
        int defaultRows,
        Absent absent,
        Duration sampling,
        Duration metricsLag,
        MetricsRows metricsRows,
        Duration clockSkew,
        Duration iscsiKeepAlive,
        Duration nvmeKeepAlive,
        Duration applyDelay,
        Duration jobDuration,
        LeavingHost leavingHost,
        LastInitiator lastInitiator) {
    /**
     * Sessions of an hour, 32 at most; pages of 100 rows; samples of 20 s that come 10 s late; 20 s and 15 s of keep-alive;
     * changes that hold at once, jobs of 4 s; a leaving host keeps nothing and the last initiator may go.
     */
    public static final PowerStoreSettings DEFAULTS = new PowerStoreSettings(
            Duration.ofHours(1),
            Expiry.UNAUTHORIZED,
            32,
            OverLimit.SERVICE_UNAVAILABLE,
            Passwords.VALID,
            100,
            Absent.NULL,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            MetricsRows.SOMETIMES_RUNS,
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ZERO,
            Duration.ofSeconds(4),
            LeavingHost.KEEPS_NOTHING,
            LastInitiator.MAY_GO);

    /** The status for a session that has expired. */
    public enum Expiry {
        UNAUTHORIZED,
        FORBIDDEN
    }

    /** The status for a log-in beyond the limit. */
    public enum OverLimit {
        SERVICE_UNAVAILABLE,
        TOO_MANY_REQUESTS
    }

    /** The state of the accounts' passwords. */
    public enum Passwords {
        VALID,
        CHANGE_REQUIRED
    }

    /** How intervals that are alike are answered. */
    public enum MetricsRows {
        /** One row for each interval. */
        SINGLE,
        /** One row for all of them, with their number, and the time of the first. */
        RUNS_FROM_FIRST,
        /** One row for all of them, with their number, and the time of the last. */
        RUNS_TO_LAST,
        /** Now single rows, now runs with the time of the first, changing with each interval. */
        SOMETIMES_RUNS
    }

    /** What becomes of the mappings of a group for a host that leaves it. */
    public enum LeavingHost {
        KEEPS_NOTHING,
        /** It gets a mapping of its own for each of the group's: it goes on reaching all it reached. */
        KEEPS_MAPPINGS
    }

    /** Whether the last initiator of a mapped host can be removed. */
    public enum LastInitiator {
        MAY_GO,
        MUST_STAY
    }

    /** Begins a change of some settings. */
    public SettingsChanges with() {
        return new SettingsChanges(this);
    }
}
