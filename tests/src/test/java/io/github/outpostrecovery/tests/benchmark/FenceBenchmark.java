package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time that a dead instance waits for its array, with round trips of 20 ms and as many requests at once as the clients
 * send. Every shot has an array of its own, since a fence can be done only once.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 6)
@Measurement(iterations = 3)
public class FenceBenchmark {
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    /** Which array, and how many volumes. */
    @State(Scope.Benchmark)
    public static class Parameters {
        @Param({
            "dell-iscsi",
            "dell-nvme_tcp",
            "hpe-iscsi",
            "hpe-nvme_tcp",
            "netapp-iscsi",
            "netapp-nvme_tcp",
            "purestorage-iscsi",
            "purestorage-nvme_tcp"
        })
        public String array = "";

        @Param({"1", "16", "256"})
        public int volumes;

        private DeadInstance instance() {
            return new DeadInstance(ArrayKind.parse(array), volumes, ROUND_TRIP, ClientSettings.standard());
        }
    }

    /** An instance that was not fenced yet. */
    @State(Scope.Thread)
    public static class Unfenced {
        private Optional<DeadInstance> instance = Optional.empty();

        @Setup(Level.Invocation)
        public void furnish(Parameters parameters) {
            instance = Optional.of(parameters.instance());
        }
    }

    /** An instance whose fence was proven. */
    @State(Scope.Thread)
    public static class Fenced {
        private Optional<DeadInstance> instance = Optional.empty();

        @Setup(Level.Invocation)
        public void furnish(Parameters parameters) {
            DeadInstance furnished = parameters.instance();
            furnished.fenceAndProve();
            instance = Optional.of(furnished);
        }
    }

    @Benchmark
    public FenceResult.Proven fenceAndProve(Unfenced unfenced) {
        return unfenced.instance.orElseThrow().fenceAndProve();
    }

    @Benchmark
    public GrantOutcome.Clean grant(Fenced fenced) {
        return fenced.instance.orElseThrow().grant();
    }
}
