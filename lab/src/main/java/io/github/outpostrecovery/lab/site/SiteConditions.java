package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.region.Latencies;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * What a site runs under: how fast things are, who watches, and what stands between the parts. None of it is saved with the
 * site: who restores one says it again.
 *
 * @param arrayLatency of one request to an array in simulated time, both ways together
 * @param functions puts something in front of the Lambda functions: it sees every invocation, and may refuse, cut short or
 *     repeat it
 * @param ways puts something in front of each array's management API, with the clients on its other side
 * @param clock what the engine reads the time from, given the time that it is
 */
public record SiteConditions(
        Pace pace,
        StepListener listener,
        Checkpoint checkpoint,
        Connections connections,
        Duration arrayLatency,
        Latencies region,
        MachineTimes machines,
        UnaryOperator<FunctionHost> functions,
        UnaryOperator<RestService> ways,
        UnaryOperator<InstantSource> clock) {
    /** Over sockets, with nobody watching, as fast as this process can, and everything takes what it usually takes. */
    public static final SiteConditions STANDARD = new SiteConditions(
            Pace.VIRTUAL,
            StepListener.NONE,
            Checkpoint.NONE,
            Connections.SOCKETS,
            Duration.ofMillis(12),
            Latencies.STANDARD,
            MachineTimes.STANDARD,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity());

    public SiteConditions {
        requireNonNull(pace, "pace is null");
        requireNonNull(listener, "listener is null");
        requireNonNull(checkpoint, "checkpoint is null");
        requireNonNull(connections, "connections is null");
        requireNonNull(arrayLatency, "arrayLatency is null");
        requireNonNull(region, "region is null");
        requireNonNull(machines, "machines is null");
        requireNonNull(functions, "functions is null");
        requireNonNull(ways, "ways is null");
        requireNonNull(clock, "clock is null");
    }

    /** The same, watched by these. */
    public SiteConditions watchedBy(Pace changed, StepListener steps, Checkpoint calls) {
        return new SiteConditions(
                changed, steps, calls, connections, arrayLatency, region, machines, functions, ways, clock);
    }

    /** The same, with the arrays reached so, each request taking so long. */
    public SiteConditions reaching(Connections changed, Duration latency) {
        return new SiteConditions(
                pace, listener, checkpoint, changed, latency, region, machines, functions, ways, clock);
    }

    /** The same, at this speed of the Region and of the machines. */
    public SiteConditions taking(Latencies calls, MachineTimes times) {
        return new SiteConditions(
                pace, listener, checkpoint, connections, arrayLatency, calls, times, functions, ways, clock);
    }

    /** The same, with these in front of the functions and of the arrays. */
    public SiteConditions through(UnaryOperator<FunctionHost> invocations, UnaryOperator<RestService> requests) {
        return new SiteConditions(
                pace, listener, checkpoint, connections, arrayLatency, region, machines, invocations, requests, clock);
    }

    /** The same, with the engine reading the time from this. */
    public SiteConditions tellingTime(UnaryOperator<InstantSource> changed) {
        return new SiteConditions(
                pace, listener, checkpoint, connections, arrayLatency, region, machines, functions, ways, changed);
    }
}
