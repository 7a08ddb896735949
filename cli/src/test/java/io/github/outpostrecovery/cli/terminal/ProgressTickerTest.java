package io.github.outpostrecovery.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTickerTest {
    @Test
    void start_always_callsUntilClosed() throws InterruptedException {
        CountDownLatch ticks = new CountDownLatch(3);

        try (ProgressTicker ticker = ProgressTicker.start(ticks::countDown, Duration.ofMillis(1))) {
            assertThat(ticker).isNotNull();
            assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
