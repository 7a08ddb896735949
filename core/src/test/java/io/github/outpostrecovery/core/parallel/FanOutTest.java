package io.github.outpostrecovery.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FanOutTest {
    static List<FanOut> both() {
        return List.of(FanOut.inOrder(), FanOut.inVirtualThreads());
    }

    @ParameterizedTest
    @MethodSource("both")
    void all_givesTheResultsInTheOrderOfTheTasks(FanOut fanOut) {
        List<Supplier<Integer>> tasks = new ArrayList<>();
        IntStream.range(0, 50).forEach(number -> tasks.add(() -> number * number));
        assertThat(fanOut.all(tasks))
                .isEqualTo(IntStream.range(0, 50)
                        .mapToObj(number -> number * number)
                        .toList());
        assertThat(fanOut.all(List.<Supplier<Integer>>of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("both")
    void all_throwsWhatATaskThrew(FanOut fanOut) {
        List<Supplier<Integer>> tasks = List.of(() -> 1, () -> {
            throw new IllegalArgumentException("the second");
        });
        assertThatThrownBy(() -> fanOut.all(tasks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the second");
    }

    @Test
    void inVirtualThreads_runsTasksAtTheSameTime() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Supplier<Boolean> meets = () -> {
            try {
                meeting.await(10, TimeUnit.SECONDS);
                return true;
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                return false;
            }
        };
        assertThat(FanOut.inVirtualThreads().all(List.of(meets, meets, meets))).containsOnly(true);
    }

    @Test
    void inVirtualThreads_waitsForEveryTask_whenOneFails() {
        Thread caller = Thread.currentThread();
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        List<Supplier<Integer>> tasks = List.of(
                () -> {
                    failed.countDown();
                    throw new IllegalStateException("early");
                },
                () -> {
                    try {
                        failed.await();
                        // Ends only once the caller is seen to wait for it, which one that had given up would not.
                        while (caller.getState() != Thread.State.WAITING
                                && caller.getState() != Thread.State.TIMED_WAITING) {
                            Thread.onSpinWait();
                        }
                    } catch (InterruptedException interrupted) {
                        return 0;
                    }
                    ended.set(true);
                    return 1;
                });
        assertThatThrownBy(() -> FanOut.inVirtualThreads().all(tasks)).hasMessage("early");
        assertThat(ended).isTrue();
    }
}
