package io.github.outpostrecovery.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No machine is put on a volume that another one writes to, and none sees more than was asked for. */
class SharedVolumeTest {
    private static final String NEIGHBOUR = "iqn.1994-05.com.redhat:erp-03";
    private static final String OWN = "iqn.2006-03.com.amazon.aws:web-01";

    private static Wizardry of(String vendor) {
        return of(vendor, "iscsi");
    }

    private static Wizardry of(String vendor, String protocol) {
        Wizardry wizardry = new Wizardry(vendor, protocol)
                .furnished(vendor, protocol, protocol.equals("iscsi") ? "sanboot" : "localboot", "linux");
        wizardry.account.array.resident("erp-03", NEIGHBOUR, "/vol/v1/erp");
        return wizardry;
    }

    private static WizardException failure(Wizardry wizardry) {
        WizardException failure = catchThrowableOfType(WizardException.class, wizardry::unattended);
        assertThat(failure).as("told: %s", wizardry.told).isNotNull();
        assertThat(wizardry.account.launched).isEmpty();
        return failure;
    }

    private static void assertNothingChanged(Wizardry wizardry) {
        assertThat(wizardry.account.changes()).isEmpty();
    }

    private static void assertTheArrayIsTheNeighboursAlone(Wizardry wizardry) {
        assertThat(wizardry.account.array.maps).containsOnlyKeys(Initiator.parse(NEIGHBOUR));
        assertThat(wizardry.account.array.hosts.values())
                .allMatch(names -> names.isEmpty() || names.equals(Set.of(Initiator.parse(NEIGHBOUR))));
    }

