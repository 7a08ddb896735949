package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.userdata.Requests.Shape;
import io.github.outpostrecovery.cli.userdata.Shell.Result;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts run, against stubs of the tools that they call. */
class GuestRunTest {
    private static final String PASSWORD = "p4ss-w0rd-$(id)-'q\\";
    private static final String SECRET = "{\"userid\": \"web\", \"password\": \"" + PASSWORD
            + "\", \"mutual_userid\": \"array\"," + " \"mutual_password\": \"of the array\"}";
    private static final String HOST_KEY = "DHHC-1:01:ia6zGodOr4SEG0Zzaw398rpY0wqipUWj4jWjUh4HWUz6aQ2n:";
    private static final String NODE = "var/lib/iscsi/nodes/" + Requests.TARGET + "/10.0.0.1,3260,1/default";

    @TempDir
    private Path folder;

    private GuestSandbox guest;

    @BeforeEach
    void freshGuest() {
        guest = new GuestSandbox(folder.resolve("guest"));
    }

    private static String dataVolumes(Protocol protocol, int ways, boolean secrets) {
        return Requests.rendered(Requests.dataVolumes(protocol, ways, secrets)).text();
    }

    private static String dataVolumes(Protocol protocol, LocalNetwork network, Updates updates) {
        return Requests.rendered(new Shape(
                                Feature.DATA_VOLUMES,
                                GuestSystem.LINUX,
                                protocol,
                                Optional.empty(),
                                false,
                                1,
                                false,
                                network,
                                updates)
                        .request())
                .text();
    }

    @Test
    void iscsi_logsInOnEveryPath_underItsName_withMultipath_andAgainAfterAReboot() {
        Result result = guest.run(dataVolumes(Protocol.ISCSI, 4, false));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(guest.read("etc/iscsi/initiatorname.iscsi")).isEqualTo("InitiatorName=" + Requests.IQN + "\n");
        assertThat(guest.calls())
                .contains(
                        "iscsiadm -m node -T " + Requests.TARGET + " -p 10.0.0.1:3260 --login",
                        "iscsiadm -m node -T " + Requests.TARGET + " -p 10.0.0.4:3260 --login",
                        "-n node.startup -v automatic",
                        "-n node.session.timeo.replacement_timeout -v 15",
                        "systemctl restart multipathd",
                        "systemctl enable outpost-recovery-name-iscsi",
                        "systemctl enable iscsi\n")
                .doesNotContain("dnf", "aws");
        assertThat(guest.calls().indexOf("systemctl restart iscsid"))
                .as("the name is there before iscsid is")
                .isGreaterThan(guest.calls().indexOf("systemctl enable outpost-recovery-name-iscsi"))
                .isLessThan(guest.calls().indexOf("discoverydb"));
        assertThat(guest.read("etc/systemd/system/outpost-recovery-name-iscsi.service"))
                .contains("RequiredBy=iscsid.service", "After=systemd-remount-fs.service network-online.target");
        assertThat(guest.read("var/lib/outpost-recovery/guest.status")).isEqualTo("done\n");
    }

    @Test
    void iscsi_runAgain_isDoneAtOnce_andLogsInNowhereTwice() {
        guest.run(dataVolumes(Protocol.ISCSI, 2, false));
        int logins = guest.calls().split("--login", -1).length;

        Result again = guest.run(dataVolumes(Protocol.ISCSI, 2, false));

        assertThat(again.status()).as(again.output()).isZero();
        assertThat(guest.calls().split("--login", -1)).hasSize(logins);
    }

    @Test
    void iscsi_whoseLoginFailsOnOnePath_triesTheOthers_andFailsLoudly() {
        guest.fail("iscsiadm", "10.0.0.2:3260 --login");

        Result result = guest.run(dataVolumes(Protocol.ISCSI, 4, false));

        assertThat(result.status()).isNotZero();
        assertThat(guest.calls()).contains("10.0.0.4:3260 --login");
        assertThat(guest.read("var/lib/outpost-recovery/guest.status"))
                .startsWith("failed: iSCSI: login to " + Requests.TARGET + " at 10.0.0.2:3260;");
        assertThat(guest.read("dev/console")).contains("FAILED: iSCSI: login to ");
        assertThat(result.output()).doesNotContain("the guest has its name");
    }

