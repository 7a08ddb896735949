package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.userdata.Attachment.IscsiPortal;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiTarget;
import io.github.outpostrecovery.cli.userdata.Attachment.MachineName;
import io.github.outpostrecovery.cli.userdata.Attachment.Multipath;
import io.github.outpostrecovery.cli.userdata.Attachment.NvmeSubsystem;
import io.github.outpostrecovery.cli.userdata.GuestScript.Frequency;
import io.github.outpostrecovery.cli.userdata.GuestScript.Kind;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MustacheUserDataRendererTest {
    private static final MachineName NAME = new MachineName.Of(Requests.IQN);

    private static List<String> reasons(UserDataRequest request) {
        return switch (new MustacheUserDataRenderer().render(request)) {
            case RenderedUserData.Impossible(List<String> reasons) -> reasons;
            case RenderedUserData.Text text -> List.of();
        };
    }

    private static UserDataRequest sanboot(LocalNetwork network, IscsiTarget... targets) {
        return new UserDataRequest(
                Requests.INSTANCE,
                Feature.SANBOOT,
                GuestSystem.LINUX,
                Optional.of(new Attachment.Iscsi(NAME, List.of(targets), List.of())),
                Optional.empty(),
                List.of(),
                network,
                Updates.NONE);
    }

    private static IscsiTarget target(String address, int port, String iqn, int lun, String... secret) {
        return new IscsiTarget(
                address,
                port,
                iqn,
                OptionalInt.of(lun),
                List.of(secret).stream().findFirst());
    }

    private static UserDataRequest nvme(MachineName name, NvmeSubsystem... subsystems) {
        return new UserDataRequest(
                Requests.INSTANCE,
                Feature.DATA_VOLUMES,
                GuestSystem.LINUX,
                Optional.empty(),
                Optional.of(new Attachment.Nvme(name, List.of(subsystems), Multipath.DEVICE_MAPPER)),
                List.of(),
                Requests.RACK,
                Updates.NONE);
    }

    private static UserDataRequest with(GuestScript script) {
        return Requests.sanboot(1, false, Requests.SERVER, List.of(script));
    }

    private static GuestScript script(String content) {
        return new GuestScript("script.sh", Kind.SHELL, Frequency.ONCE_PER_VOLUME, content);
    }

    @Test
    void firmwaresScript_onAServer_fetchesTheSecretBeforeTheLocalNetworkIsOpened() {
        String text = Requests.rendered(sanboot(
                        new LocalNetwork.Interface(2),
                        target("10.0.0.1", 3260, Requests.TARGET, 255, "storage/web-01"),
                        target("2001:db8::1", 3261, Requests.TARGET, 0, "storage/web-01")))
                .text();

        assertThat(ParsedUserData.only(text, "text/ipxe"))
                .isEqualTo("""
                    #!ipxe
                    set initiator-iqn %s
                    aws_get_boot_creds_from_secret storage/web-01
                    ifclose
                    ifopen net2
                    dhcp --timeout 5000 net2
                    route ||
                    ifstat ||
                    sanboot iscsi:10.0.0.1::3260:ff:%s iscsi:[2001:db8::1]::3261:0:%s
                    """.formatted(Requests.IQN, Requests.TARGET, Requests.TARGET));
        assertThat(text)
                .startsWith("Content-Type: multipart/mixed; boundary=\"")
                .contains("\nContent-Type: text/ipxe\n\n#!ipxe\n");
    }

    @Test
    void firmwaresScript_onARack_leavesTheNetworkAlone() {
        assertThat(ParsedUserData.only(
                        Requests.rendered(sanboot(Requests.RACK, target("10.0.0.1", 3260, Requests.TARGET, 0)))
                                .text(),
                        "text/ipxe"))
                .doesNotContain("ifclose", "dhcp", "aws_get_boot_creds");
    }

    @Test
    void secretsThatDiffer_areRefused_sinceTheFirmwareKnowsOne() {
        assertThat(reasons(sanboot(
                        Requests.SERVER,
                        target("10.0.0.1", 3260, Requests.TARGET, 0, "one"),
                        target("10.0.0.2", 3260, Requests.TARGET, 0))))
                .singleElement()
                .asString()
                .contains("one CHAP account");
    }

    @Test
    void hostileValues_areRefused_eachWithItsReason() {
        for (String iqn : List.of(
                Requests.TARGET + "\nsanboot iscsi:evil",
                Requests.TARGET + "'",
                Requests.TARGET + "\"",
                Requests.TARGET + "`id`",
                Requests.TARGET + "$(id)",
                Requests.TARGET + " x",
                "target",
                "iqn.2024-13.com.x:y",
                Requests.TARGET + "a".repeat(223))) {
            assertThat(reasons(sanboot(Requests.SERVER, target("10.0.0.1", 3260, iqn, 0))))
                    .as(iqn)
                    .singleElement()
                    .asString()
                    .contains("is no iSCSI target name")
                    .doesNotContain("\n");
        }
        for (String address : List.of(
                "fe80::1%eth0",
                "[2001:db8::1]",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1.",
                "array.example",
                "1::2::3",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "10.0.0.1;id",
                "")) {
            assertThat(reasons(sanboot(Requests.SERVER, target(address, 3260, Requests.TARGET, 0))))
                    .as(address)
                    .singleElement()
                    .asString()
                    .contains("is no IP address");
        }
        for (int port : new int[] {0, -1, 65_536, 70_000}) {
            assertThat(reasons(sanboot(Requests.SERVER, target("10.0.0.1", port, Requests.TARGET, 0))))
                    .containsExactly("port " + port + " is not legal: 1 to 65535");
        }
        for (int lun : new int[] {-1, 256}) {
            assertThat(reasons(sanboot(Requests.SERVER, target("10.0.0.1", 3260, Requests.TARGET, lun))))
                    .containsExactly("LUN " + lun + " is not legal: 0 to 255");
        }
        for (String secret : List.of("a'b", "a\"b", "a b", "$(id)", "--region=x", "arn:aws:s3:::bucket", "a\nb", "")) {
            assertThat(reasons(sanboot(Requests.SERVER, target("10.0.0.1", 3260, Requests.TARGET, 0, secret))))
                    .as(secret)
                    .singleElement()
                    .asString()
                    .contains("is no name or ARN of a secret");
        }
    }

    @Test
    void hostileNames_areRefused() {
        Initiator hostile = Initiator.parse("nqn.2014-08.org.example:x';reboot;'");
        NvmeSubsystem subsystem =
                new NvmeSubsystem("10.0.0.1", OptionalInt.empty(), Requests.SUBSYSTEM, Optional.empty());

        assertThat(reasons(nvme(new MachineName.Of(hostile), subsystem)))
                .singleElement()
                .asString()
                .contains("is no initiator name for nvme");
        assertThat(reasons(nvme(new MachineName.Of(Requests.IQN), subsystem))).hasSize(1);
        assertThat(reasons(nvme(new MachineName.Marker(Protocol.ISCSI), subsystem)))
                .hasSize(1);
        assertThat(reasons(nvme(
                        new MachineName.Of(Requests.NQN),
                        new NvmeSubsystem(
                                "10.0.0.1", OptionalInt.of(0), Requests.SUBSYSTEM + ",hostnqn=x", Optional.empty()))))
                .hasSize(2);
        UserDataRequest shell = new UserDataRequest(
                "web; reboot",
                Feature.SANBOOT,
                GuestSystem.LINUX,
                Requests.sanboot(1, false, Requests.SERVER, List.of()).boot(),
                Optional.empty(),
                List.of(),
                new LocalNetwork.Interface(0),
                Updates.NONE);
        assertThat(reasons(shell)).hasSize(2);
    }

    @Test
    void ipv6AndArnsAreLegal() {
        for (String address : List.of("::1", "2001:db8::", "1:2:3:4:5:6:7:8", "fe80::a:b", "1::8")) {
            assertThat(reasons(sanboot(Requests.SERVER, target(address, 65_535, Requests.TARGET, 0))))
                    .as(address)
                    .isEmpty();
        }
        assertThat(reasons(sanboot(
                        Requests.SERVER,
                        target(
                                "10.0.0.1",
                                3260,
                                "eui.0123456789abcdef",
                                0,
                                "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:storage/web-AbCdEf"))))
                .isEmpty();
    }

    @Test
    void scriptWithTheBoundary_getsAnotherBoundary_andScriptsThatPlayFirmware_areRefused() {
        String first = Requests.rendered(with(script("#!/bin/sh\ntrue\n"))).text();
        String boundary = first.lines().findFirst().orElseThrow().replaceAll(".*\"(.*)\"", "$1");
        String text = Requests.rendered(with(script("#!/bin/sh\necho --" + boundary + "\n--" + boundary + "--\n")))
                .text();

        assertThat(ParsedUserData.parse(text)).hasSize(4);
        assertThat(text.lines().findFirst().orElseThrow()).doesNotContain(boundary);
        for (String content : List.of(
                "#!ipxe\nsanboot x\n",
                "#!/bin/sh\ncat <<X\nContent-Type: text/ipxe\nX\n",
                "#!/bin/sh\n: '\nset initiator-iqn iqn.2024-01.com.example:other\n'\n",
                "#!/bin/sh\n: '\nname nvme x\n'\n",
                "<powershell>\nx\n",
                "#!/bin/sh\n\0")) {
            assertThat(reasons(with(script(content))))
                    .as(content)
                    .singleElement()
                    .asString()
                    .contains("script.sh");
        }
    }

    @Test
    void scriptBeyondAscii_mustNotHideTheMachinesName() {
        assertThat(reasons(with(script("#!/bin/sh\n# ☃\necho " + Requests.IQN + "\n"))))
                .singleElement()
                .asString()
                .contains("beyond ASCII");
        assertThat(reasons(with(script("#!/bin/sh\necho " + Requests.IQN + "\n"))))
                .isEmpty();
    }

    @Test
    void tooMuch_isRefused_namingTheSizeOfEachPart() {
        assertThat(reasons(with(script("#!/bin/sh\n" + "echo 0123456789\n".repeat(900)))))
                .singleElement()
                .asString()
                .startsWith("EC2 takes 16384 bytes of user data, and this has ")
                .contains("part handler ", "boot firmware ", "names ", "script.sh 14");
    }

    @Test
    void size_leavesRoomForTheLongerNamesOfLaterGenerations() {
        MachineName marker = new MachineName.Marker(Protocol.ISCSI);
        int most = 0;
        for (int lines = 200; lines < 700; lines++) {
            UserDataRequest request = Requests.withScripts(
                    sanbootNamed(marker), List.of(script("#!/bin/sh\n" + "echo 0123456789\n".repeat(lines))));
            if (new MustacheUserDataRenderer().render(request) instanceof RenderedUserData.Text text) {
                most = Math.max(
                        most,
                        text.text()
                                .replace(
                                        io.github.outpostrecovery.core.compute.UserData.IQN_MARKER,
                                        Requests.IQN.value() + "23456789")
                                .length());
            } else {
                break;
            }
        }
        assertThat(most).isBetween(UserDataRenderer.LARGEST - 100, UserDataRenderer.LARGEST);
    }

    private static UserDataRequest sanbootNamed(MachineName name) {
        return new UserDataRequest(
                Requests.INSTANCE,
                Feature.SANBOOT,
                GuestSystem.LINUX,
                Optional.of(
                        new Attachment.Iscsi(name, List.of(target("10.0.0.1", 3260, Requests.TARGET, 0)), List.of())),
                Optional.empty(),
                List.of(),
                Requests.SERVER,
                Updates.NONE);
    }

    @Test
    void oneMachine_hasOneNameForAProtocol() {
        UserDataRequest boot = Requests.sanboot(1, false, Requests.SERVER, List.of());
        UserDataRequest two = new UserDataRequest(
                boot.instance(),
                boot.feature(),
                boot.guest(),
                boot.boot(),
                Optional.of(new Attachment.Iscsi(
                        new MachineName.Of(Initiator.parse("iqn.2024-01.com.example:second")),
                        List.of(target("10.0.0.9", 3260, Requests.TARGET, 0)),
                        List.of(new IscsiPortal("10.0.0.9", 3260, Optional.empty())))),
                List.of(),
                boot.network(),
                boot.updates());

        assertThat(reasons(two)).singleElement().asString().contains("one machine has one iscsi name");
    }

    @Test
    void tooManyTargets_orNone_orTheSameTwice_areRefused() {
        IscsiTarget target = target("10.0.0.1", 3260, Requests.TARGET, 0);
        IscsiTarget second = target("10.0.0.2", 3260, Requests.TARGET, 0);
        IscsiTarget third = target("10.0.0.3", 3260, Requests.TARGET, 0);
        assertThat(reasons(sanboot(Requests.SERVER, target, second, third)))
                .containsExactly("sanboot boots from at most 2 targets, and 3 were given");
        assertThat(reasons(sanboot(Requests.SERVER))).containsExactly("no iSCSI target was given");
        assertThat(reasons(sanboot(Requests.SERVER, target, target))).containsExactly("the same target is there twice");
    }

    @Test
    void windows_getsItsBlock_withMultipathAndATaskThatNamesItBeforeTheServiceStarts() {
        UserDataRequest request = new Requests.Shape(
                        Feature.DATA_VOLUMES,
                        GuestSystem.WINDOWS,
                        Protocol.ISCSI,
                        Optional.empty(),
                        true,
                        2,
                        false,
                        Requests.SERVER,
                        Updates.NONE)
                .request();

        String text = Requests.rendered(request).text();

        assertThat(text)
                .startsWith("<powershell>\n")
                .endsWith("</powershell>\n<persist>true</persist>\n")
                .contains(
                        "\nname iscsi " + Requests.IQN + "\n",
                        "Enable-MSDSMAutomaticClaim",
                        "Register-ScheduledTask",
                        "IsPersistent = $true",
                        "Get-SECSecretValue")
                .doesNotContain("Install-Module");
        String identity = text.substring(text.indexOf("$identity = @'\n") + 15, text.indexOf("\n'@\ntry {"));
        assertThat(PowerShellShape.faults("<powershell>\n" + identity + "\n</powershell>\n<persist>true</persist>\n"))
                .isEmpty();
    }
}
