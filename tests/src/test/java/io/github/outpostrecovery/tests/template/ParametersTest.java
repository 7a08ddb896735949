package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of the operator: described, grouped, checked, and harmless where nothing is answered. */
class ParametersTest {
    /** The two templates. */
    private enum Which {
        ENGINE,
        PROTECTION;

        Template template() throws IOException {
            return switch (this) {
                case ENGINE -> Template.engine();
                case PROTECTION -> Template.protection();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyParameter_isDescribedAndChecked(Which which) throws IOException {
        assertThat(which.template().part("Parameters").properties())
                .isNotEmpty()
                .allSatisfy(each -> {
                    JsonNode parameter = each.getValue();
                    assertThat(parameter.path("Description").asText()).hasSizeGreaterThan(40);
                    boolean typed = parameter.path("Type").asText().startsWith("List<AWS::");
                    boolean listed = parameter.has("AllowedValues");
                    boolean checked = parameter.has("AllowedPattern") || parameter.has("MinValue");
                    assertThat(typed || listed || checked)
                            .as(each.getKey() + " is checked")
                            .isTrue();
                    assertThat(parameter.has("ConstraintDescription"))
                            .as(each.getKey())
                            .isEqualTo(checked);
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyParameter_isInOneGroupAndHasALabel(Which which) throws IOException {
        JsonNode form = which.template().part("Metadata").path("AWS::CloudFormation::Interface");
        List<String> grouped = new ArrayList<>();
        form.path("ParameterGroups")
                .forEach(group -> group.path("Parameters").forEach(name -> grouped.add(name.asText())));
        List<String> labelled = new ArrayList<>();
        form.path("ParameterLabels").fieldNames().forEachRemaining(labelled::add);
        List<String> parameters = new ArrayList<>();
        which.template().part("Parameters").fieldNames().forEachRemaining(parameters::add);
        assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters);
        assertThat(labelled).containsExactlyInAnyOrderElementsOf(parameters);
    }

    @ParameterizedTest
    @EnumSource
    void everyDefault_keepsToTheRulesOfItsParameter(Which which) throws IOException {
        assertThat(which.template().part("Parameters").properties()).allSatisfy(each -> {
            JsonNode parameter = each.getValue();
            if (parameter.has("Default") && parameter.has("AllowedPattern")) {
                assertThat(parameter.path("Default").asText())
                        .matches(parameter.path("AllowedPattern").asText());
            }
            if (parameter.has("Default") && parameter.has("AllowedValues")) {
                assertThat(parameter.path("AllowedValues")).contains(parameter.path("Default"));
            }
        });
    }

    @Test
    void whatHasNoDefault_isAsked() throws IOException {
        TreeSet<String> asked = new TreeSet<>();
        Template.engine().part("Parameters").properties().forEach(each -> {
            if (!each.getValue().has("Default")) {
                asked.add(each.getKey());
            }
        });
        assertThat(asked).containsExactly("NoticeEmail", "VpcSecurityGroupIds", "VpcSubnetIds");
    }

    @Test
    void unlessToldOtherwise_aPersonApproves() throws IOException {
        assertThat(Template.engine()
                        .part("Parameters")
                        .path("DefaultMode")
                        .path("Default")
                        .asText())
                .isEqualTo("NOTIFY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NoticeEmail | storage-oncall@example.com | storage-oncall",
                "ReadinessSchedule | cron(0 6 * * ? *) | rate(1 day)",
                "ReadinessTimeZone | America/Argentina/Buenos_Aires | ../UTC",
                "OutpostOwnerAccountId | 111122223333 | 1111-2222-3333",
                "SecretsKeyArn | arn:aws:kms:us-west-2:111122223333:key/0a1b | alias/mine",
                "PermissionsBoundaryArn | arn:aws:iam::111122223333:policy/team/boundary | boundary",
            })
    void pattern_takesWhatIsRightOnly(String parameter, String right, String wrong) throws IOException {
        Pattern pattern = Pattern.compile(Template.engine()
                .part("Parameters")
                .path(parameter)
                .path("AllowedPattern")
                .asText());
        assertThat(right).matches(pattern);
        assertThat(wrong).doesNotMatch(pattern);
    }

    @Test
    void outputs_leadToTheConsole() throws IOException {
        JsonNode outputs = Template.engine().part("Outputs");
        assertThat(outputs.path("RecoveryConsole").path("Value").asText())
                .startsWith("https://us-west-2.console.aws.amazon.com/states/")
                .endsWith("<RecoveryStateMachine>");
        assertThat(outputs.path("ApprovalConsole").path("Value").asText()).endsWith("<ApprovalStateMachine>");
        assertThat(outputs.path("DashboardConsole").path("Value").asText()).endsWith("<Dashboard>");
        assertThat(outputs.path("AlarmTopicArn").path("Value").asText()).isEqualTo("<AlarmTopic>");
        assertThat(outputs.path("LaunchRoleName").path("Value").asText()).isEqualTo("<RelaunchInstanceRole>");
        assertThat(outputs.path("EncryptionKeyArn").path("Value").asText()).isEqualTo("<EncryptionKey.Arn>");
        assertThat(outputs.path("RecoveryTableName").path("Value").asText()).isEqualTo("<RecoveryTable>");
        assertThat(outputs.path("RecoveryStateMachineAliasArn").path("Value").asText())
                .isEqualTo("<RecoveryStateMachineAliaslive>");
        assertThat(outputs.path("ApprovalStateMachineArn").path("Value").asText())
                .isEqualTo("<ApprovalStateMachine>");
        assertThat(outputs.properties())
                .allSatisfy(each ->
                        assertThat(each.getValue().path("Description").asText()).isNotBlank());
    }
}
