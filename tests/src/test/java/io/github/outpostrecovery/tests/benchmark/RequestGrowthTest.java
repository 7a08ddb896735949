package io.github.outpostrecovery.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What many volumes cost. Counts requests, so that it says the same on every machine; the benchmark takes the time. */
class RequestGrowthTest {
    private static final int MANY = 256;
    /** Pages of a list: the only thing by which reads may grow. */
    private static final int MOST_MORE_READS = 40;

    private record Case(ArrayKind kind, int volumes) {}

    private static final Map<Case, Effort.OfRecovery> COUNTED = new ConcurrentHashMap<>();

    private static Effort.OfRecovery effort(ArrayKind kind, int volumes) {
        return COUNTED.computeIfAbsent(new Case(kind, volumes), one -> Effort.of(one.kind(), one.volumes()));
    }

    static List<ArrayKind> kinds() {
        return ArrayKind.all();
    }

    private static int reads(Effort effort) {
        return effort.requests() - effort.writes();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fenceAndProve_when_thereAre256Volumes_waitsHardlyMoreOftenThanForOne(ArrayKind kind) {
        Effort.OfRecovery one = effort(kind, 1);
        Effort.OfRecovery many = effort(kind, MANY);

        assertThat(one.fenceAndProve().depth()).isGreaterThan(2);
        double ratio =
                (double) many.fenceAndProve().depth() / one.fenceAndProve().depth();
        assertThat(ratio).as("%s after %s", many, one).isLessThanOrEqualTo(many.swaps() ? 1.5 : 4);
        assertThat(reads(many.fenceAndProve()))
                .as("%s after %s", many, one)
                .isLessThanOrEqualTo(reads(one.fenceAndProve()) + MOST_MORE_READS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writes_when_theSuccessorTakesTheVictimsPlace_areThoseOfOneVolume(ArrayKind kind) {
        Effort.OfRecovery one = effort(kind, 1);
        Effort.OfRecovery many = effort(kind, MANY);

        assertThat(many.swaps()).as("swaps").isEqualTo(!kind.equals(new ArrayKind("hpe", Protocol.NVME_TCP)));
        if (many.swaps()) {
            assertThat(many.fenceAndProve().writes())
                    .isPositive()
                    .isEqualTo(one.fenceAndProve().writes());
            assertThat(many.grant().writes()).isPositive().isEqualTo(one.grant().writes());
        }
    }
}
