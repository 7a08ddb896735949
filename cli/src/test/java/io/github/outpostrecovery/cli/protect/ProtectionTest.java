package io.github.outpostrecovery.cli.protect;

import static io.github.outpostrecovery.cli.memory.MemorySite.ARRAY;
import static io.github.outpostrecovery.cli.memory.MemorySite.MACHINE;
import static io.github.outpostrecovery.cli.memory.MemorySite.WEB;
import static io.github.outpostrecovery.cli.memory.ProtectedSite.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.cloud.Stacks.Stack;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.memory.MadeTemplates;
import io.github.outpostrecovery.cli.memory.MemoryMachines;
import io.github.outpostrecovery.cli.memory.MemorySite;
import io.github.outpostrecovery.cli.memory.ProtectedSite;
import io.github.outpostrecovery.cli.protect.Protecting.Outcome;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.service.Alarms;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProtectionTest {
    private final MemorySite site = new MemorySite();

    @BeforeEach
    void makeTemplates() {
        MadeTemplates.on(site, 2);
    }

    private Protection plan(ProtectionRequest request) {
        return new ProtectionPlanner(site.cloud).plan(request);
    }

    private Protection.Proposed proposed(ProtectionRequest request) {
        return switch (plan(request)) {
            case Protection.Proposed proposed -> proposed;
            case Protection.Refused refused -> throw new AssertionError(refused);
            case Protection.NotFound none -> throw new AssertionError(none);
        };
    }

    private Outcome protect(Mode mode) throws InterruptedException {
        return new Protecting(site.cloud, "template").carryOut(proposed(request(mode)), line -> {});
    }

    private static ProtectionRequest saying(DescribedArray... arrays) {
        return new ProtectionRequest(
                WEB,
                Optional.of(MACHINE),
                Mode.NOTIFY,
                Clustering.SINGLE,
                List.of(arrays),
                List.of(),
                Optional.empty(),
                UnaryOperator.identity());
    }

    private static DescribedArray volumes(int count, int length) {
        return new DescribedArray(
                ARRAY,
                Optional.of("netapp"),
                Optional.of(Protocol.ISCSI),
                Optional.of(URI.create("https://192.0.2.10")),
                Optional.of("svm1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                IntStream.range(0, count)
                        .mapToObj(number -> new VolumeName("/vol/v/" + "x".repeat(length) + number))
                        .toList(),
                Optional.of(MemorySite.NAME));
    }

    @Test
    void configuration_comesFromTheTagsOfMachineAndTemplates_homeServerLast() {
        Protection.Proposed proposed = proposed(request(Mode.NOTIFY));
        assertThat(proposed.configuration().targets())
                .extracting(LaunchTarget::server)
                .containsExactly(MemorySite.server(2), MemorySite.server(1));
        assertThat(proposed.configuration().targets())
                .extracting(LaunchTarget::templateVersion)
                .containsExactly(1, 2);
        assertThat(proposed.configuration().volumes())
                .extracting(volume -> volume.array() + " " + volume.volume())
                .containsExactly("array-a /vol/web/boot");
        assertThat(proposed.books().current().initiators()).isEqualTo(Map.of(ARRAY, MemorySite.NAME));
        assertThat(proposed.books().current().generation()).isEqualTo(Generation.FIRST);
        assertThat(proposed.role()).contains(MemorySite.ROLE);
        assertThat(site.calls.made()).isEmpty();
    }

    @Test
    void protected_isReadBackByTheEngine_afterBooksAndBeforeTheAlarmCounts() throws InterruptedException {
        Protection.Proposed proposed = proposed(request(Mode.NOTIFY));
        assertThat(protect(Mode.NOTIFY)).isInstanceOf(Outcome.Armed.class);
        assertThat(site.calls.made()).containsExactly("PutItem web-01", "CreateStack autorestart-web-01");
        assertThat(site.cloud.engine().configurations().find(WEB))
                .isEqualTo(new Lookup.Found(proposed.configuration()));
        assertThat(site.engine.table.read(WEB)).contains(proposed.books());
    }

    @Test
    void again_changesNothing_andTheBooksGoOn() throws InterruptedException {
        protect(Mode.NOTIFY);
        InstanceLedger books = site.engine.table.read(WEB).orElseThrow();
        site.calls.taken();
        assertThat(protect(Mode.NOTIFY))
                .isInstanceOfSatisfying(
                        Outcome.Armed.class, armed -> assertThat(armed.stack()).isEqualTo("unchanged"));
        assertThat(site.calls.taken()).isEmpty();
        assertThat(site.engine.table.read(WEB)).contains(books);
    }

    @Test
    void automatic_isEarned_andThenTheModeIsSwitchedByAnUpdate() throws InterruptedException {
        why(request(Mode.AUTOMATIC))
                .contains("[automatic-not-earned]", "outpost-recovery move web-01 --to arn:aws:outposts");
        protect(Mode.NOTIFY);
        ProtectedSite.recovered(site);
        site.calls.taken();
        assertThat(protect(Mode.AUTOMATIC)).isInstanceOf(Outcome.Armed.class);
        assertThat(site.calls.taken()).containsExactly("UpdateStack autorestart-web-01");
        assertThat(site.cloud.engine().configurations().find(WEB))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.instance().mode()).isEqualTo(Mode.AUTOMATIC));
    }

    @Test
    void clusteredVolumes_areRefusedInAutomaticMode() throws InterruptedException {
        protect(Mode.NOTIFY);
        ProtectedSite.recovered(site);
        ProtectionRequest plain = request(Mode.AUTOMATIC);
        why(new ProtectionRequest(
                        WEB,
                        plain.machine(),
                        plain.mode(),
                        Clustering.CLUSTERED,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        plain.policy()))
                .contains("[clustered-volumes]");
    }

    @Test
    void generic_isRefusedWithTheReason() {
        Map<String, String> tags = new TreeMap<>(MemorySite.tags().toMap());
        tags.keySet().removeIf(key -> key.startsWith("outpost-recovery:array-"));
        tags.put("outpost-recovery:vendor", "generic");
        site.machine(MACHINE, MemorySite.NAME, tags);
        why(request(Mode.NOTIFY)).contains("[generic-not-fenceable]");
        why(saying(new DescribedArray(
                        ARRAY,
                        Optional.of("generic"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty())))
                .contains("[generic-not-fenceable]");
    }

    @Test
    void whatIsMissing_isToldAllAtOnce_withTheOptions() {
        site.machine(MACHINE, MemorySite.NAME, Map.of("Name", "web-01"));
        site.templates.all().forEach(template -> site.templates.delete(template.id()));
        site.directory.secrets.clear();
        why(saying(new DescribedArray(
                        ARRAY,
                        Optional.of("netapp"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty())))
                .contains(
                        "[recovery-template-needed]",
                        "[primary-template-needed]",
                        "--protocol",
                        "--endpoint",
                        "outpost-recovery/read/array-a",
                        "outpost-recovery/fence/array-a",
                        "--volume",
                        "--initiator");
    }

    @Test
    void books_areNeverOverwritten() throws InterruptedException {
        protect(Mode.NOTIFY);
        ProtectedSite.recovered(site);
        ProtectionRequest plain = saying();
        why(plain).contains("[books-name-another]", "i-0aaaaaaaaaaaaaaa2");
        why(new ProtectionRequest(
                        WEB,
                        Optional.empty(),
                        Mode.NOTIFY,
                        Clustering.SINGLE,
                        List.of(volumes(1, 1)),
                        List.of(),
                        Optional.empty(),
                        plain.policy()))
                .contains("[books-differ]");
    }

    /** The machine of the books was cleaned up, and another one was launched under the name. */
    private void relaunched(int generation) {
        site.directory.machines.remove(MACHINE);
        site.array.paths.clear();
        site.array.loggedIn.clear();
        LaunchTags first = MemorySite.tags();
        site.machine(
                ProtectedSite.SUCCESSOR,
                MemorySite.name(generation),
                new LaunchTags(
                                first.stack(),
                                first.instance(),
                                first.feature(),
                                first.guest(),
                                first.vendor(),
                                first.protocol(),
                                Map.of(Protocol.ISCSI, MemorySite.name(generation)),
                                first.arrays())
                        .toMap());
        site.array.map(MemorySite.name(generation), "/vol/web/boot", 0);
        site.array.logIn(MemorySite.name(generation));
    }

    @Test
    void machineLaunchedUnderACleanedUpName_isAdoptedAsALaterGeneration_andHasEarnedNothing()
            throws InterruptedException {
        protect(Mode.NOTIFY);
        InstanceLedger before = site.engine.table.read(WEB).orElseThrow();
        relaunched(2);
        site.calls.taken();
        assertThat(proposed(request(Mode.NOTIFY)).lines()).anyMatch(line -> line.contains("this one is their g2"));
        assertThat(protect(Mode.NOTIFY)).isInstanceOf(Outcome.Armed.class);
        assertThat(site.calls.taken()).contains("PutItem web-01");
        InstanceLedger books = site.engine.table.read(WEB).orElseThrow();
        assertThat(books.revision()).isEqualTo(before.revision() + 1);
        assertThat(books.current().id()).isEqualTo(ProtectedSite.SUCCESSOR);
        assertThat(books.current().generation()).isEqualTo(new Generation(2));
        assertThat(books.current().initiators()).isEqualTo(Map.of(ARRAY, MemorySite.name(2)));
        why(request(Mode.AUTOMATIC)).contains("[automatic-not-earned]");
    }

    @Test
    void adoption_isRefused_whileTheOldMachineLives() throws InterruptedException {
        protect(Mode.NOTIFY);
        MachineDescription old = site.directory.machines.get(MACHINE);
        relaunched(2);
        site.directory.machines.put(MACHINE, old);
        why(naming(ProtectedSite.SUCCESSOR)).contains("[books-name-another]", MACHINE.value(), "running");
    }

    @Test
    void adoption_isRefused_whileAnIncidentIsOpen() throws InterruptedException {
        protect(Mode.NOTIFY);
        ProtectedSite.openIncident(site);
        relaunched(2);
        why(request(Mode.NOTIFY)).contains("[incident-open]");
    }

    @Test
    void adoption_isRefused_whileAnOldNameReachesAVolume_orTheArrayIsSilent() throws InterruptedException {
        protect(Mode.NOTIFY);
        relaunched(2);
        Protection.Proposed proposed = proposed(request(Mode.NOTIFY));
        site.array.map(MemorySite.NAME, "/vol/web/boot", 1);
        why(request(Mode.NOTIFY)).contains("[old-name-reaches-volumes]", "/vol/web/boot");
        site.calls.taken();
        assertThat(new Protecting(site.cloud, "template").carryOut(proposed, line -> {}))
                .as("let in again while a person was reading")
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.step()).isEqualTo("books"));
        assertThat(site.calls.taken()).isEmpty();
        site.array.paths.clear();
        site.array.silent = true;
        why(request(Mode.NOTIFY)).contains("[old-names-unknown]");
    }

    @Test
    void adoption_isRefused_whenTheGenerationWasUsed() throws InterruptedException {
        protect(Mode.NOTIFY);
        relaunched(1);
        why(request(Mode.NOTIFY)).contains("[generation-used]", "g2");
    }

    @Test
    void adoption_losesAgainstWhoeverWroteMeanwhile() throws InterruptedException {
        protect(Mode.NOTIFY);
        relaunched(2);
        Protection.Proposed proposed = proposed(request(Mode.NOTIFY));
        InstanceLedger read = site.engine.table.read(WEB).orElseThrow();
        site.engine.table.put(new InstanceLedger(WEB, read.revision() + 1, read.current(), 0, Optional.empty()));
        assertThat(new Protecting(site.cloud, "template").carryOut(proposed, line -> {}))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(site.engine.table.read(WEB).orElseThrow().current()).isEqualTo(read.current());
    }

    private static ProtectionRequest naming(Ec2InstanceId machine) {
        ProtectionRequest plain = saying();
        return new ProtectionRequest(
                WEB,
                Optional.of(machine),
                plain.mode(),
                plain.clustering(),
                plain.arrays(),
                List.of(),
                Optional.empty(),
                plain.policy());
    }

    @Test
    void booksThatSomebodyBeganMeanwhile_stopTheRun() throws InterruptedException {
        Protection.Proposed proposed = proposed(request(Mode.NOTIFY));
        protect(Mode.NOTIFY);
        ProtectedSite.recovered(site);
        site.calls.taken();
        assertThat(new Protecting(site.cloud, "template").carryOut(proposed, line -> {}))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.step()).isEqualTo("books"));
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void openIncident_refuses() throws InterruptedException {
        protect(Mode.NOTIFY);
        ProtectedSite.openIncident(site);
        why(request(Mode.NOTIFY)).contains("[incident-open]");
    }

    @Test
    void failedCreation_isDeletedAndMadeAnew() throws InterruptedException {
        site.stacks.ends(new Change.Failed("ROLLBACK_COMPLETE", List.of("no such topic")));
        assertThat(protect(Mode.NOTIFY))
                .isEqualTo(new Outcome.Failed("stack (ROLLBACK_COMPLETE)", List.of("no such topic")));
        site.calls.taken();
        assertThat(protect(Mode.NOTIFY)).isInstanceOf(Outcome.Armed.class);
        assertThat(site.calls.taken())
                .containsExactly("DeleteStack autorestart-web-01", "CreateStack autorestart-web-01");
    }

    @Test
    void foreignStackOfThatName_isNotTouched() throws InterruptedException {
        site.stacks.put(new Stack(
                "autorestart-web-01", "CREATE_COMPLETE", Map.of("SourceInstanceId", "i-1"), Map.of(), Map.of()));
        assertThat(protect(Mode.NOTIFY))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why())
                                .singleElement()
                                .asString()
                                .contains("[stack-name-taken]"));
        assertThat(site.calls.made()).isEmpty();
    }

    @Test
    void busyStack_isNotTouched() throws InterruptedException {
        protect(Mode.NOTIFY);
        Stack stack = site.stacks.find("autorestart-web-01").orElseThrow();
        site.stacks.put(
                new Stack(stack.name(), "UPDATE_IN_PROGRESS", stack.parameters(), stack.outputs(), stack.tags()));
        site.calls.taken();
        assertThat(protect(Mode.NOTIFY))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why())
                                .singleElement()
                                .asString()
                                .contains("[stack-busy]"));
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void alarmThatIsNeverOk_isNoProtection() throws InterruptedException {
        site.engine.alarm = Alarms.Value.INSUFFICIENT_DATA;
        assertThat(protect(Mode.NOTIFY))
                .isInstanceOfSatisfying(
                        Outcome.NotArmed.class, not -> assertThat(not.why()).contains("INSUFFICIENT_DATA"));
    }

    @Test
    void eachStepThatFails_isRepeatedWithoutHarm() throws InterruptedException {
        MachineDescription machine = site.directory.machine(MACHINE).orElseThrow();
        Map<String, String> tags = new TreeMap<>(machine.tags());
        tags.put("outpost-recovery:stack", "another");
        for (String call : List.of("CreateTags", "PutItem", "CreateStack")) {
            site.directory.machines.put(MACHINE, MemoryMachines.with(machine, "running", tags));
            site.calls.fail(call);
            assertThatThrownBy(() -> protect(Mode.NOTIFY)).isInstanceOf(CloudTroubleException.class);
            site.calls.heal();
        }
        assertThat(protect(Mode.NOTIFY)).isInstanceOf(Outcome.Armed.class);
        assertThat(site.calls.made())
                .containsOnlyOnce("PutItem web-01")
                .containsOnlyOnce("CreateStack autorestart-web-01");
    }

    @Test
    void sixtyFourVolumes_fit_inTwoParameters() {
        Protection.Proposed proposed = proposed(saying(volumes(64, 20)));
        ConfigurationText text = ConfigurationText.of(proposed.configuration());
        assertThat(text.first()).hasSize(4096).startsWith("{");
        assertThat(text.rest()).isNotEmpty().hasSizeLessThanOrEqualTo(4096).endsWith("}");
        new ProtectionStack(site.stacks, MemorySite.STACK).deploy("template", proposed, line -> {});
        assertThat(site.cloud.engine().configurations().find(WEB))
                .isEqualTo(new Lookup.Found(proposed.configuration()));
    }

    @Test
    void ordinaryConfiguration_fitsIntoOneParameter() {
        ConfigurationText text =
                ConfigurationText.of(proposed(request(Mode.NOTIFY)).configuration());
        assertThat(text.text()).hasSizeLessThan(4096).matches("(?s)^\\{.*\\}$");
        assertThat(text.rest()).isEmpty();
    }

    @Test
    void tooMany_areRefusedClearly() {
        why(saying(volumes(64, 200))).contains("[configuration-too-large]", "8192");
    }

    @Test
    void shippedTemplate_takesTheseParameters() {
        String template = ProtectionTemplate.read();
        assertThat(template).contains("  ConfigurationRest:", "  InstanceProfileRoleArn:", "  EngineStack:");
    }

    @Test
    void noSuchMachine_isNotFound() {
        site.directory.machines.clear();
        assertThat(plan(request(Mode.NOTIFY))).isInstanceOf(Protection.NotFound.class);
    }

    private org.assertj.core.api.AbstractStringAssert<?> why(ProtectionRequest request) {
        return switch (plan(request)) {
            case Protection.Refused(var reasons) -> assertThat(String.join("; ", reasons));
            case Protection.Proposed proposed -> throw new AssertionError(proposed);
            case Protection.NotFound none -> throw new AssertionError(none);
        };
    }
}
