package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stack that protects one instance: its alarm, its configuration, its right to be launched. */
class ProtectionTest {
    private static JsonNode alarm() throws IOException {
        return Template.protection().properties("AWS::CloudWatch::Alarm", "InstanceAlarm");
    }

    @Test
    void alarm_isTheOneThatTheEngineHears() throws IOException {
        JsonNode heard = SourceTree.event("alarm-sns");
        JsonNode trigger = heard.path("Trigger");
        assertThat(alarm().path("AlarmName").asText())
                .isEqualTo(heard.path("AlarmName").asText())
                .isEqualTo(TriggerReader.ALARM_PREFIX + "web-01");
        for (String same : List.of("MetricName", "Namespace", "Period", "EvaluationPeriods", "DatapointsToAlarm")) {
            assertThat(alarm().path(same)).as(same).isEqualTo(trigger.path(same));
        }
        assertThat(alarm().path("ComparisonOperator")).isEqualTo(trigger.path("ComparisonOperator"));
        assertThat(alarm().path("Threshold").asDouble())
                .isEqualTo(trigger.path("Threshold").asDouble());
        assertThat(alarm().path("Statistic").asText())
                .isEqualToIgnoringCase(trigger.path("Statistic").asText());
        assertThat(alarm().path("TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(alarm().path("ActionsEnabled").asBoolean()).isTrue();
    }

    @Test
    void alarm_watchesTheMachineAndTellsTheEngine() throws IOException {
        assertThat(alarm().path("Dimensions"))
                .hasToString("[{\"Name\":\"InstanceId\",\"Value\":\"i-05692161d100b05e5\"}]");
        assertThat(alarm().path("AlarmActions")).hasToString("[\"<import:outpost-recovery-AlarmTopicArn>\"]");
    }

    @Test
    void machine_isNamedByTheAlarmOnly() throws IOException {
        // The engine updates this parameter after a recovery, with a role that may change alarms and nothing else.
        String machine = Deployment.PLAIN.value("InstanceId").orElseThrow();
        for (String type : List.of("AWS::SSM::Parameter", "AWS::IAM::RolePolicy")) {
            assertThat(Template.protection().properties(type))
                    .hasSize(1)
                    .allSatisfy((name, properties) ->
                            assertThat(properties.toString()).doesNotContain(machine));
        }
    }

    @Test
    void configuration_isWhereTheEngineReadsIt() throws IOException {
        JsonNode parameter = Template.protection().properties("AWS::SSM::Parameter", "InstanceConfiguration");
        assertThat(parameter.path("Name").asText())
                .isEqualTo(ParameterConfigurations.parameterName(Deployment.STACK, new InstanceName("web-01")));
        assertThat(parameter.path("Value").asText()).isEqualTo("<Configuration><ConfigurationRest>");
        assertThat(parameter.path("Tier").asText()).isEqualTo("Intelligent-Tiering");
    }

    @Test
    void profile_mayBeAbsent_andThenNothingMayBePassed() throws IOException {
        JsonNode policy = Template.protection().part("Resources").path("LaunchWithProfile");
        assertThat(policy.path("Condition").asText()).isEqualTo("HasProfile");
        assertThat(Template.protection()
                        .part("Parameters")
                        .path("InstanceProfileRoleArn")
                        .path("Default")
                        .asText("-"))
                .isEmpty();
    }

    @Test
    void launchRole_mayPassTheOneProfileToEc2() throws IOException {
        JsonNode policy = Template.protection().properties("AWS::IAM::RolePolicy", "LaunchWithProfile");
        assertThat(policy.path("RoleName").asText()).isEqualTo("<import:outpost-recovery-LaunchRoleName>");
        assertThat(Permission.of(policy.path("PolicyDocument")))
                .extracting(Permission::toString)
                .containsExactly(
                        "Allow iam:PassRole on arn:aws:iam::111122223333:role/web if StringEquals iam:PassedToService"
                                + " [ec2.amazonaws.com]");
    }

    @Test
    void everyImport_isAnExportOfTheEngine() throws IOException {
        TreeSet<String> exported = new TreeSet<>();
        Template.engine()
                .part("Outputs")
                .findValues("Export")
                .forEach(each -> exported.add(each.path("Name").asText()));
        TreeSet<String> imported = new TreeSet<>();
        Matcher matcher = Pattern.compile("<import:([^>]+)>")
                .matcher(alarm().toString() + Template.protection().properties("AWS::IAM::RolePolicy"));
        matcher.results().forEach(found -> imported.add(found.group(1)));
        assertThat(imported).isNotEmpty().isEqualTo(exported);
    }

    @Test
    void names_areTheOnesThatTheEngineTakes() throws IOException {
        String pattern = Template.protection()
                .part("Parameters")
                .path("InstanceName")
                .path("AllowedPattern")
                .asText();
        for (String name : List.of("web-01", "w", "a".repeat(40), "Web", "1web", "web-", "a".repeat(41), "")) {
            assertThat(name.matches(pattern)).as(name).isEqualTo(isAnInstanceName(name));
        }
    }

    private static boolean isAnInstanceName(String name) {
        try {
            return new InstanceName(name).value().equals(name);
        } catch (IllegalArgumentException illegal) {
            return false;
        }
    }
}
