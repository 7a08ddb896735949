package io.github.outpostrecovery.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void line_whenTextCommandsTheTerminal_showsQuestionMarks() {
        assertThat(Printable.line("a\u001b[2Jb\r\nc\u009bd\u202Ee\u0007")).isEqualTo("a?[2Jb??c?d?e?");
    }

    @Test
    void line_whenTextIsHarmless_isTheSame() {
        assertThat(Printable.line("web-01#1 für 3 µs")).isEqualTo("web-01#1 für 3 µs");
    }

    @Test
    void wrap_whenLong_breaksBetweenWords() {
        assertThat(Printable.wrap("the fence was proved twice", 10))
                .containsExactly("the fence", "was proved", "twice");
    }

    @Test
    void wrap_whenAWordIsTooLong_leavesItWhole() {
        assertThat(Printable.wrap("see iqn.2006-03.com.example here", 10))
                .containsExactly("see", "iqn.2006-03.com.example", "here");
    }

    @Test
    void fit_always_isAsWideAsAsked() {
        assertThat(Printable.fit("array", 8)).isEqualTo("array   ");
        assertThat(Printable.fit("array-one", 8)).isEqualTo("array-..");
    }
}
