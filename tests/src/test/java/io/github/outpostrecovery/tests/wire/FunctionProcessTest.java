package io.github.outpostrecovery.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real runtime interface client, with a handler that has nothing to do. */
class FunctionProcessTest {
    private static final String HANDLER = EchoFunction.class.getName() + "::handleRequest";

    @Test
    void answer_comesBackThroughTheRuntime() {
        try (FunctionProcess function = new FunctionProcess("Echo", HANDLER, Map.of())) {
            assertThat(function.invoke("{\"one\":1}")).isEqualTo(new Answer.Returned("{\"one\":1}"));
            assertThat(function.invoke("{\"two\":2}")).isEqualTo(new Answer.Returned("{\"two\":2}"));
        }
    }

    @Test
    void exception_comesBackUnderItsClassName() {
        try (FunctionProcess function = new FunctionProcess("EchoFailing", HANDLER, Map.of())) {
            assertThat(function.invoke("\"unavailable\""))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(WireJson.parse(failed.error())
                                            .path("errorType")
                                            .asText())
                                    .isEqualTo(ServiceUnavailableException.class.getName()));
            assertThat(function.invoke("1")).isEqualTo(new Answer.Returned("1"));
        }
    }

    @Test
    void functionThatCannotBeMade_saysSoAtItsFirstInvocation() {
        try (FunctionProcess function = new FunctionProcess("Missing", "no.such.Handler::handleRequest", Map.of())) {
            assertThat(function.invoke("{}")).isInstanceOf(Answer.Failed.class);
        }
    }
}
