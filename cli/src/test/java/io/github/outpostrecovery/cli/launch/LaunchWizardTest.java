package io.github.outpostrecovery.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The wizard with nobody there: what it launches, and what it refuses. */
class LaunchWizardTest {
    private static final List<String> VENDORS = List.of("netapp", "purestorage", "dell", "hpe", "generic");

    private static List<List<String>> combinations(boolean allowed) {
        List<List<String>> all = new ArrayList<>();
        for (String vendor : VENDORS) {
            for (String protocol : List.of("iscsi", "nvme")) {
                for (String feature : List.of("sanboot", "localboot", "data_volumes")) {
                    for (String guest : List.of("linux", "windows")) {
                        boolean refused = protocol.equals("nvme")
                                && (feature.equals("sanboot")
                                        || (feature.equals("data_volumes") && guest.equals("windows")));
                        if (refused != allowed) {
                            all.add(List.of(vendor, protocol, feature, guest));
                        }
                    }
                }
            }
        }
        return all;
    }

    static List<List<String>> allowed() {
        return combinations(true);
    }

    static List<List<String>> refused() {
        return combinations(false);
    }

    private static Wizardry of(List<String> combination) {
        return new Wizardry(combination.get(0), combination.get(1))
                .furnished(combination.get(0), combination.get(1), combination.get(2), combination.get(3));
    }

    private static Wizardry sanboot() {
        return of(List.of("netapp", "iscsi", "sanboot", "linux"));
    }

