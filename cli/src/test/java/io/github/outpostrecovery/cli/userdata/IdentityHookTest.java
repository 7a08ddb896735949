package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.userdata.Shell.Result;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook, on the volume of a dead predecessor. */
class IdentityHookTest {
    private static final UUID UNIQUE = UUID.fromString("5d6c7b8a-1f2e-4d3c-8b4a-6f7e8d9c0b1a");
    private static final InstanceName INSTANCE = new InstanceName(Requests.INSTANCE);
    private static final Initiator IQN = Initiator.fresh(Protocol.ISCSI, INSTANCE, new Generation(2), UNIQUE);
    private static final Initiator NQN = Initiator.fresh(Protocol.NVME_TCP, INSTANCE, new Generation(2), UNIQUE);
    private static final String FIRMWARE = "sys/firmware/ibft/initiator/initiator-name";
    private static final String FILE = "etc/iscsi/initiatorname.iscsi";

    @TempDir
    private Path folder;

    private GuestSandbox guest;
    private final String hook = new Templates().fill("identity.sh", Map.of());

    @BeforeEach
    void volumeOfThePredecessor() {
        guest = new GuestSandbox(folder.resolve("guest"));
        guest.write(FILE, "InitiatorName=" + Requests.IQN + "\n");
        guest.write("etc/nvme/hostnqn", Requests.NQN + "\n");
        guest.write("etc/nvme/hostid", uuid(Requests.NQN) + "\n");
    }

    private static String uuid(Initiator nqn) {
        return nqn.value().substring(nqn.value().lastIndexOf(':') + 1);
    }

    private void machineBoots(Initiator name) {
        guest.write(FIRMWARE, name + "\n");
    }

    private String status(String protocol) {
        return guest.read("var/lib/outpost-recovery/identity." + protocol + ".status");
    }

    @Test
    void iscsi_takesTheNameOfTheFirmware_overThatOfTheVolume() {
        machineBoots(IQN);
        guest.write("var/lib/iscsi/ifaces/eth1", "iface.initiatorname = " + Requests.IQN + "\n");

        Result result = guest.run(hook, "iscsi");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(guest.read(FILE)).isEqualTo("InitiatorName=" + IQN + "\n");
        assertThat(guest.read("var/lib/iscsi/ifaces/eth1")).isEqualTo("iface.initiatorname = " + IQN + "\n");
        assertThat(status("iscsi")).isEqualTo("applied: " + IQN + "\n");
        assertThat(guest.read("var/lib/outpost-recovery/pins.iscsi")).isEmpty();
        assertThat(guest.calls()).doesNotContain("curl");
    }

    @Test
    void iscsi_withoutFirmware_takesTheNameOfTheUserData() {
        for (String text : List.of(
                "#!ipxe\nset initiator-iqn " + IQN + "\nsanboot x\n",
                "table\nname nvme " + NQN + "\nname iscsi " + IQN)) {
            guest.userData(text);

            assertThat(guest.run(hook, "iscsi").status()).isZero();
            assertThat(guest.read(FILE)).isEqualTo("InitiatorName=" + IQN + "\n");
        }
    }

    @Test
    void nvme_takesNameAndHostId_andCorrectsWhatConnectsByItself() {
        guest.userData("name iscsi " + IQN + "\nname nvme " + NQN + "\n");
        guest.write("etc/nvme/config.json", "[{\"hostnqn\": \"" + Requests.NQN + "\", \"hostid\": \"x\"}]\n");
        guest.write("etc/nvme/discovery.conf", "-t tcp -a 10.0.1.1 --hostnqn=" + Requests.NQN + " -s 8009\n");

        Result result = guest.run(hook, "nvme");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(guest.read("etc/nvme/hostnqn")).isEqualTo(NQN + "\n");
        assertThat(guest.read("etc/nvme/hostid")).isEqualTo(uuid(NQN) + "\n");
        assertThat(guest.read("etc/nvme/config.json"))
                .isEqualTo("[{\"hostnqn\": \"" + NQN + "\", \"hostid\": \"" + uuid(NQN) + "\"}]\n");
        assertThat(guest.read("etc/nvme/discovery.conf"))
                .isEqualTo("-t tcp -a 10.0.1.1 --hostnqn=" + NQN + " -s 8009\n");
    }

