package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.parallel.FanOut;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What all array clients have in common.
 *
 * @param connectTimeout for the connection alone
 * @param readTimeout for one attempt of a read
 * @param writeTimeout for a write, which has one attempt: longer, since giving up early leaves its effect in doubt
 * @param readBudget for all the reads, repetitions included, that answer one question
 * @param jobBudget for an array to finish what it took on with 202
 * @param credentialsAge after which a secret is read again
 * @param largestResponse in bytes; a longer answer is none
 * @param random for jitter; safe for several threads
 * @param fanOut how calls that do not depend on each other are sent
 */
public record ClientSettings(
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        Duration readBudget,
        Duration jobBudget,
        Duration credentialsAge,
        int largestResponse,
        CallListener listener,
        InstantSource clock,
        Pause pause,
        RandomGenerator random,
        FanOut fanOut,
        TransportFactory transports) {
    public ClientSettings {
        requireNonNull(connectTimeout, "connectTimeout is null");
        requireNonNull(readTimeout, "readTimeout is null");
        requireNonNull(writeTimeout, "writeTimeout is null");
        requireNonNull(readBudget, "readBudget is null");
        requireNonNull(jobBudget, "jobBudget is null");
        requireNonNull(credentialsAge, "credentialsAge is null");
        requireNonNull(listener, "listener is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(pause, "pause is null");
        requireNonNull(random, "random is null");
        requireNonNull(fanOut, "fanOut is null");
        requireNonNull(transports, "transports is null");
        if (largestResponse < 1) {
            throw new IllegalArgumentException("largestResponse is " + largestResponse + " bytes");
        }
    }

    /** Over real sockets and in real time: 10 s for a question, 20 s for a write, 30 s for a job, secrets for 5 min. */
    public static ClientSettings standard() {
        return new ClientSettings(
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                32 << 20,
                CallListener.none(),
                InstantSource.system(),
                Pause.real(),
                new Random(),
                FanOut.inVirtualThreads(),
                HttpTransport::open);
    }

    public ClientSettings withListener(CallListener changed) {
        return new ClientSettings(
                connectTimeout,
                readTimeout,
                writeTimeout,
                readBudget,
                jobBudget,
                credentialsAge,
                largestResponse,
                changed,
                clock,
                pause,
                random,
                fanOut,
                transports);
    }

    public ClientSettings withTransports(TransportFactory changed) {
        return new ClientSettings(
                connectTimeout,
                readTimeout,
                writeTimeout,
                readBudget,
                jobBudget,
                credentialsAge,
                largestResponse,
                listener,
                clock,
                pause,
                random,
                fanOut,
                changed);
    }

    /** Time and chance of a simulation, so that a run can be replayed. */
    public ClientSettings withTime(InstantSource changedClock, Pause changedPause, RandomGenerator changedRandom) {
        return new ClientSettings(
                connectTimeout,
                readTimeout,
                writeTimeout,
                readBudget,
                jobBudget,
                credentialsAge,
                largestResponse,
                listener,
                changedClock,
                changedPause,
                changedRandom,
                fanOut,
                transports);
    }

    /** How calls that do not depend on each other are sent. */
    public ClientSettings withFanOut(FanOut changed) {
        return new ClientSettings(
                connectTimeout,
                readTimeout,
                writeTimeout,
                readBudget,
                jobBudget,
                credentialsAge,
                largestResponse,
                listener,
                clock,
                pause,
                random,
                changed,
                transports);
    }

    public ClientSettings withBudgets(Duration read, Duration job) {
        return new ClientSettings(
                connectTimeout,
                readTimeout,
                writeTimeout,
                read,
                job,
                credentialsAge,
                largestResponse,
                listener,
                clock,
                pause,
                random,
                fanOut,
                transports);
    }

    public ClientSettings withTimeouts(Duration connect, Duration read, Duration write) {
        return new ClientSettings(
                connect,
                read,
                write,
                readBudget,
                jobBudget,
                credentialsAge,
                largestResponse,
                listener,
                clock,
                pause,
                random,
                fanOut,
                transports);
    }

    public ClientSettings withLargestResponse(int bytes) {
        return new ClientSettings(
                connectTimeout,
                readTimeout,
                writeTimeout,
                readBudget,
                jobBudget,
                credentialsAge,
                bytes,
                listener,
                clock,
                pause,
                random,
                fanOut,
                transports);
    }

    /** The time for one question, from now. */
    public Deadline newQuestion() {
        return Deadline.after(readBudget, clock);
    }
}
