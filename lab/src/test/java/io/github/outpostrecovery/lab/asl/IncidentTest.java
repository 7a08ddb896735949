package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.Bench.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two state machines as the product has them, together. */
class IncidentTest {
    private final Bench bench = new Bench();
    private final List<String> invoked = new ArrayList<>();
    private Optional<String> storedToken = Optional.empty();
    private Duration fenceTakes = Duration.ofSeconds(3);

    private JsonNode invoke(String functionName, JsonNode payload) throws FunctionError {
        invoked.add(functionName);
        return switch (functionName) {
            case "open" -> {
                if (invoked.size() < 3) {
                    throw FunctionError.thrown("com.example.TryAgain", "the table is busy");
                }
                yield json("{'outcome':'OPENED','incident':'web-01#7'}");
            }
            case "ask" -> {
                assertThat(payload.get("subject").textValue()).isEqualTo("Approve web-01#7?");
                storedToken = Optional.of(payload.get("token").textValue());
                yield json("null");
            }
            case "fence" -> {
                bench.agenda.advance(fenceTakes);
                fenceTakes = Duration.ofSeconds(3);
                yield json("{'proof':'gone'}");
            }
            default -> throw FunctionError.refused("Lambda.ResourceNotFoundException", functionName);
        };
    }

    @BeforeEach
    void deploy() {
        LambdaIntegration lambda = new LambdaIntegration(this::invoke);
        bench.service.register(LambdaIntegration.INVOKE, lambda);
        bench.service.register(LambdaIntegration.INVOKE_WAIT_FOR_TASK_TOKEN, lambda);
        bench.service.register("arn:aws:states:::dynamodb:getItem", (parameters, context) -> {
            assertThat(parameters).isEqualTo(json("{'TableName':'records','Key':{'pk':{'S':'web-01'}}}"));
            return json("{'Item':{'token':{'S':'" + storedToken.orElseThrow() + "'}}}");
        });
        bench.service.deploy(
                "incident",
                read("incident", Map.of("OpenFunction", "open", "AskFunction", "ask", "FenceFunction", "fence")));
        bench.service.deploy("approval", read("approval", Map.of("Table", "records")));
    }

    private static StateMachineDefinition read(String name, Map<String, String> substitutions) {
        try (InputStream file = IncidentTest.class.getResourceAsStream("/asl/" + name + ".asl.json")) {
            assertThat(file).isNotNull();
            return StateMachineDefinition.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8), substitutions);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private ExecutionArn startIncident() {
        ExecutionArn arn = bench.service.start("incident", json("{'alarm':'web-01'}"));
        bench.runTo(Duration.ofMinutes(10));
        assertThat(bench.service.describe(arn).waitingForTaskToken()).isPresent();
        return arn;
    }

    private ExecutionDescription decide(String decision) {
        ExecutionArn arn = bench.service.start(
                "approval", json("{'incident':'web-01#7','decision':'" + decision + "','reason':'by the rules'}"));
        bench.runTo(Duration.between(Bench.START, bench.agenda.instant()).plusMinutes(5));
        return bench.service.describe(arn);
    }

    @Test
    void approval_lets_the_incident_fence() {
        ExecutionArn incident = startIncident();

        assertThat(decide("approve").status()).isEqualTo(ExecutionStatus.SUCCEEDED);

        JsonNode output = bench.service.describe(incident).output().orElseThrow();
        assertThat(output.at("/fenced/proof").textValue()).isEqualTo("gone");
        assertThat(output.at("/approval/reason").textValue()).isEqualTo("by the rules");
        assertThat(invoked).containsExactly("open", "open", "open", "ask", "fence");
    }

    @Test
    void refusal_is_caught_by_its_name() {
        ExecutionArn incident = startIncident();

        decide("refuse");

        JsonNode output = bench.service.describe(incident).output().orElseThrow();
        assertThat(output.get("record").textValue()).isEqualTo("REFUSED");
        assertThat(output.get("failure")).isEqualTo(json("{'Error':'Denied','Cause':'by the rules'}"));
    }

    @Test
    void late_approval_is_refused_and_the_incident_has_expired() {
        ExecutionArn incident = startIncident();
        bench.runTo(Duration.ofHours(5));

        assertThat(decide("approve").error()).contains("Sfn.TaskTimedOutException");

        assertThat(bench.service
                        .describe(incident)
                        .output()
                        .orElseThrow()
                        .get("record")
                        .textValue())
                .isEqualTo("EXPIRED");
        assertThat(invoked).doesNotContain("fence");
    }

    @Test
    void fence_that_took_too_long_is_done_again() {
        ExecutionArn incident = startIncident();
        fenceTakes = Duration.ofSeconds(61);

        decide("approve");

        assertThat(invoked).endsWith("fence", "fence");
        assertThat(bench.service.describe(incident).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
