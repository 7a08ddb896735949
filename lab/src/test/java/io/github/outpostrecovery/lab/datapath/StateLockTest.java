package io.github.outpostrecovery.lab.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StateLockTest {
    private final Agenda agenda = new Agenda(Instant.EPOCH, Pace.VIRTUAL);
    private final StateLock lock = new StateLock(agenda);

    /** Without care, a thread in the agenda that wants the state and one in the state that wants the agenda stop for ever. */
    @Test
    @Timeout(30)
    void hold_neverDeadlocksWithTheAgenda_whenBothAreBusy() throws Exception {
        AtomicInteger received = new AtomicInteger();
        agenda.register(
                "array",
                Recipient.Kind.WORLD,
                payload -> lock.hold(turn -> {
                    turn.tell(observer -> observer.accessChanged("array"));
                    return received.incrementAndGet();
                }));
        int rounds = 2000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < rounds; round++) {
                    lock.hold(turn -> {
                        turn.schedule(Duration.ofMillis(1), "array", JsonNodeFactory.instance.nullNode());
                        return turn.now();
                    });
                    agenda.advance(Duration.ofMillis(2));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(received).hasValue(4 * rounds);
    }

    @Test
    void tell_keepsTheOrder_whenAnObserverCausesMoreNews() {
        List<String> told = new ArrayList<>();
        lock.observe(new DataPathObserver() {
            @Override
            public void accessChanged(String array) {
                told.add("begin " + array);
                if (array.equals("first")) {
                    tell("third");
                }
                told.add("end " + array);
            }
        });
        lock.hold(turn -> {
            turn.tell(observer -> observer.accessChanged("first"));
            turn.tell(observer -> observer.accessChanged("second"));
            return true;
        });

        assertThat(told)
                .containsExactly("begin first", "end first", "begin second", "end second", "begin third", "end third");
    }

    private void tell(String news) {
        lock.hold(turn -> {
            turn.tell(observer -> observer.accessChanged(news));
            return true;
        });
    }
}
