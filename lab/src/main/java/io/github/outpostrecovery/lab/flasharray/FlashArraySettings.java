package io.github.outpostrecovery.lab.flasharray;

import java.time.Duration;
import java.util.List;

/**
 * How a simulated array behaves where real ones differ, or where nobody knows.
 *
 * @param versions what the API says it speaks, in that order; of these, those of the form {@code 2.N} are served
 * @param idleTimeout how long a token lives unused; zero for ever
 * @param pageLimit the most records in one page, whatever the client asks for
 * @param sampling the interval over which load is measured
 * @param keepAlive after how long without a word the array gives a machine up
 * @param removal whether an initiator in use can be taken out of its host
 * @param applyDelay how long a change that was answered with success takes to be seen by reads and machines
 */
public record FlashArraySettings(
        List<String> versions,
        Duration idleTimeout,
        int pageLimit,
        Duration sampling,
        Duration keepAlive,
        InitiatorRemoval removal,
        Duration applyDelay) {
    /** Tokens live half an hour; pages of 1000; samples of 5 s; 20 s of keep-alive; everything is allowed, at once. */
    public static final FlashArraySettings DEFAULTS = new FlashArraySettings(
            List.of("2.9", "2.X", "1.19", "2.60", "2.10", "2.52", "2.DEV", "2.38", "1.0", "2.27", "2.4"),
            Duration.ofMinutes(30),
            1000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            InitiatorRemoval.ALLOWED,
            Duration.ZERO);

    /** What happens to a wish to remove an initiator that is logged in, or the last one of a connected host. */
    public enum InitiatorRemoval {
        ALLOWED,
        REFUSED_WHILE_CONNECTED
    }

    public FlashArraySettings {
        versions = List.copyOf(versions);
        if (pageLimit < 1) {
            throw new IllegalArgumentException("a page limit of " + pageLimit);
        }
    }

    public FlashArraySettings withVersions(String... spoken) {
        return new FlashArraySettings(
                List.of(spoken), idleTimeout, pageLimit, sampling, keepAlive, removal, applyDelay);
    }

    public FlashArraySettings withIdleTimeout(Duration unused) {
        return new FlashArraySettings(versions, unused, pageLimit, sampling, keepAlive, removal, applyDelay);
    }

    public FlashArraySettings withPageLimit(int records) {
        return new FlashArraySettings(versions, idleTimeout, records, sampling, keepAlive, removal, applyDelay);
    }

    public FlashArraySettings withSampling(Duration interval) {
        return new FlashArraySettings(versions, idleTimeout, pageLimit, interval, keepAlive, removal, applyDelay);
    }

    public FlashArraySettings withKeepAlive(Duration silence) {
        return new FlashArraySettings(versions, idleTimeout, pageLimit, sampling, silence, removal, applyDelay);
    }

    public FlashArraySettings withRemoval(InitiatorRemoval rule) {
        return new FlashArraySettings(versions, idleTimeout, pageLimit, sampling, keepAlive, rule, applyDelay);
    }

    public FlashArraySettings withApplyDelay(Duration delay) {
        return new FlashArraySettings(versions, idleTimeout, pageLimit, sampling, keepAlive, removal, delay);
    }
}
