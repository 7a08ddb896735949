package io.github.outpostrecovery.tests.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function is there, is the class that it names, and is set up like the others. */
class FunctionsTest {
    private static final String PACKAGE = "io.github.outpostrecovery.functions.";
    private static final Set<String> FUNCTIONS = Set.of(
            "OpenIncident",
            "VerifyPrimary",
            "RequestApproval",
            "FenceInitiator",
            "GrantInitiator",
            "RelaunchInstance",
            "ConfirmAttachment",
            "CompleteRecovery",
            "Reconcile");

    /** Those that speak to arrays. */
    private static final Set<String> IN_THE_VPC =
            Set.of("VerifyPrimary", "FenceInitiator", "GrantInitiator", "RelaunchInstance", "ConfirmAttachment");

    private static Map<String, JsonNode> functions() throws IOException {
        return Template.engine().properties("AWS::Lambda::Function");
    }

    static Stream<String> names() {
        return FUNCTIONS.stream().sorted();
    }

    private static JsonNode function(String name) throws IOException {
        return requireNonNull(functions().get(name), () -> "there is no function " + name);
    }

    @Test
    void functions_areTheseNine() throws IOException {
        assertThat(functions().keySet()).containsExactlyInAnyOrderElementsOf(FUNCTIONS);
    }

    @ParameterizedTest
    @MethodSource("names")
    void handler_isAClassWithThatMethod(String name) throws IOException, ReflectiveOperationException {
        String[] handler = function(name).path("Handler").asText().split("::", -1);
        assertThat(handler).containsExactly(PACKAGE + name, "handleRequest");
        Class<?> type = Class.forName(handler[0]);
        assertThat(RequestStreamHandler.class).isAssignableFrom(type);
        assertThat(type.getConstructor()).as("what Lambda makes it with").isNotNull();
        assertThat(type.getMethod(handler[1], InputStream.class, OutputStream.class, Context.class))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    void function_runsAsTheOthersDo(String name) throws IOException {
        JsonNode function = function(name);
        assertThat(function.path("Runtime").asText()).isEqualTo("java25");
        assertThat(function.path("Architectures")).hasToString("[\"arm64\"]");
        assertThat(function.path("MemorySize").asInt()).isEqualTo(1024);
        assertThat(function.path("TracingConfig").path("Mode").asText()).isEqualTo("Active");
        assertThat(function.path("Code").path("S3Key").asText()).isEqualTo("functions/target/functions.zip");
        assertThat(function.has("ReservedConcurrentExecutions")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("names")
    void function_writesToALogGroupOfItsOwn(String name) throws IOException {
        assertThat(function(name).path("LoggingConfig").path("LogGroup").asText())
                .isEqualTo("<" + name + "LogGroup>");
        assertThat(Template.engine()
                        .properties("AWS::Logs::LogGroup", name + "LogGroup")
                        .path("LogGroupName")
                        .asText())
                .isEqualTo("/aws/lambda/outpost-recovery-" + name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void function_isPublishedAndHasAnAlias(String name) throws IOException {
        JsonNode alias = Template.engine().properties("AWS::Lambda::Alias", name + "Aliaslive");
        assertThat(alias.path("Name").asText()).isEqualTo("live");
        assertThat(alias.path("FunctionName").asText()).isEqualTo("<" + name + ">");
        String version = alias.path("FunctionVersion").asText().replaceAll("^<(.+)\\.Version>$", "$1");
        assertThat(Template.engine()
                        .properties("AWS::Lambda::Version", version)
                        .path("FunctionName")
                        .asText())
                .isEqualTo("<" + name + ">");
    }

    @ParameterizedTest
    @MethodSource("names")
    void function_isToldItsSurroundings(String name) throws IOException {
        JsonNode told = function(name).path("Environment").path("Variables");
        assertThat(told.properties())
                .extracting(Map.Entry::getKey, each -> each.getValue().asText())
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "(\"STACK_NAME\", \"outpost-recovery\")",
                        "(\"RECOVERY_TABLE\", \"<RecoveryTable>\")",
                        "(\"NOTICE_TOPIC_ARN\", \"<NoticeTopic>\")",
                        "(\"ALARM_TOPIC_ARN\", \"<AlarmTopic>\")",
                        "(\"RECOVERY_STATE_MACHINE_ARN\","
                                + " \"arn:aws:states:us-west-2:111122223333:stateMachine:outpost-recovery-recovery\")",
                        "(\"RECOVERY_STATE_MACHINE_ALIAS_ARN\","
                                + " \"arn:aws:states:us-west-2:111122223333:stateMachine:outpost-recovery-recovery:live\")",
                        "(\"APPROVAL_STATE_MACHINE_ARN\","
                                + " \"arn:aws:states:us-west-2:111122223333:stateMachine:outpost-recovery-approval\")",
                        "(\"POWERTOOLS_SERVICE_NAME\", \"outpost-recovery\")",
                        "(\"POWERTOOLS_METRICS_NAMESPACE\", \"OutpostRecovery\")",
                        "(\"OUTPOST_RECOVERY_ENDPOINT_URL\", \"\")");
    }

    @Test
    void vpc_isEnteredByThoseThatSpeakToArraysOnly() throws IOException {
        Set<String> inside = new TreeSet<>();
        functions().forEach((name, function) -> {
            if (function.has("VpcConfig")) {
                inside.add(name);
                assertThat(function.path("VpcConfig").path("SubnetIds").asText())
                        .isEqualTo("<VpcSubnetIds>");
                assertThat(function.path("VpcConfig").path("SecurityGroupIds").asText())
                        .isEqualTo("<VpcSecurityGroupIds>");
            }
        });
        assertThat(inside).containsExactlyInAnyOrderElementsOf(IN_THE_VPC);
    }

    @Test
    void function_givesUpBeforeItsStateDoes() throws IOException {
        List<JsonNode> tasks = SourceTree.definition("recovery")
                .path("States")
                .propertyStream()
                .map(Map.Entry::getValue)
                .filter(state -> state.path("Resource").asText().startsWith("arn:aws:states:::lambda:invoke"))
                .toList();
        assertThat(tasks).isNotEmpty().allSatisfy(task -> {
            String name =
                    task.path("Parameters").path("FunctionName").asText().replaceAll("^\\$\\{(.+)Function}$", "$1");
            assertThat(function(name).path("Timeout").asInt())
                    .isPositive()
                    .isLessThan(task.path("TimeoutSeconds").asInt());
        });
    }
}