    @Test
    void nvme_hostIdOfANameWithoutUuid_isDerivedFromIt() {
        guest.userData("name nvme nqn.2024-01.com.example:host.7\n");
        assertThat(guest.run(hook, "nvme").status()).isZero();
        String first = guest.read("etc/nvme/hostid");
        assertThat(first).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n");

        guest.userData("name nvme nqn.2024-01.com.example:host.8\n");
        assertThat(guest.run(hook, "nvme").status()).isZero();
        assertThat(guest.read("etc/nvme/hostid")).isNotEqualTo(first);
    }

    @Test
    void nameThatNobodyGives_orThatIsNone_failsTheUnit_andLeavesTheVolumeAsItWas() {
        for (String told : List.of(
                "",
                "#!/bin/sh\necho nothing\n",
                "name iscsi @OUTPOST_RECOVERY_INITIATOR_IQN@\n",
                "name iscsi iqn.2006-03.com.amazon.aws:$(reboot)\n",
                "name iscsi " + "iqn.2006-03.com.amazon.aws:" + "a".repeat(200) + "\n")) {
            guest.userData(told);

            Result result = guest.run(hook, "iscsi");

            assertThat(result.status()).as(told).isNotZero();
            assertThat(status("iscsi")).as(told).startsWith("failed: ");
            assertThat(guest.read("dev/console")).contains("FAILED: iscsi name", "Nothing may log in");
            assertThat(guest.read(FILE)).isEqualTo("InitiatorName=" + Requests.IQN + "\n");
        }
    }

    @Test
    void firmwareAndUserDataThatDisagree_fail() {
        machineBoots(IQN);

        assertThat(guest.run(hook, "iscsi", Requests.IQN.value()).status()).isNotZero();
        assertThat(status("iscsi")).contains("the boot firmware says " + IQN);
    }

    @Test
    void sessionUnderTheNameOfTheDead_fails() {
        machineBoots(IQN);
        guest.write("sys/class/iscsi_session/session1/initiatorname", Requests.IQN + "\n");
        guest.write("sys/class/nvme/nvme1/hostnqn", Requests.NQN + "\n");
        guest.write("sys/class/nvme/nvme1/transport", "tcp\n");

        assertThat(guest.run(hook, "iscsi").status()).isNotZero();
        assertThat(status("iscsi")).contains("a session is up under " + Requests.IQN);
        assertThat(guest.run(hook, "nvme", NQN.value()).status()).isNotZero();
        assertThat(status("nvme")).contains("a controller is up under " + Requests.NQN);
    }

    @Test
    void bootArgument_thatPinsAnotherName_fails_andOneThatPinsThisName_isReported() {
        machineBoots(IQN);
        for (String argument : List.of("rd.iscsi.initiator", "iscsi_initiator")) {
            guest.write("proc/cmdline", "ro rd.iscsi.firmware=1 " + argument + "=" + Requests.IQN + "\n");
            assertThat(guest.run(hook, "iscsi").status()).isNotZero();
            assertThat(status("iscsi")).contains(argument + " pins " + Requests.IQN);
        }

        guest.write("proc/cmdline", "ro rd.iscsi.firmware=1 rd.iscsi.initiator=" + IQN + "\n");
        assertThat(guest.run(hook, "iscsi").status()).isZero();
        assertThat(guest.read("var/lib/outpost-recovery/pins.iscsi")).startsWith("rd.iscsi.initiator pins " + IQN);

        for (String argument : List.of("nvmf.hostid=" + uuid(Requests.NQN), "nvmf.hostnqn=" + Requests.NQN)) {
            guest.write("proc/cmdline", "ro " + argument + "\n");
            assertThat(guest.run(hook, "nvme", NQN.value()).status()).isNotZero();
        }
    }

