package io.github.outpostrecovery.tests.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.outpostrecovery.cli.templates.MarkedUserData;
import io.github.outpostrecovery.cli.userdata.Attachment;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiPortal;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiTarget;
import io.github.outpostrecovery.cli.userdata.Attachment.MachineName;
import io.github.outpostrecovery.cli.userdata.Attachment.Multipath;
import io.github.outpostrecovery.cli.userdata.Attachment.NvmeSubsystem;
import io.github.outpostrecovery.cli.userdata.Feature;
import io.github.outpostrecovery.cli.userdata.GuestScript;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.cli.userdata.MustacheUserDataRenderer;
import io.github.outpostrecovery.cli.userdata.RenderedUserData;
import io.github.outpostrecovery.cli.userdata.UserDataRequest;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.machine.GuestConfiguration;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the renderer writes is what the lab's guest reads, and what cloud-init would. */
class UserDataAtTheGuestTest {
    private static final InstanceName INSTANCE = new InstanceName("web-01");
    private static final String TARGET = "iqn.1992-08.com.example:target";
    private static final String SUBSYSTEM = "nqn.1992-08.com.example:subsystem";
    private static final Initiator IQN = fresh(Protocol.ISCSI, 1);
    private static final Initiator NQN = fresh(Protocol.NVME_TCP, 1);
    private static final Portal ISCSI_PORTAL = new Portal(iscsiOnTheDataPath(), "10.0.0.1:3260", TARGET);
    private static final Portal NVME_PORTAL = new Portal(nvmeOnTheDataPath(), "10.0.0.2:4420", SUBSYSTEM);

    private static io.github.outpostrecovery.lab.datapath.Protocol iscsiOnTheDataPath() {
        return io.github.outpostrecovery.lab.datapath.Protocol.ISCSI;
    }

    private static io.github.outpostrecovery.lab.datapath.Protocol nvmeOnTheDataPath() {
        return io.github.outpostrecovery.lab.datapath.Protocol.NVME_TCP;
    }

    private static Initiator fresh(Protocol protocol, int generation) {
        return Initiator.fresh(
                protocol,
                INSTANCE,
                new Generation(generation),
                UUID.fromString("0f8a2c41-5b7e-4e1d-9c3a-7d2b6e5f4a1" + generation));
    }

    private static Attachment iscsi() {
        return new Attachment.Iscsi(
                new MachineName.Of(IQN),
                List.of(new IscsiTarget("10.0.0.1", 3260, TARGET, OptionalInt.of(20), Optional.empty())),
                List.of(new IscsiPortal("10.0.0.1", 3260, Optional.empty())));
    }

    private static Attachment nvme() {
        return new Attachment.Nvme(
                new MachineName.Of(NQN),
                List.of(new NvmeSubsystem("10.0.0.2", OptionalInt.empty(), SUBSYSTEM, Optional.empty())),
                Multipath.NATIVE);
    }

    private static String text(
            Feature feature,
            GuestSystem guest,
            Optional<Attachment> boot,
            Optional<Attachment> data,
            GuestScript... scripts) {
        RenderedUserData rendered = new MustacheUserDataRenderer()
                .render(new UserDataRequest(
                        INSTANCE.value(),
                        feature,
                        guest,
                        boot,
                        data,
                        List.of(scripts),
                        new LocalNetwork.Interface(1),
                        Updates.NONE));
        return switch (rendered) {
            case RenderedUserData.Text text -> text.text();
            case RenderedUserData.Impossible(List<String> reasons) -> throw new AssertionError(reasons.toString());
        };
    }

