package io.github.outpostrecovery.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.terminal.TerminalSettings.Display;
import io.github.outpostrecovery.lab.rest.Call;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
    private static final Instant START = Instant.parse("2026-03-01T03:12:05Z");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicReference<Instant> wallClock = new AtomicReference<>(Instant.EPOCH);

    @Test
    void view_whenPlain_writesOneLineForEachFinishedStep() {
        try (ProgressView view = view(Display.PLAIN, Colour.OFF)) {
            view.noted("server lost power", START);
            visit(view, "Open the incident", 121_000, 400);
            visit(view, "What was opened", 121_400, 0);
            for (int i = 0; i < 3; i++) {
                visit(view, "Confirm attachment", 122_000 + i * 16_000, 1_000);
                visit(view, "Is it attached", 123_000 + i * 16_000, 0);
                if (i < 2) {
                    waitFor(view, "Let it boot", 123_000 + i * 16_000, 15_000);
                }
            }
        }

        assertThat(text()).isEqualTo("""
                        [     0.0 s] * server lost power
                        [   121.4 s] Open the incident                          0.4 s
                        [   155.0 s] Confirm attachment                        33.0 s  x3
                        """);
    }

    @Test
    void view_whenCallsAreMadeAndRetried_countsThem() {
        try (ProgressView view = view(Display.PLAIN, Colour.OFF)) {
            view.stateEntered("Fence old initiator", START);
            view.arrayCalled(call(""));
            view.arrayCalled(call("no-answer"));
            view.retrying("Fence old initiator", "Service\u001b[31m gone", Duration.ofSeconds(2), at(1_000));
            view.stateLeft("Fence old initiator", at(4_000));
        }

        assertThat(text()).isEqualTo("""
                        [     1.0 s] retry Fence old initiator in 2.0 s: Service?[31m gone
                        [     4.0 s] Fence old initiator                        4.0 s  2 calls, 1 fault, 1 retry
                        """);
    }

    @Test
    void view_whenPlainAndAWaitIsLong_saysSoOnce() {
        try (ProgressView view = view(Display.PLAIN, Colour.OFF)) {
            visit(view, "Verify primary", 0, 900);
            waitFor(view, "Let the planes take new samples", 900, 45_000);
            visit(view, "Verify primary", 45_900, 900);
            waitFor(view, "Let the planes take new samples", 46_800, 45_000);
        }

        assertThat(text()).isEqualTo("""
                        [     0.9 s] Let the planes take new samples: 45.0 s
                        [    91.8 s] Verify primary                      1 min 31.8 s  x2
                        """);
    }

    @Test
    void view_whenAPersonIsAsked_saysSoAtOnce() {
        ProgressView view = view(Display.PLAIN, Colour.OFF);

        view.stateEntered("Ask for approval", START);
        view.waiting("Ask for approval", Optional.empty(), START);

        assertThat(text()).isEqualTo("[     0.0 s] Ask for approval: waiting for a person\n");
    }

    @Test
    void refresh_whenLiveAndWaiting_fillsTheBarAsRealTimePasses() {
        ProgressView view = view(Display.LIVE, Colour.OFF);
        view.stateEntered("Confirm attachment", START);
        view.stateEntered("Let it boot", START);
        view.waiting("Let it boot", Optional.of(at(10_000)), START);
        written.reset();

        wallClock.set(Instant.EPOCH.plusSeconds(5));
        view.refresh();

        assertThat(text()).isEqualTo("\r\u001b[2KConfirm attachment [##########..........] 5.0 s of 10.0 s");
    }

    @Test
    void close_whenLive_leavesNoUnfinishedLine() {
        ProgressView view = view(Display.LIVE, Colour.OFF);
        visit(view, "Move traffic", 0, 100);
        view.close();

        assertThat(text()).endsWith("0.1 s\n\r\u001b[2K");
    }

    @Test
    void view_whenColoured_paintsAndWithoutColourWritesNoEscape() {
        try (ProgressView view = view(Display.PLAIN, Colour.ON)) {
            view.noted("alarm", START);
        }
        assertThat(text()).contains("\u001b[1m* alarm\u001b[0m");

        written.reset();
        try (ProgressView view = view(Display.PLAIN, Colour.OFF)) {
            view.noted("alarm", START);
        }
        assertThat(text()).doesNotContain("\u001b");
    }

    private ProgressView view(Display display, Colour colour) {
        return new ProgressView(
                new PrintWriter(written, true, UTF_8), new TerminalSettings(display, colour, 80), wallClock::get);
    }

    private String text() {
        return written.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static void visit(ProgressView view, String state, long from, long millis) {
        view.stateEntered(state, at(from));
        view.stateLeft(state, at(from + millis));
    }

    private static void waitFor(ProgressView view, String state, long from, long millis) {
        view.stateEntered(state, at(from));
        view.waiting(state, Optional.of(at(from + millis)), at(from));
        view.stateLeft(state, at(from + millis));
    }

    private static Call call(String fault) {
        return new Call(START, "array-1", "GET", "/api", "", 200, 3, fault, false);
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