    @Test
    void iscsi_stopsAtTheFirstStepThatFails_withItsReason() {
        for (String step : new String[] {
            "systemctl daemon-reload",
            "systemctl enable iscsid",
            "iscsiadm -o update",
            "iscsiadm -m discoverydb",
            "modprobe dm_multipath"
        }) {
            guest = new GuestSandbox(folder.resolve(step.replaceAll("[^a-z]", "")));
            guest.fail(step.substring(0, step.indexOf(' ')), step.substring(step.indexOf(' ') + 1));

            Result result = guest.run(dataVolumes(Protocol.ISCSI, 2, false));

            assertThat(result.status()).as(step).isNotZero();
            assertThat(guest.read("var/lib/outpost-recovery/guest.status"))
                    .as(step)
                    .startsWith("failed: ");
            assertThat(guest.calls()).as(step).doesNotContain("--login");
        }
    }

    @Test
    void iscsi_writesSecretsIntoFilesOfRootOnly_andNeverIntoArguments() {
        guest.secret(SECRET);

        Result result = guest.run(dataVolumes(Protocol.ISCSI, 2, true));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(guest.read(NODE))
                .isEqualTo("# BEGIN RECORD 2.1\nnode.session.auth.chap_algs = MD5\n"
                        + "node.session.auth.authmethod = CHAP\nnode.session.auth.username = web\n"
                        + "node.session.auth.password = " + PASSWORD + "\n"
                        + "node.session.auth.username_in = array\nnode.session.auth.password_in = of the array\n"
                        + "# END RECORD\n");
        assertThat(guest.permissions(NODE)).isEqualTo("rw-------");
        assertThat(guest.read("var/lib/iscsi/send_targets/10.0.0.2,3260/st_config"))
                .contains("discovery.sendtargets.auth.password = " + PASSWORD);
        assertThat(guest.calls())
                .contains("aws secretsmanager get-secret-value --region us-west-2 --secret-id storage/web-01")
                .doesNotContain(PASSWORD, "of the array");
        assertThat(result.output()).doesNotContain(PASSWORD, "of the array");
        assertThat(guest.read("dev/console")).doesNotContain(PASSWORD);
    }

    @Test
    void iscsi_withASecretThatIsNotWhole_doesNotLogIn_andSaysWhatLacks() {
        guest.secret("{\"userid\": \"web\"}");
        assertThat(guest.run(dataVolumes(Protocol.ISCSI, 1, true)).status()).isNotZero();
        assertThat(guest.read("var/lib/outpost-recovery/guest.status"))
                .isEqualTo("failed: the secret storage/web-01 lacks userid or password\n");

        guest.secret("{\"userid\": \"web\", \"password\": \"x\", \"mutual_password\": \"y\"}");
        assertThat(guest.run(dataVolumes(Protocol.ISCSI, 1, true)).status()).isNotZero();
        assertThat(guest.read("var/lib/outpost-recovery/guest.status")).contains("one half of a mutual account");

        guest.fail("aws", "get-secret-value");
        assertThat(guest.run(dataVolumes(Protocol.ISCSI, 1, true)).status()).isNotZero();
        assertThat(guest.read("var/lib/outpost-recovery/guest.status"))
                .startsWith("failed: the secret storage/web-01 cannot be read");
        assertThat(guest.calls()).doesNotContain("--login");
    }

    @Test
    void missingTool_isFetchedOnlyWhenAsked() {
        guest.without("iscsiadm");

        Result refused = guest.run(dataVolumes(Protocol.ISCSI, Requests.RACK, Updates.NONE));

        assertThat(refused.status()).isNotZero();
        assertThat(guest.read("var/lib/outpost-recovery/guest.status"))
                .startsWith("failed: iscsiadm is not on this image");
        assertThat(guest.calls()).doesNotContain("dnf");

        guest.run(dataVolumes(Protocol.ISCSI, Requests.RACK, Updates.INSTALL_MISSING));
        assertThat(guest.calls())
                .contains("dnf -qy install iscsi-initiator-utils")
                .doesNotContain("upgrade");

        guest.run(dataVolumes(Protocol.ISCSI, Requests.RACK, Updates.UPGRADE));
        assertThat(guest.calls()).contains("dnf -qy upgrade");
    }

    @Test
    void localNetwork_isBroughtUp_byWhateverManagesTheNetwork() {
        for (String manager : new String[] {"NetworkManager", "systemd-networkd", "neither"}) {
            guest = new GuestSandbox(folder.resolve(manager));
            guest.set("NETWORK", manager);

            Result result = guest.run(dataVolumes(Protocol.ISCSI, Requests.SERVER, Updates.NONE));

            assertThat(result.status()).as(result.output()).isZero();
            assertThat(guest.calls())
                    .contains(
                            switch (manager) {
                                case "NetworkManager" -> "ifname eth1 ipv4.method auto ipv4.route-metric 2048";
                                case "systemd-networkd" -> "networkctl reconfigure eth1";
                                default -> "dhclient -1 eth1";
                            });
        }
    }

