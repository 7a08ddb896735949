package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state machines: what their definitions name is there, and they are published, traced and logged. */
class DefinitionsTest {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z]+)}");

    /** Errors that Step Functions and its integrations raise (Step Functions and Lambda Developer Guides). */
    private static final Set<String> ERRORS_OF_AWS = Set.of(
            "States.ALL",
            "States.Timeout",
            "Lambda.AWSLambdaException",
            "Lambda.ResourceNotReadyException",
            "Lambda.SdkClientException",
            "Lambda.ServiceException",
            "Lambda.TooManyRequestsException",
            "Lambda.Unknown",
            "Sandbox.Timedout",
            "Sfn.InternalServerException",
            "Sfn.SdkClientException");

    private static JsonNode machine(String name) throws IOException {
        return Template.engine().properties("AWS::StepFunctions::StateMachine", name);
    }

    private static Set<String> errors(JsonNode definition) {
        Set<String> errors = new TreeSet<>();
        definition.findValues("ErrorEquals").forEach(names -> names.forEach(name -> errors.add(name.asText())));
        return errors;
    }

    @ParameterizedTest
    @CsvSource({"RecoveryStateMachine, recovery", "ApprovalStateMachine, approval"})
    void everySubstitution_isSuppliedAndEachSuppliedOneIsUsed(String machine, String definition) throws IOException {
        Set<String> wanted = new TreeSet<>();
        SUBSTITUTION
                .matcher(SourceTree.definition(definition).toString())
                .results()
                .forEach(found -> wanted.add(found.group(1)));
        Map<String, String> supplied = new TreeMap<>();
        machine(machine)
                .path("DefinitionSubstitutions")
                .properties()
                .forEach(each -> supplied.put(each.getKey(), each.getValue().asText()));
        assertThat(wanted).isNotEmpty().isEqualTo(supplied.keySet());
        assertThat(supplied)
                .allSatisfy((name, value) -> assertThat(value)
                        .isEqualTo(
                                switch (name) {
                                    case "NoticeTopicArn" -> "<NoticeTopic>";
                                    case "RecoveryTableName" -> "<RecoveryTable>";
                                    default -> "<" + name.replaceAll("Function$", "") + "Aliaslive>";
                                }));
    }

    @ParameterizedTest
    @CsvSource({"RecoveryStateMachine, recovery", "ApprovalStateMachine, approval"})
    void machine_isNamedTracedAndPublished(String machine, String name) throws IOException {
        JsonNode properties = machine(machine);
        // The functions are told this name.
        assertThat(properties.path("StateMachineName").asText()).isEqualTo("outpost-recovery-" + name);
        assertThat(properties.path("StateMachineType").asText()).isEqualTo("STANDARD");
        assertThat(properties.path("DefinitionS3Location").path("Key").asText())
                .isEqualTo("statemachine/" + name + ".asl.json");
        assertThat(properties.path("TracingConfiguration").path("Enabled").asBoolean())
                .isTrue();
        assertThat(Template.engine()
                        .properties("AWS::StepFunctions::StateMachineVersion", machine + "Version")
                        .path("StateMachineArn")
                        .asText())
                .isEqualTo("<" + machine + ">");
        JsonNode alias = Template.engine().properties("AWS::StepFunctions::StateMachineAlias", machine + "Aliaslive");
        assertThat(alias.path("Name").asText()).isEqualTo("live");
        assertThat(alias.path("DeploymentPreference").path("Type").asText()).isEqualTo("ALL_AT_ONCE");
        assertThat(alias.path("DeploymentPreference")
                        .path("StateMachineVersionArn")
                        .asText())
                .isEqualTo("<" + machine + "Version>");
    }

    @ParameterizedTest
    @CsvSource({"RecoveryStateMachine", "ApprovalStateMachine"})
    void machine_logsEveryStateAndNoTaskToken(String machine) throws IOException {
        JsonNode logging = machine(machine).path("LoggingConfiguration");
        assertThat(logging.path("Level").asText()).isEqualTo("ALL");
        assertThat(logging.path("IncludeExecutionData").isBoolean()).isTrue();
        assertThat(logging.path("IncludeExecutionData").asBoolean()).isFalse();
        assertThat(logging.path("Destinations").findValuesAsText("LogGroupArn"))
                .containsExactly("<" + machine + "LogGroup.Arn>");
    }

    @Test
    void everyError_isRaisedBySomebody() throws IOException {
        Set<String> sent = new TreeSet<>();
        SourceTree.definition("approval").path("States").forEach(state -> {
            if (state.path("Resource").asText().endsWith(":sendTaskFailure")) {
                sent.add(state.path("Parameters").path("Error").asText());
            }
        });
        Set<String> errors = errors(SourceTree.definition("recovery"));
        errors.addAll(errors(SourceTree.definition("approval")));
        errors.removeAll(ERRORS_OF_AWS);
        errors.removeAll(sent);
        assertThat(errors)
                .isNotEmpty()
                .allSatisfy(error -> assertThat(Throwable.class).isAssignableFrom(Class.forName(error)));
    }
}
