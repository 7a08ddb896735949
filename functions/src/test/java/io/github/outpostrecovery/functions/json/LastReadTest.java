package io.github.outpostrecovery.functions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.github.outpostrecovery.core.control.KillSwitch;
import org.junit.jupiter.api.Test;

class LastReadTest {
    private static final String RELEASED = "{\"outcome\":\"RELEASED\"}";

    private final LastRead<KillSwitch> switches = new LastRead<>(KillSwitch.class);

    @Test
    void theSameText_isReadOnce() throws JsonProcessingException {
        KillSwitch first = switches.read(RELEASED);
        assertThat(switches.read(new String(RELEASED))).isSameAs(first);
    }

    @Test
    void anotherText_isReadAnew_afterOneThatCannotBeRead() throws JsonProcessingException {
        KillSwitch first = switches.read(RELEASED);
        assertThatThrownBy(() -> switches.read("{")).isInstanceOf(JsonProcessingException.class);
        assertThat(switches.read(RELEASED + " ")).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void null_isNoValue() {
        assertThatThrownBy(() -> switches.read("null"))
                .isInstanceOf(MismatchedInputException.class)
                .hasMessageContaining("KillSwitch");
    }
}
