package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LambdaIntegrationTest {
    private final Bench bench = new Bench();
    private final List<String> invoked = new ArrayList<>();

    private ExecutionDescription run(FunctionHost host, String fields) {
        LambdaIntegration integration = new LambdaIntegration((functionName, payload) -> {
            invoked.add(functionName + " " + payload);
            return host.invoke(functionName, payload);
        });
        bench.service.register(LambdaIntegration.INVOKE, integration);
        bench.service.register(LambdaIntegration.INVOKE_WAIT_FOR_TASK_TOKEN, integration);
        bench.deployState("'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true" + fields);
        return bench.run("{'a':1}");
    }

    @Test
    void invoke_wraps_the_answer_as_the_service_does() {
        ExecutionDescription execution = run(
                (functionName, payload) -> json("{'outcome':'OPENED'}"),
                ",'Parameters':{'FunctionName':'open:live','Payload':{'in.$':'$.a'}}");

        assertThat(invoked).containsExactly("open:live {\"in\":1}");
        assertThat(execution.output())
                .contains(json("{'ExecutedVersion':'$LATEST','Payload':{'outcome':'OPENED'},'StatusCode':200}"));
    }

    @Test
    void exception_of_the_function_surfaces_under_its_class_name() {
        ExecutionDescription execution = run(
                (functionName, payload) -> {
                    throw FunctionError.thrown("com.example.TryAgain", "array \"busy\"");
                },
                ",'Parameters':{'FunctionName':'open','Payload.$':'$'}");

        assertThat(execution.error()).contains("com.example.TryAgain");
        assertThat(json(execution.cause().orElseThrow()))
                .isEqualTo(json("{'errorMessage':'array \\\"busy\\\"','errorType':'com.example.TryAgain'}"));
    }

    @Test
    void crash_timeout_and_refusal_have_the_names_of_the_service() {
        assertThat(FunctionError.crashed("RequestId: 1 Error: Runtime exited").error())
                .isEqualTo("Lambda.Unknown");
        assertThat(FunctionError.timedOut(Duration.ofSeconds(30)).error()).isEqualTo("Sandbox.Timedout");
        assertThat(FunctionError.timedOut(Duration.ofSeconds(30)).cause()).contains("timed out after 30 seconds");
        assertThat(FunctionError.refused("Lambda.TooManyRequestsException", "Rate Exceeded")
                        .error())
                .isEqualTo("Lambda.TooManyRequestsException");
    }

    @Test
    void deploy_refuses_a_task_without_payload_or_with_a_parameter_that_does_not_exist() {
        assertThatThrownBy(() -> run((functionName, payload) -> payload, ",'Parameters':{'FunctionName':'open'}"))
                .hasMessageContaining("the field 'Payload' is required but was missing");
        assertThatThrownBy(() -> bench.deployState("""
                'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,
                'Parameters':{'FunctionName':'f','Payload':{},'Timeout':3}"""))
                .hasMessageContaining("the field 'Timeout' is not supported by arn:aws:states:::lambda:invoke");
    }

    @Test
    void function_name_that_is_no_string_is_a_runtime_error() {
        ExecutionDescription execution =
                run((functionName, payload) -> payload, ",'Parameters':{'FunctionName.$':'$.a','Payload.$':'$'}");

        assertThat(execution.error()).contains("States.Runtime");
        assertThat(invoked).isEmpty();
    }
}