    private static WizardException failure(Wizardry wizardry) {
        WizardException failure = catchThrowableOfType(WizardException.class, wizardry::unattended);
        assertThat(failure).as("told: %s", wizardry.told).isNotNull();
        return failure;
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void unattended_launchesAndSeesTheAttachment_whenTheCombinationIsAllowed(List<String> combination) {
        Wizardry wizardry = of(combination);
        LaunchOutcome outcome = wizardry.unattended();
        assertThat(outcome.instance()).contains(FakeAccount.MACHINE);
        assertThat(wizardry.account.launched).hasSize(1);
        var specification = wizardry.account.launched.getFirst();
        assertThat(specification.interfaces()).hasSize(2);
        assertThat(specification.metadata().tokens()).isEqualTo("required");
        assertThat(specification.userData()).contains(outcome.userData());
        assertThat(specification.tags()).containsEntry("Name", "web-01").containsEntry(LaunchTags.INSTANCE, "web-01");
        outcome.report()
                .plan()
                .initiators()
                .values()
                .forEach(name -> assertThat(outcome.userData()).contains(name.value()));
        assertThat(outcome.userData()).doesNotContain("pass-of-the-array").doesNotContain("t0ken");
        assertThat(String.valueOf(LaunchTags.read(specification.tags())))
                .contains("Launched")
                .doesNotContain("pass-of");
        if (!combination.getFirst().equals("generic")) {
            assertThat(outcome.report().seen().values())
                    .containsExactly(new LaunchReport.Seen.Attached(List.of("10.1.0.1")));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void unattended_refusesBeforeAnyChange_whenTheCombinationIsNotAllowed(List<String> combination) {
        Wizardry wizardry = of(combination);
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.FEATURE_NOT_SUPPORTED);
        assertThat(failure).hasMessageContainingAll(combination.get(2), combination.get(3), "nvme");
        assertThat(wizardry.account.changes()).isEmpty();
    }

    @Test
    void unattended_takesTheLunThatTheArrayAssigned_whenNoneIsGiven() {
        Wizardry wizardry = sanboot();
        wizardry.account.array.firstLun = 10;
        assertThat(wizardry.unattended().userData()).contains("::3260:a:");
    }

    @Test
    void unattended_bootsOverTwoPortalsAtMost_whenTheArrayHasThree() {
        LaunchOutcome outcome = sanboot().unattended();
        assertThat(outcome.userData()).contains("10.1.0.8").contains("10.1.0.9").doesNotContain("10.1.0.10");
    }

    @Test
    void unattended_refuses_whenMoreTargetsAreGivenThanCanBeBootedOver() {
        Wizardry wizardry =
                of(List.of("dell", "iscsi", "localboot", "linux")).give("--target-endpoint", "10.1.0.8", "10.1.0.9");
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.TOO_MANY_TARGETS);
        assertThat(wizardry.account.changes()).isEmpty();
    }

    @Test
    void unattended_refuses_whenAnOptionIsForAnotherVendor() {
        assertThat(failure(sanboot().give("--host-name", "x")))
                .hasMessageContaining("--host-name is for dell, hpe, purestorage, not for netapp");
    }

    @Test
    void unattended_refusesWhatIsNotThere_withTheFailureOfEach() {
        assertThat(failure(sanboot().give("--subnet-id", "subnet-0a1b2cff")).failure())
                .isEqualTo(WizardFailure.SUBNET_NOT_ON_OUTPOST);
        assertThat(failure(sanboot().give("--subnet-id", "subnet-0a1b2c00")).failure())
                .isEqualTo(WizardFailure.SUBNET_NOT_FOUND);
        assertThat(failure(sanboot().give("--ami-id", "ami-0a1b2c00")).failure())
                .isEqualTo(WizardFailure.IMAGE_NOT_FOUND);
        assertThat(failure(sanboot().give("--instance-type", "m5.large")).failure())
                .isEqualTo(WizardFailure.INSTANCE_TYPE_NOT_OFFERED);
        assertThat(failure(sanboot().give("--instance-type", "c6id.4xlarge")).failure())
                .isEqualTo(WizardFailure.NO_CAPACITY);
        assertThat(failure(sanboot().give("--key-name", "x")).failure()).isEqualTo(WizardFailure.KEY_PAIR_NOT_FOUND);
        assertThat(failure(sanboot().give("--security-group-id", "sg-other")).failure())
                .isEqualTo(WizardFailure.SECURITY_GROUP_OF_ANOTHER_VPC);
        assertThat(failure(sanboot().give("--security-group-id", "sg-none")).failure())
                .isEqualTo(WizardFailure.SECURITY_GROUP_NOT_FOUND);
        assertThat(failure(sanboot().give("--instance-profile-name", "x")).failure())
                .isEqualTo(WizardFailure.INSTANCE_PROFILE_NOT_FOUND);
        assertThat(failure(sanboot().give("--root-volume-size", "7")).failure())
                .isEqualTo(WizardFailure.ROOT_VOLUME_TOO_SMALL);
        assertThat(failure(sanboot().give("--svm-name", "x")).failure()).isEqualTo(WizardFailure.SVM_NOT_FOUND);
        assertThat(failure(sanboot().give("--lun-path", "/vol/v1/none")).failure())
                .isEqualTo(WizardFailure.LUN_NOT_FOUND);
        assertThat(failure(sanboot().give("--target-endpoint", "10.9.9.9")).failure())
                .isEqualTo(WizardFailure.ENDPOINT_NOT_FOUND);
        assertThat(failure(sanboot().give("--target-endpoint", "10.9.9.999")).failure())
                .isEqualTo(WizardFailure.INVALID_INPUT);
        assertThat(failure(sanboot().give("--lun", "256")).failure()).isEqualTo(WizardFailure.INVALID_INPUT);
        assertThat(failure(sanboot().give("--array-secret", "none")).failure())
                .isEqualTo(WizardFailure.SECRET_NOT_FOUND);
        assertThat(failure(sanboot().give("--guest-os-script", "/nowhere/x.sh")).failure())
                .isEqualTo(WizardFailure.SCRIPT_NOT_FOUND);
        assertThat(failure(sanboot().give("--initiator-iqn", "iqn.2006-03.com.amazon.aws:x\nrm"))
                        .failure())
                .isEqualTo(WizardFailure.INVALID_INPUT);
        assertThat(failure(sanboot().give("--igroup-name", "a\"; rm -rf /")).failure())
                .isEqualTo(WizardFailure.INVALID_INPUT);
        assertThat(failure(sanboot().give("--instance-name", "Web 01")).failure())
                .isEqualTo(WizardFailure.INVALID_INPUT);
    }

    @Test
    void unattended_refusesANameInUse_whenItStandsInAnotherObject() {
        Wizardry wizardry = sanboot().give("--initiator-iqn", "iqn.2006-03.com.amazon.aws:db-01");
        wizardry.account.array.hosts.put(
                "db-01",
                new java.util.HashSet<>(List.of(
                        io.github.outpostrecovery.core.name.Initiator.parse("iqn.2006-03.com.amazon.aws:db-01"))));
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.INITIATOR_IN_USE);
        assertThat(wizardry.account.changes()).isEmpty();
    }

    @Test
    void unattended_refusesALun_whenTheArrayShowsTheVolumeAtAnother() {
        Wizardry wizardry = sanboot()
                .give("--initiator-iqn", "iqn.2006-03.com.amazon.aws:web-01")
                .give("--lun", "7");
        var name = io.github.outpostrecovery.core.name.Initiator.parse("iqn.2006-03.com.amazon.aws:web-01");
        wizardry.account.array.hosts.put("web-01", new java.util.HashSet<>(List.of(name)));
        wizardry.account.array.maps.put(
                name,
                new java.util.TreeMap<>(java.util.Map.of(
                        new io.github.outpostrecovery.core.name.VolumeName("/vol/v1/boot"),
                        new io.github.outpostrecovery.core.name.LunId(3))));
        assertThat(failure(wizardry)).hasMessageContaining("is shown at 3");
        assertThat(wizardry.account.changes()).isEmpty();
    }