    @Test
    void bootArguments_thatLackTheFirmware_orNameTheTarget_areReported_withoutTheirPassword() {
        machineBoots(IQN);
        guest.write("proc/cmdline", "ro netroot=iscsi:user:s3cret@10.0.0.1::3260:1:" + Requests.TARGET + "\n");

        Result result = guest.run(hook, "iscsi");

        assertThat(result.status()).isZero();
        assertThat(guest.read("var/lib/outpost-recovery/pins.iscsi"))
                .contains("netroot= names target and portal", "rd.iscsi.firmware is not among the boot arguments");
        assertThat(result.output()).doesNotContain("s3cret");
    }

    @Test
    void initramfs_isMadeAnew_onlyIfItCarriesAnotherName() {
        machineBoots(IQN);
        guest.write("boot/initramfs-6.1.0.img", "InitiatorName=" + IQN + "\n");
        assertThat(guest.run(hook, "iscsi", IQN.value(), "initramfs").status()).isZero();
        assertThat(guest.calls()).doesNotContain("dracut");

        guest.write("boot/initramfs-6.1.0.img", "InitiatorName=" + Requests.IQN + "\n");
        assertThat(guest.run(hook, "iscsi").status()).isZero();
        assertThat(guest.calls()).as("not at every boot").doesNotContain("dracut");
        Result result = guest.run(hook, "iscsi", IQN.value(), "initramfs");
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(guest.calls()).contains("dracut -f " + guest.root() + "/boot/initramfs-6.1.0.img 6.1.0");
        assertThat(guest.read("var/lib/outpost-recovery/pins.iscsi")).isEmpty();
    }

    @Test
    void initramfs_thatCannotBeMade_failsLoudly() {
        machineBoots(IQN);
        guest.write("boot/initramfs-6.1.0.img", "rd.iscsi.initiator=" + Requests.IQN + "\n");
        guest.fail("dracut", "-f");

        assertThat(guest.run(hook, "iscsi", IQN.value(), "initramfs").status()).isNotZero();
        assertThat(status("iscsi")).startsWith("failed: ");
    }

    @Test
    void sanbootGuest_keepsTheHookOnItsVolume_withoutWaitingForTheNetwork() {
        machineBoots(Requests.IQN);
        String text = Requests.rendered(Requests.sanboot(1, false, Requests.SERVER, List.of()))
                .text();

        Result result = guest.run(ParsedUserData.only(text, "text/x-shellscript"));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(guest.read("usr/local/sbin/outpost-recovery-identity")).isEqualTo(hook);
        assertThat(guest.permissions("usr/local/sbin/outpost-recovery-identity"))
                .isEqualTo("rwxr-xr-x");
        assertThat(guest.read("etc/systemd/system/outpost-recovery-name-iscsi.service"))
                .contains("\nAfter=systemd-remount-fs.service\n", "\nBefore=iscsid.service ")
                .contains("\nRequiredBy=iscsid.service iscsi.service open-iscsi.service\n");
    }

    @Test
    void aRecoveredMachine_bootsFromTheVolume_underItsOwnName_beforeItsUserDataRun() {
        machineBoots(Requests.IQN);
        guest.run(ParsedUserData.only(
                Requests.rendered(Requests.sanboot(1, false, Requests.SERVER, List.of()))
                        .text(),
                "text/x-shellscript"));

        machineBoots(IQN);
        Result unit = guest.run(guest.read("usr/local/sbin/outpost-recovery-identity"), "iscsi");

        assertThat(unit.status()).isZero();
        assertThat(guest.read(FILE)).isEqualTo("InitiatorName=" + IQN + "\n");
    }
}
