package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsLaunchTemplatesTest {
    private static final LaunchTemplateId ID = new LaunchTemplateId("lt-0123456789abcdef0");
    private static final Map<String, String> TAGS = Map.of("outpost-recovery:role", "recovery");

    private final ScriptedAws aws = new ScriptedAws();
    private final LaunchTemplates templates = aws.cloud().templates();

    @AfterEach
    void close() {
        aws.close();
    }

    private static String template(String id, int latest) {
        return "<launchTemplateId>" + id + "</launchTemplateId><launchTemplateName>lt-web</launchTemplateName>"
                + "<latestVersionNumber>" + latest
                + "</latestVersionNumber><defaultVersionNumber>1</defaultVersionNumber>"
                + "<tagSet><item><key>outpost-recovery:role</key><value>recovery</value></item></tagSet>";
    }

    private static String templates(String items, String next) {
        return "<DescribeLaunchTemplatesResponse><launchTemplates>" + items + "</launchTemplates>" + next
                + "</DescribeLaunchTemplatesResponse>";
    }

    @Test
    void tagged_readsAllPages() {
        aws.answer(
                "DescribeLaunchTemplates",
                templates("<item>" + template(ID.value(), 1) + "</item>", "<nextToken>n</nextToken>"),
                templates("<item>" + template("lt-0123456789abcdef1", 3) + "</item>", ""));
        assertThat(templates.tagged("outpost-recovery:role", "recovery"))
                .containsExactly(
                        new Template(ID, "lt-web", 1, TAGS),
                        new Template(new LaunchTemplateId("lt-0123456789abcdef1"), "lt-web", 3, TAGS));
        assertThat(aws.calls("DescribeLaunchTemplates").getFirst().form())
                .containsEntry("Filter.1.Name", "tag:outpost-recovery:role")
                .containsEntry("Filter.1.Value.1", "recovery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidLaunchTemplateName.NotFoundException", "InvalidLaunchTemplateId.NotFound"})
    void look_findsNothing_whenThereIsNone(String code) {
        aws.answer("DescribeLaunchTemplates", error(400, code, "no"));
        aws.answer("DescribeLaunchTemplateVersions", error(400, "InvalidLaunchTemplateId.VersionNotFound", "no"));
        aws.answer("DeleteLaunchTemplate", error(400, "InvalidLaunchTemplateId.NotFound", "no"));
        assertThat(templates.named("lt-web")).isEmpty();
        assertThat(templates.find(ID)).isEmpty();
        assertThat(templates.version(ID, 7)).isEmpty();
        templates.delete(ID);
    }

    @Test
    void create_carriesAToken_andTheTags() {
        aws.answer(
                "CreateLaunchTemplate",
                "<CreateLaunchTemplateResponse><launchTemplate>" + template(ID.value(), 1)
                        + "</launchTemplate></CreateLaunchTemplateResponse>");
        assertThat(templates.create("lt-web", Samples.machine(), TAGS)).isEqualTo(new Template(ID, "lt-web", 1, TAGS));
        assertThat(aws.form("CreateLaunchTemplate"))
                .containsKey("ClientToken")
                .containsEntry("LaunchTemplateName", "lt-web")
                .containsEntry("TagSpecification.1.ResourceType", "launch-template")
                .containsEntry("LaunchTemplateData.TagSpecification.1.ResourceType", "instance")
                .containsEntry("LaunchTemplateData.NetworkInterface.2.DeviceIndex", "1")
                .containsEntry("LaunchTemplateData.NetworkInterface.2.SecurityGroupId.1", "sg-1")
                .containsEntry("LaunchTemplateData.BlockDeviceMapping.2.Ebs.DeleteOnTermination", "false")
                .doesNotContainKey("LaunchTemplateData.SecurityGroupId.1");
    }

    @Test
    void create_fails_whenTheNameIsTaken() {
        aws.answer(
                "CreateLaunchTemplate",
                error(400, "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use."));
        assertThatThrownBy(() -> templates.create("lt-web", Samples.machine(), TAGS))
                .isInstanceOfSatisfying(
                        CloudTroubleException.class,
                        trouble -> assertThat(trouble.code())
                                .isEqualTo("InvalidLaunchTemplateName.AlreadyExistsException"))
                .hasMessageContaining("ec2:CreateLaunchTemplate of the launch template lt-web");
    }

    @Test
    void addVersion_tellsItsNumber_andDoesNotMakeItTheDefault() {
        aws.answer(
                "CreateLaunchTemplateVersion",
                "<CreateLaunchTemplateVersionResponse><launchTemplateVersion><launchTemplateId>" + ID
                        + "</launchTemplateId><versionNumber>2</versionNumber></launchTemplateVersion>"
                        + "</CreateLaunchTemplateVersionResponse>");
        assertThat(templates.addVersion(ID, Samples.machine())).isEqualTo(2);
        assertThat(aws.calls()).hasSize(1);
        assertThat(aws.form("CreateLaunchTemplateVersion"))
                .containsKey("ClientToken")
                .doesNotContainKey("SourceVersion");
    }
}