    @Test
    void unattended_changesNothingOnTheArray_whenTheMachineIsLetInAlready() {
        Wizardry first = sanboot().give("--initiator-iqn", "iqn.2006-03.com.amazon.aws:web-01");
        first.unattended();
        first.account.array.journal.clear();
        first.account.launched.clear();
        first.unattended();
        assertThat(first.account.array.journal).isEmpty();
    }

    @Test
    void unattended_refuses_whenTheNameIsTaken() {
        Wizardry wizardry = sanboot();
        wizardry.unattended();
        wizardry.account.machines.add(
                wizardry.account.machine(FakeAccount.MACHINE).orElseThrow());
        wizardry.account.journal.clear();
        wizardry.account.array.journal.clear();
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.INSTANCE_NAME_TAKEN);
        assertThat(wizardry.account.changes()).isEmpty();
    }

    private static InstanceLedger books(int generation) {
        InstanceName web = new InstanceName("web-01");
        return InstanceLedger.of(
                web,
                new Machine(
                        new Generation(generation),
                        new Ec2InstanceId("i-00000000000000001"),
                        FakeAccount.OUTPOST,
                        Map.of(),
                        Instant.EPOCH));
    }

    @Test
    void unattended_takesTheNextGeneration_whenTheNameWasCleanedUp() {
        Wizardry wizardry = sanboot();
        wizardry.account.ledger = Optional.of(books(3));
        assertThat(wizardry.unattended().userData()).contains(".g4");
        assertThat(wizardry.account.tokens)
                .containsExactly(ClientToken.of(new InstanceName("web-01"), new Generation(4))
                        .value());
    }

    @Test
    void unattended_refuses_whileTheBooksNameALivingMachine_orAnIncidentIsOpen() {
        Wizardry wizardry = sanboot();
        wizardry.unattended();
        wizardry.account.journal.clear();
        wizardry.account.array.journal.clear();
        wizardry.account.ledger = Optional.of(books(3));
        wizardry.account.older = Optional.of("running");
        assertThat(failure(wizardry)).hasMessageContaining("in them is running");
        wizardry.account.older = Optional.of("terminated");
        wizardry.account.ledger = Optional.of(((Transition.To) books(3).open(
                                new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:r:one"),
                                Trigger.ALARM,
                                Instant.EPOCH))
                .next());
        assertThat(failure(wizardry)).hasMessageContaining("web-01#1");
        assertThat(wizardry.account.changes()).isEmpty();
    }

    @Test
    void unattended_needsAProfile_whenThereAreSecrets() {
        assertThat(failure(sanboot().give("--auth-secret-name", "chap-1")).failure())
                .isEqualTo(WizardFailure.INSTANCE_PROFILE_NEEDED);
        Wizardry complete =
                sanboot().give("--auth-secret-name", "chap-1", "chap-1").give("--instance-profile-name", "reader");
        assertThat(complete.unattended().userData()).contains("chap-1");
        assertThat(failure(sanboot().give("--auth-secret-name", "wrong")).failure())
                .isEqualTo(WizardFailure.SECRET_INCOMPLETE);
        assertThat(failure(sanboot().give("--auth-secret-name", "chap-1", "chap-1", "chap-1")))
                .hasMessageContaining("3 secrets are given for 2 targets");
    }

    @Test
    void unattended_refusesAnImpostor_butTakesAnUnknownImage() {
        Wizardry impostor = sanboot();
        impostor.account.image = new io.github.outpostrecovery.cli.cloud.Image(
                "ami-0a1b2c3d",
                "al2023-ami-2023.6",
                "999999999999",
                java.util.Optional.empty(),
                "/dev/xvda",
                java.util.OptionalInt.of(8));
        assertThat(failure(impostor).failure()).isEqualTo(WizardFailure.IMAGE_NOT_TRUSTED);
        Wizardry unknown = sanboot();
        unknown.account.image = new io.github.outpostrecovery.cli.cloud.Image(
                "ami-0a1b2c3d",
                "ours",
                "999999999999",
                java.util.Optional.empty(),
                "/dev/xvda",
                java.util.OptionalInt.of(8));
        assertThat(unknown.unattended().instance()).isPresent();
    }

    @Test
    void unattended_setsTheIndexOfLocalInterfaces_whenItIsNotOne_andSetsItBackOnFailure() {
        Wizardry wizardry = sanboot();
        wizardry.account.lni = java.util.OptionalInt.of(2);
        wizardry.account.launches.add(new io.github.outpostrecovery.cli.cloud.Machines.Launch.Refused(
                "InsufficientInstanceCapacity", "full"));
        assertThat(failure(wizardry)).hasMessageContaining("back to 2");
        assertThat(wizardry.account.journal).startsWith("index 1").endsWith("index 2");
        Wizardry declined = sanboot().give("--set-lni-index", "false");
        declined.account.lni = java.util.OptionalInt.empty();
        assertThat(failure(declined).failure()).isEqualTo(WizardFailure.LOCAL_NETWORK_INDEX);
    }

    @Test
    void unattended_usesACustomerOwnedAddress_onARack() {
        Wizardry wizardry = sanboot();
        wizardry.account.hardware = Outpost.Hardware.RACK;
        wizardry.unattended();
        assertThat(wizardry.account.journal).contains("interface ipv4pool-coip-1");
        assertThat(wizardry.account.launched.getFirst().interfaces()).hasSize(1);
        Wizardry direct = sanboot();
        direct.account.hardware = Outpost.Hardware.RACK;
        direct.account.pool = java.util.Optional.empty();
        direct.unattended();
        assertThat(direct.account.journal).doesNotContain("interface -");
    }

    @Test
    void unattended_listsAllThatIsMissing_atOnce() {
        Wizardry wizardry = new Wizardry("netapp", "iscsi").give("VENDOR", "netapp");
        assertThatExceptionOfType(io.github.outpostrecovery.cli.prompt.MissingAnswersException.class)
                .isThrownBy(wizardry::unattended)
                .withMessageContainingAll(
                        "PROTOCOL",
                        "--feature-name",
                        "--guest-os-type",
                        "--instance-name",
                        "--subnet-id",
                        "--ami-id",
                        "--instance-type",
                        "--array-secret",
                        "--svm-name",
                        "--lun-path");
    }

    @Test
    void unattended_attachesDataOverTheOtherProtocol_underANameOfItsOwn() {
        Wizardry wizardry = of(List.of("dell", "iscsi", "sanboot", "linux"))
                .give("--data-protocol", "nvme")
                .give("--data-volume", "/vol/v1/data9", "/vol/v1/data10");
        wizardry.account.array.portals.add(new io.github.outpostrecovery.storage.inventory.TargetPortal(
                "10.1.0.20", 4420, "nqn.1988-11.com.example:cluster"));
        LaunchOutcome outcome = wizardry.unattended();
        assertThat(outcome.report().plan().initiators()).hasSize(2);
        assertThat(LaunchTags.read(wizardry.account.launched.getFirst().tags()))
                .isInstanceOfSatisfying(LaunchTags.Reading.Launched.class, read -> {
                    assertThat(read.tags()).isEqualTo(outcome.report().plan().tags());
                    assertThat(read.tags().arrays()).hasSize(2);
                });
    }

    @Test
    void unattended_reusesTheBootName_whenDataComesOverTheSameProtocol() {
        Wizardry wizardry = sanboot().give("--data-protocol", "iscsi").give("--data-volume", "/vol/v1/data9");
        LaunchOutcome outcome = wizardry.unattended();
        assertThat(outcome.report().plan().initiators()).hasSize(1);
        assertThat(wizardry.account.array.maps.values().iterator().next()).hasSize(2);
    }

    @Test
    void unattended_clonesABootImage_andBootsFromTheClone() {
        Wizardry wizardry = sanboot().without("--lun-path").give("--boot-image", "/vol/v1/data9");
        wizardry.unattended();
        assertThat(wizardry.account.array.journal)
                .startsWith("clone /vol/v1/data9 /vol/v1/web-01-boot")
                .contains("show /vol/v1/web-01-boot")
                .doesNotContain("show /vol/v1/data9");
    }

    @Test
    void unattended_savesOnly_withoutAnyChange() throws Exception {
        java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("userdata");
        java.nio.file.Path file = folder.resolve("deep/er/user-data.txt");
        Wizardry wizardry = sanboot()
                .without("--subnet-id")
                .without("--ami-id")
                .without("--instance-type")
                .give("--save-user-data-only", "true")
                .give("--lun", "4")
                .give("--save-user-data-path", file.toString());
        assertThat(wizardry.unattended().instance()).isEmpty();
        assertThat(wizardry.account.changes()).isEmpty();
        assertThat(file).content().contains("ifopen net1").contains("::3260:4:");
        assertThat(java.nio.file.Files.getPosixFilePermissions(file)).hasSize(2);
    }
}
