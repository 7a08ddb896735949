package io.github.outpostrecovery.lab.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyFunctionsTest {
    private static final Instant START = Instant.parse("2026-02-10T06:00:00Z");

    private final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    private final List<String> ran = new ArrayList<>();
    private final List<String> struck = new ArrayList<>();
    private final FaultyFunctions functions = new FaultyFunctions(
            (name, payload) -> {
                ran.add(name);
                return payload;
            },
            agenda);

    @Test
    void inactive_failsTheFirstInvocationOfThatFunctionOnly_andNothingRuns() throws FunctionError {
        arm("Fence", InvocationFault.inactive());

        invoke("Grant");
        assertThatThrownBy(() -> invoke("Fence")).hasMessageContaining("Lambda.ResourceNotReadyException");
        assertThat(ran).containsExactly("Grant");
        invoke("Fence");
        assertThat(ran).containsExactly("Grant", "Fence");
        assertThat(struck).hasSize(1);
    }

    @Test
    void answerLost_runsTheFunction_andSaysNothingOfIt() {
        arm(InvocationFaultRule.ANY_FUNCTION, new InvocationFault.AnswerLost());

        assertThatThrownBy(() -> invoke("Fence")).hasMessageContaining("Lambda.Unknown");
        assertThat(ran).containsExactly("Fence");
    }

    @Test
    void timedOut_runsTheFunction_andTakesAsLongAsTheLimit() {
        arm("Fence", new InvocationFault.TimedOut(Duration.ofSeconds(90)));

        assertThatThrownBy(() -> invoke("Fence")).hasMessageContaining("Sandbox.Timedout");
        assertThat(ran).containsExactly("Fence");
        assertThat(agenda.instant()).isEqualTo(START.plusSeconds(90));
    }

    @Test
    void cleared_doesNotStrike() throws FunctionError {
        arm("Fence", InvocationFault.throttled());
        functions.clear("f");

        invoke("Fence");
        assertThat(struck).isEmpty();
        assertThat(ran).containsExactly("Fence");
    }

    private void arm(String function, InvocationFault fault) {
        functions.arm(new InvocationFaultRule("f", function, 1, 1, fault), () -> struck.add(function));
    }

    private void invoke(String function) throws FunctionError {
        assertThat(functions.invoke(function, JsonNodeFactory.instance.objectNode()))
                .isNotNull();
    }
}