    @Test
    void sanboot_isReadByTheLabsGuest_withItsDataVolumes() {
        for (GuestSystem guest : GuestSystem.values()) {
            assertThat(GuestConfiguration.parse(text(Feature.SANBOOT, guest, Optional.of(iscsi()), Optional.empty())))
                    .isEqualTo(new GuestConfiguration(
                            List.of(IQN.value()), List.of(ISCSI_PORTAL), List.of(new BootVolume(TARGET, 20))));
        }
        assertThat(GuestConfiguration.parse(
                        text(Feature.SANBOOT, GuestSystem.LINUX, Optional.of(iscsi()), Optional.of(nvme()))))
                .isEqualTo(new GuestConfiguration(
                        List.of(IQN.value(), NQN.value()),
                        List.of(ISCSI_PORTAL, NVME_PORTAL),
                        List.of(new BootVolume(TARGET, 20))));
    }

    @Test
    void localboot_isReadByTheLabsGuest() {
        for (GuestSystem guest : GuestSystem.values()) {
            assertThat(GuestConfiguration.parse(text(Feature.LOCALBOOT, guest, Optional.of(iscsi()), Optional.empty())))
                    .isEqualTo(new GuestConfiguration(
                            List.of(IQN.value()), List.of(ISCSI_PORTAL), List.of(new BootVolume(TARGET, 20))));
            assertThat(GuestConfiguration.parse(text(Feature.LOCALBOOT, guest, Optional.of(nvme()), Optional.empty())))
                    .isEqualTo(new GuestConfiguration(List.of(NQN.value()), List.of(NVME_PORTAL), List.of()));
        }
    }

    @Test
    void dataVolumes_areReadByTheLabsGuest() {
        for (GuestSystem guest : GuestSystem.values()) {
            assertThat(GuestConfiguration.parse(
                            text(Feature.DATA_VOLUMES, guest, Optional.empty(), Optional.of(iscsi()))))
                    .isEqualTo(new GuestConfiguration(List.of(IQN.value()), List.of(ISCSI_PORTAL), List.of()));
        }
        assertThat(GuestConfiguration.parse(
                        text(Feature.DATA_VOLUMES, GuestSystem.LINUX, Optional.empty(), Optional.of(nvme()))))
                .isEqualTo(new GuestConfiguration(List.of(NQN.value()), List.of(NVME_PORTAL), List.of()));
    }

    @Test
    void recoveryTemplate_givesTheNextGenerationItsOwnNames_andNoOthers() {
        String primary = text(Feature.SANBOOT, GuestSystem.LINUX, Optional.of(iscsi()), Optional.of(nvme()));
        List<Initiator> successor = List.of(fresh(Protocol.ISCSI, 2), fresh(Protocol.NVME_TCP, 2));

        MarkedUserData recovery = MarkedUserData.of(primary, new InstanceName("web-01"), Set.of(IQN, NQN));

        assertThat(recovery).isInstanceOfSatisfying(MarkedUserData.Marked.class, template -> {
            String text = new UserData(template.text()).forInitiators(successor);
            assertThat(GuestConfiguration.parse(text).initiators())
                    .isEqualTo(successor.stream().map(Initiator::value).toList());
            assertThat(text).doesNotContain(IQN.value(), NQN.value());
        });
    }

    @Test
    void cloudConfig_reachesCloudInitAsTheYamlThatItWas() throws IOException {
        String content = "#cloud-config\nruncmd:\n  - [ sh, -c, \"echo 'a: b' && true\" ]\nwrite_files:\n  - path: /x\n"
                + "    content: |\n      <a> & \"b\"\n";
        String text = text(
                Feature.SANBOOT,
                GuestSystem.LINUX,
                Optional.of(iscsi()),
                Optional.empty(),
                new GuestScript(
                        "c.yaml", GuestScript.Kind.CLOUD_CONFIG, GuestScript.Frequency.ONCE_PER_VOLUME, content));
        int begin =
                text.indexOf("Content-Type: text/cloud-config\n\n") + "Content-Type: text/cloud-config\n\n".length();
        YAMLMapper yaml = new YAMLMapper();

        JsonNode read = yaml.readTree(text.substring(begin, text.indexOf("\n--outpost-recovery-part-", begin)));

        assertThat(read).isEqualTo(yaml.readTree(content));
        assertThat(read.path("runcmd").path(0).path(2).asText()).isEqualTo("echo 'a: b' && true");
    }
}