    @Test
    void localNetwork_withoutAnAddress_failsLoudly() {
        guest.set("NETWORK", "NetworkManager");
        guest.fail("nmcli", "connection up");

        assertThat(guest.run(dataVolumes(Protocol.ISCSI, Requests.SERVER, Updates.NONE))
                        .status())
                .isNotZero();
        assertThat(guest.calls()).doesNotContain("iscsiadm");
    }

    @Test
    void nvme_opensEveryPath_withItsHostIdBesideItsName_andItsKeyInAFileOnly() {
        guest.secret("{\"dh_chap_host_key\": \"" + HOST_KEY + "\"}");

        Result result = guest.run(dataVolumes(Protocol.NVME_TCP, 2, true));

        assertThat(result.status()).as(result.output()).isZero();
        String uuid = Requests.NQN.value().substring("nqn.2014-08.org.nvmexpress:uuid:".length());
        assertThat(guest.read("etc/nvme/hostnqn")).isEqualTo(Requests.NQN + "\n");
        assertThat(guest.read("etc/nvme/hostid")).isEqualTo(uuid + "\n");
        assertThat(guest.read("dev/nvme-fabrics"))
                .contains(
                        "transport=tcp,traddr=10.0.1.2,trsvcid=4420,nqn=" + Requests.SUBSYSTEM + ",ctrl_loss_tmo=1800",
                        ",dhchap_secret=" + HOST_KEY + ",hostnqn=" + Requests.NQN + ",hostid=" + uuid);
        assertThat(guest.permissions("etc/outpost-recovery/nvme.paths")).isEqualTo("rw-------");
        assertThat(guest.calls()).doesNotContain("DHHC").contains("systemctl enable outpost-recovery-nvme");
        assertThat(result.output()).doesNotContain("DHHC");
        assertThat(guest.read("etc/systemd/system/outpost-recovery-nvme.service"))
                .contains("Requires=outpost-recovery-name-nvme.service");
        assertThat(guest.read("etc/modules-load.d/outpost-recovery.conf")).isEqualTo("nvme_tcp\n");
    }

    @Test
    void nvme_whosePathDoesNotComeUp_orWithoutMultipath_failsLoudly() {
        guest.remove("dev/nvme-fabrics");
        guest.write("dev/nvme-fabrics/refuses", "");
        Result result = guest.run(dataVolumes(Protocol.NVME_TCP, 2, false));
        assertThat(result.status()).isNotZero();
        assertThat(result.output())
                .contains("no NVMe/TCP path to " + Requests.SUBSYSTEM + " at 10.0.1.1; " + Requests.SUBSYSTEM
                        + " at 10.0.1.2;");
        assertThat(guest.read("var/lib/outpost-recovery/guest.status")).startsWith("failed: an NVMe/TCP path");

        guest.write("sys/module/nvme_core/parameters/multipath", "N\n");
        assertThat(guest.run(dataVolumes(Protocol.NVME_TCP, 2, false)).output())
                .contains("one namespace would show as several disks");
    }

    @Test
    void localboot_bootsOnlyAfterItHasLoggedIn() {
        String text = Requests.rendered(new Shape(
                                Feature.LOCALBOOT,
                                GuestSystem.LINUX,
                                Protocol.ISCSI,
                                Optional.empty(),
                                false,
                                1,
                                false,
                                Requests.RACK,
                                Updates.NONE)
                        .request())
                .text();
        String script = ParsedUserData.only(text, "text/localboot");

        assertThat(guest.run(script).status()).isZero();
        assertThat(guest.calls()).endsWith("localboot --target " + Requests.TARGET + " --lun 10\n");

        guest = new GuestSandbox(folder.resolve("refused"));
        guest.fail("iscsiadm", "--login");
        assertThat(guest.run(script).status()).isNotZero();
        assertThat(guest.calls()).doesNotContain("localboot");
    }

    @Test
    void packedScript_doesWhatThePlainOneDoes() {
        Templates templates = new Templates();
        LinuxScripts scripts = new LinuxScripts(templates);
        LinuxScripts.Script script = scripts.guest(Requests.dataVolumes(Protocol.ISCSI, 2, false));
        guest.run(scripts.text(script, LinuxScripts.Form.PLAIN));
        String plain = guest.calls();

        guest = new GuestSandbox(folder.resolve("packed"));
        Result packed = guest.run(scripts.text(script, LinuxScripts.Form.PACKED));

        assertThat(packed.status()).as(packed.output()).isZero();
        assertThat(guest.calls()).isEqualTo(plain);
        guest.fail("systemctl", "daemon-reload");
        assertThat(guest.run(scripts.text(script, LinuxScripts.Form.PACKED)).status())
                .isNotZero();
    }
}
