package io.github.outpostrecovery.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.Destination;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.Display;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalSettingsTest {
    @Test
    void of_aTerminal_isLiveAndColoured() {
        assertThat(settings(Destination.TERMINAL, Map.of("COLUMNS", "120", "TERM", "xterm")))
                .isEqualTo(new TerminalSettings(Display.LIVE, Colour.ON, 120));
    }

    @Test
    void of_aFile_isPlain() {
        assertThat(settings(Destination.ELSEWHERE, Map.of()))
                .isEqualTo(new TerminalSettings(Display.PLAIN, Colour.OFF, 80));
    }

    @Test
    void of_aTerminalWithNoColor_isLiveWithoutColour() {
        TerminalSettings live = new TerminalSettings(Display.LIVE, Colour.OFF, 80);

        assertThat(settings(Destination.TERMINAL, Map.of("NO_COLOR", "1"))).isEqualTo(live);
        assertThat(TerminalSettings.of(Destination.TERMINAL, Map.of(), ColourChoice.NEVER))
                .isEqualTo(live);
    }

    @Test
    void of_anEmptyNoColor_isNotNoColor() {
        assertThat(settings(Destination.TERMINAL, Map.of("NO_COLOR", "")).colour())
                .isEqualTo(Colour.ON);
    }

    @Test
    void of_aDumbTerminal_isPlain() {
        assertThat(settings(Destination.TERMINAL, Map.of("TERM", "dumb")).display())
                .isEqualTo(Display.PLAIN);
    }

    @Test
    void of_nonsenseForAWidth_isTheUsualWidth() {
        assertThat(settings(Destination.TERMINAL, Map.of("COLUMNS", "wide")).width())
                .isEqualTo(80);
        assertThat(settings(Destination.TERMINAL, Map.of("COLUMNS", "-3")).width())
                .isEqualTo(40);
    }

    private static TerminalSettings settings(Destination destination, Map<String, String> environment) {
        return TerminalSettings.of(destination, environment, ColourChoice.AUTOMATIC);
    }
}