    @ParameterizedTest
    @CsvSource({
        "netapp, iscsi, --lun-path",
        "netapp, nvme, --lun-path",
        "purestorage, iscsi, --volume-name",
        "purestorage, nvme, --volume-name",
        "dell, iscsi, --volume-name",
        "dell, nvme, --volume-name",
        "hpe, iscsi, --volume-name",
        "hpe, nvme, --volume-name"
    })
    void volume_isRefused_whenAnotherInitiatorReachesIt(String vendor, String protocol, String option) {
        Wizardry wizardry = of(vendor, protocol).give(option, "/vol/v1/erp");
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.VOLUME_IN_USE);
        assertThat(failure.failure().exitCode()).isEqualTo(ExitCode.NOTHING_DONE);
        assertThat(failure).hasMessageContainingAll("/vol/v1/erp", NEIGHBOUR, "erp-03");
        assertThat(failure.next()).contains("another volume").contains("--clustered");
        assertNothingChanged(wizardry);
    }

    @Test
    void volumeForData_isRefused_whenAnotherInitiatorReachesIt() {
        Wizardry wizardry = of("dell").give("--data-protocol", "nvme").give("--data-volume", "/vol/v1/erp");
        wizardry.account.array.portals.add(new io.github.outpostrecovery.storage.inventory.TargetPortal(
                "10.1.0.20", 4420, "nqn.1988-11.com.example:cluster"));
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.VOLUME_IN_USE);
        assertNothingChanged(wizardry);
    }

    @Test
    void volume_isRefused_whenOnlyTheUserDataIsSaved() {
        Wizardry wizardry = of("dell")
                .give("--volume-name", "/vol/v1/erp")
                .give("--save-user-data-only", "true")
                .give("--lun", "4")
                .give("--save-user-data-path", "/nowhere/user-data.txt");
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.VOLUME_IN_USE);
    }

    @Test
    void volume_isShared_andItIsToldLoudly_whenThatIsSaid() {
        Wizardry wizardry = of("dell").give("--volume-name", "/vol/v1/erp").give("--clustered", "true");
        LaunchOutcome outcome = wizardry.unattended();
        assertThat(outcome.instance()).isPresent();
        assertThat(wizardry.told)
                .anyMatch(line -> line.startsWith("WARNING: ")
                        && line.contains("/vol/v1/erp")
                        && line.contains(NEIGHBOUR)
                        && line.contains("persistent reservations"));
        assertThat(outcome.report().next()).anyMatch(line -> line.endsWith("protect web-01 --clustered"));
    }

    @Test
    void volume_isRefused_whenTheArrayDoesNotSayWhoReachesIt() {
        Wizardry wizardry = of("dell");
        wizardry.account.array.accessFaults.add(FakeArray.NO_ANSWER);
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.DELL_FAILED);
        assertNothingChanged(wizardry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void volume_isRefused_whenItIsOpenToNamesThatTheArrayDoesNotKnow(String clustered) {
        Wizardry wizardry = of("hpe").give("--clustered", clustered);
        wizardry.account.array.openToStrangers.add(new VolumeName("/vol/v1/boot"));
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.VOLUME_IN_USE);
        assertThat(failure).hasMessageContaining("/vol/v1/boot");
        assertNothingChanged(wizardry);
    }

    @Test
    void source_ofAClone_mayBeInUse() {
        Wizardry wizardry = of("dell").without("--volume-name").give("--boot-image", "/vol/v1/erp");
        assertThat(wizardry.unattended().instance()).isPresent();
        assertThat(wizardry.account.array.journal).contains("show /vol/v1/web-01-boot");
    }

    @ParameterizedTest
    @CsvSource({"netapp, --igroup-name", "purestorage, --host-name", "dell, --host-name", "hpe, --host-name"})
    void host_isRefused_whenSomebodyElseStandsInIt(String vendor, String option) {
        Wizardry wizardry = of(vendor).give(option, "erp-03");
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.HOST_IN_USE);
        assertThat(failure.failure().exitCode()).isEqualTo(ExitCode.NOTHING_DONE);
        assertThat(failure).hasMessageContainingAll("erp-03", NEIGHBOUR);
        assertThat(failure.next()).contains("--clustered");
        assertNothingChanged(wizardry);
    }

    @ParameterizedTest
    @CsvSource({"purestorage, --host-group-name", "dell, --host-group-name", "hpe, --host-set-name"})
    void group_isRefused_whenSomebodyElseStandsInIt_andTakenWhenItIsEmptyOrShared(String vendor, String option) {
        Wizardry taken = of(vendor).give(option, "farm");
        taken.account.array.groups.put("farm", Set.of(Initiator.parse(NEIGHBOUR)));
        assertThat(failure(taken).failure()).isEqualTo(WizardFailure.HOST_IN_USE);
        assertNothingChanged(taken);
        Wizardry shared = of(vendor).give(option, "farm").give("--clustered", "true");
        shared.account.array.groups.put("farm", Set.of(Initiator.parse(NEIGHBOUR)));
        assertThat(shared.unattended().instance()).isPresent();
        assertThat(shared.told).anyMatch(line -> line.startsWith("WARNING: ") && line.contains("farm"));
        Wizardry empty = of(vendor).give(option, "farm");
        empty.account.array.groups.put("farm", Set.of());
        assertThat(empty.unattended().instance()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void launch_isRefusedAndUndone_whenTheMachineIsShownMoreThanWasAskedFor(String clustered) {
        Wizardry wizardry = of("dell").give("--clustered", clustered);
        FakeArray array = wizardry.account.array;
        array.meanwhile = () -> array.maps.entrySet().stream()
                .filter(entry -> !entry.getKey().value().equals(NEIGHBOUR))
                .forEach(entry -> entry.getValue().put(new VolumeName("/vol/v1/erp"), new LunId(9)));
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.VOLUMES_NOT_REQUESTED);
        assertThat(failure).hasMessageContainingAll("/vol/v1/erp", "Undone: ");
        assertTheArrayIsTheNeighboursAlone(wizardry);
    }

    @Test
    void launch_isRefusedBeforeAnyChange_whenTheClustersHostLeadsToMoreThanWasAskedFor() {
        Wizardry wizardry = of("dell").give("--clustered", "true").give("--host-name", "erp-03");
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.VOLUMES_NOT_REQUESTED);
        assertThat(failure).hasMessageContaining("/vol/v1/erp");
        assertNothingChanged(wizardry);
        wizardry.give("--volume-name", "/vol/v1/boot", "/vol/v1/erp");
        assertThat(wizardry.unattended().instance()).isPresent();
    }

    @Test
    void launch_isRefusedBeforeAnyChange_whenTheGivenNameIsShownMoreThanWasAskedFor() {
        Wizardry wizardry = of("dell").give("--initiator-iqn", OWN);
        wizardry.account.array.lets("web-01", OWN, "/vol/v1/data9");
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.VOLUMES_NOT_REQUESTED);
        assertNothingChanged(wizardry);
    }

    @Test
    void launch_isRefusedAndUndone_whenSomebodyElseIsLetInMeanwhile() {
        Wizardry wizardry = of("dell");
        FakeArray array = wizardry.account.array;
        array.meanwhile = () -> array.lets("erp-03", NEIGHBOUR, "/vol/v1/boot");
        WizardException failure = failure(wizardry);
        assertThat(failure.failure()).isEqualTo(WizardFailure.VOLUME_IN_USE);
        assertThat(failure).hasMessageContainingAll("/vol/v1/boot", NEIGHBOUR, "Undone: ");
        assertTheArrayIsTheNeighboursAlone(wizardry);
    }

    /** The network is prepared between the array and the launch, which takes time in which somebody may map a volume. */
    @Test
    void launch_isRefusedAndUndone_whenTheLastLookIsNotAnswered() {
        Wizardry wizardry = of("dell");
        FakeArray array = wizardry.account.array;
        array.meanwhile = () -> array.accessFaults.add(FakeArray.NO_ANSWER);
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.DELL_FAILED);
        assertTheArrayIsTheNeighboursAlone(wizardry);
    }

    @Test
    void name_isRefused_whenItIsNotToldWhetherItIsLoggedIn() {
        Wizardry wizardry = of("dell").give("--initiator-iqn", OWN);
        wizardry.account.array.hosts.put("web-01", new java.util.HashSet<>(Set.of(Initiator.parse(OWN))));
        wizardry.account.sessionFault = Optional.of(FakeArray.NO_ANSWER);
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.DELL_FAILED);
        wizardry.account.sessionFault = Optional.empty();
        wizardry.account.showsSessions = false;
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.ARRAY_REFUSED);
        assertNothingChanged(wizardry);
    }

    @Test
    void name_isRefused_whenALivingMachineIsTaggedWithIt() {
        Wizardry wizardry = of("dell").give("--initiator-iqn", OWN);
        wizardry.unattended();
        wizardry.account.machines.add(
                wizardry.account.machine(FakeAccount.MACHINE).orElseThrow());
        wizardry.account.launched.clear();
        wizardry.account.journal.clear();
        wizardry.account.array.journal.clear();
        wizardry.give("--instance-name", "web-02").give("--host-name", "web-01");
        assertThat(failure(wizardry).failure()).isEqualTo(WizardFailure.INITIATOR_IN_USE);
        assertNothingChanged(wizardry);
    }

    @Test
    void books_thatCannotBeRead_areNoBooksOnlyWhereThereIsNoEngine() {
        Wizardry denied = of("dell");
        denied.account.engineTrouble =
                Optional.of(new CloudTroubleException("AccessDeniedException", "dynamodb:GetItem", null));
        assertThat(failure(denied).failure()).isEqualTo(WizardFailure.AWS_FAILED);
        assertNothingChanged(denied);
        Wizardry none = of("dell");
        none.account.engineTrouble =
                Optional.of(new CloudTroubleException("EngineNotDeployed", "there is no stack", null));
        assertThat(none.unattended().userData()).contains(".g1");
    }

    @Test
    void typed_asksForAnotherVolume_whenTheChosenOneIsInUse() {
        Wizardry person = of("dell").without("--volume-name");
        String[] lines = new String[60];
        Arrays.fill(lines, "");
        lines[6] = "/vol/v1/erp";
        lines[40] = "/vol/v1/boot";
        person.typed(lines);
        assertThat(person.screen.toString()).contains("/vol/v1/erp on ", NEIGHBOUR);
        assertThat(person.account.launched).hasSize(1);
        assertThat(person.account.array.journal).contains("show /vol/v1/boot").doesNotContain("show /vol/v1/erp");
    }

    @Test
    void typed_asksForAnotherHost_whenTheChosenOneIsInUse() {
        Wizardry person = of("dell");
        String[] lines = new String[60];
        Arrays.fill(lines, "");
        lines[6] = "erp-03";
        person.typed(lines);
        assertThat(person.screen.toString()).contains("erp-03 on ", NEIGHBOUR);
        assertThat(person.account.array.journal).contains("make host web-01");
    }

    /** What was given beforehand is not asked for, so that it ends there. */
    @Test
    void typed_ends_whenTheVolumeInUseWasGiven() {
        Wizardry person = of("dell").give("--volume-name", "/vol/v1/erp");
        String[] lines = new String[60];
        Arrays.fill(lines, "");
        WizardException failure = catchThrowableOfType(WizardException.class, () -> person.typed(lines));
        assertThat(failure.failure()).isEqualTo(WizardFailure.VOLUME_IN_USE);
        assertNothingChanged(person);
    }
}
