package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.core.name.Protocol;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many whole recoveries one thread simulates in a second, on a site made for each: furnishing, half an hour of simulated
 * time, the real definition, handlers and clients, and nobody who watches. With {@code -prof gc} it says what one allocates.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
public class RecoveryBenchmark {
    private static final ArrayKind NETAPP = new ArrayKind("netapp", Protocol.ISCSI);
    private static final Duration ARRAY = Duration.ofMillis(12);
    private static final Duration AWS = Duration.ofMillis(40);

    @Benchmark
    public int recovery() {
        return CriticalPath.of(NETAPP, ARRAY, AWS).transitions();
    }
}
