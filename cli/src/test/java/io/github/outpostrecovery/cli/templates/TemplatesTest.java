package io.github.outpostrecovery.cli.templates;

import static io.github.outpostrecovery.cli.memory.MemorySite.MACHINE;
import static io.github.outpostrecovery.cli.memory.MemorySite.WEB;
import static io.github.outpostrecovery.cli.memory.MemorySite.subnetOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.memory.MemoryMachines;
import io.github.outpostrecovery.cli.memory.MemorySite;
import io.github.outpostrecovery.cli.templates.TemplateMaker.Change;
import io.github.outpostrecovery.cli.templates.TemplateMaker.Made;
import io.github.outpostrecovery.cli.templates.TemplateRequest.MissingUserData;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TemplatesTest {
    private final MemorySite site = new MemorySite();

    static TemplateRequest request(Integer... recovery) {
        return new TemplateRequest(
                MACHINE,
                Optional.empty(),
                Optional.empty(),
                List.of(recovery).stream().map(MemorySite::subnetOf).toList(),
                Optional.empty(),
                Set.of(),
                MissingUserData.REFUSED);
    }

    private TemplatePlan plan(TemplateRequest request) {
        return new TemplatePlanner(site.cloud).plan(request);
    }

    private List<Made> make(TemplateRequest request) {
        return new TemplateMaker(site.templates).make((TemplatePlan.Ready) plan(request), made -> {});
    }

    private MachineSpecification version(Made made) {
        return site.templates
                .version(made.target().template(), made.target().templateVersion())
                .orElseThrow();
    }

    @Test
    void primary_isAnExactCopyForAPersonAndAMarkedOneForTheEngine() {
        Made primary = make(request(2)).getFirst();
        assertThat(primary.name()).isEqualTo("lt-web-01-" + MACHINE);
        assertThat(primary.target().templateVersion()).isEqualTo(2);
        MachineSpecification copy =
                site.templates.version(primary.target().template(), 1).orElseThrow();
        assertThat(copy.userData()).contains(MemorySite.userData(MemorySite.NAME));
        assertThat(version(primary).userData().orElseThrow())
                .contains(UserData.IQN_MARKER)
                .doesNotContain(MemorySite.NAME.value());
    }

    @Test
    void recovery_isComplete() {
        Made recovery = make(request(2)).getLast();
        assertThat(recovery.name()).isEqualTo("lt-web-01-" + MACHINE + "-recovery");
        assertThat(recovery.target().subnet()).isEqualTo(subnetOf(2));
        assertThat(recovery.target().server()).isEqualTo(MemorySite.server(2));
        MachineSpecification specification = version(recovery);
        assertThat(specification.image()).isEqualTo("ami-1");
        assertThat(specification.type()).isEqualTo("c6id.4xlarge");
        assertThat(specification.keyName()).contains("ops");
        assertThat(specification.instanceProfile()).contains(MemorySite.PROFILE);
        assertThat(specification.interfaces())
                .extracting(one -> one.deviceIndex() + " " + one.subnet().orElseThrow() + " " + one.securityGroups())
                .containsExactly("0 " + subnetOf(2) + " [sg-1]", "1 " + subnetOf(2) + " [sg-2, sg-3]");
        assertThat(specification.blockDevices()).isEmpty();
        assertThat(specification.tags())
                .containsEntry("outpost-recovery:instance", "web-01")
                .containsEntry("outpost-recovery:stack", "outpost-recovery")
                .doesNotContainKeys("aws:cloudformation:stack-name", "outpost-recovery:initiator-iscsi");
    }

    @Test
    void blockDevice_isWrittenDownIfItDiffersFromTheImage() {
        MachineDescription machine = site.directory.machine(MACHINE).orElseThrow();
        site.directory.machines.put(
                MACHINE,
                new MachineDescription(
                        machine.id(),
                        machine.state(),
                        machine.outpost(),
                        machine.subnet(),
                        machine.vpc(),
                        machine.image(),
                        machine.type(),
                        machine.keyName(),
                        machine.instanceProfileArn(),
                        machine.interfaces(),
                        List.of(new BlockDevice(
                                "/dev/xvda",
                                OptionalInt.of(20),
                                Optional.of("gp3"),
                                BlockDevice.Deletion.WITH_INSTANCE)),
                        machine.metadata(),
                        machine.tags(),
                        machine.clientToken(),
                        machine.launchedAt()));
        assertThat(version(make(request(2)).getLast()).blockDevices())
                .extracting(BlockDevice::gib)
                .containsExactly(OptionalInt.of(20));
    }

    @Test
    void severalServers_areTriedInTheOrderGiven_andTheHomeServerIsLast() {
        assertThat(make(request(3, 2)))
                .extracting(made -> made.tags().order() + " " + made.name() + " "
                        + made.target().subnet())
                .containsExactly(
                        "3 lt-web-01-" + MACHINE + " " + subnetOf(1),
                        "1 lt-web-01-" + MACHINE + "-recovery " + subnetOf(3),
                        "2 lt-web-01-" + MACHINE + "-recovery-2 " + subnetOf(2));
    }

    @Test
    void secondRun_changesNothing() {
        List<Made> first = make(request(2));
        site.calls.taken();
        List<Made> second = make(request(2));
        assertThat(site.calls.taken()).isEmpty();
        assertThat(second).extracting(Made::change).containsOnly(Change.UNCHANGED);
        assertThat(second)
                .extracting(Made::target)
                .isEqualTo(first.stream().map(Made::target).toList());
    }

    @Test
    void afterAChange_aVersionIsAddedAndPinned() {
        make(request(2));
        MachineDescription machine = site.directory.machine(MACHINE).orElseThrow();
        Map<String, String> tags = new TreeMap<>(machine.tags());
        tags.put("cost-centre", "42");
        site.directory.machines.put(MACHINE, MemoryMachines.with(machine, "running", tags));
        List<Made> made = make(request(2));
        assertThat(made).extracting(Made::change).containsOnly(Change.VERSION_ADDED);
        assertThat(made).extracting(one -> one.target().templateVersion()).containsExactly(4, 2);
        assertThat(made)
                .allSatisfy(
                        one -> assertThat(version(one).userData().orElseThrow()).contains(UserData.IQN_MARKER));
    }

    /** The machine is g2 by now: its id differs, and so does its name, but nothing else. */
    @Test
    void afterARecovery_theEnginesVersionsStayAsTheyAre() {
        List<Made> first = make(request(2));
        site.machine(MACHINE, MemorySite.name(2), MemorySite.tags().toMap());
        List<Made> second = make(request(2));
        assertThat(second)
                .extracting(Made::target)
                .isEqualTo(first.stream().map(Made::target).toList());
        assertThat(site.templates.all()).extracting(Template::latest).containsExactly(3, 1);
    }

    @Test
    void brokenOff_isGoneOnWith() {
        TemplatePlan.Ready ready = (TemplatePlan.Ready) plan(request(2));
        site.calls.fail("CreateLaunchTemplateVersion");
        assertThatThrownBy(() -> new TemplateMaker(site.templates).make(ready, made -> {}))
                .isInstanceOf(CloudTroubleException.class);
        site.calls.heal();
        assertThat(make(request(2)))
                .extracting(made -> made.target().templateVersion() + " " + made.change())
                .containsExactly("2 VERSION_ADDED", "1 CREATED");
    }

    @Test
    void subnetsThatWillNotDo_areRefusedAllAtOnce() {
        site.subnet(2, "vpc-1", OptionalInt.empty());
        site.directory.types.put(MemorySite.server(3), List.of("c6id.8xlarge"));
        why(new TemplateRequest(
                        MACHINE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                subnetOf(1),
                                subnetOf(2),
                                subnetOf(3),
                                new SubnetId("subnet-deadbeef"),
                                new SubnetId("subnet-ffffffff")),
                        Optional.empty(),
                        Set.of(),
                        MissingUserData.REFUSED))
                .contains(
                        "[same-server]",
                        "[subnet-lni-invalid]",
                        "[instance-type-not-offered]",
                        "[subnet-not-on-outpost]",
                        "[subnet-not-found]");
        assertThat(site.calls.made()).isEmpty();
    }

    @Test
    void subnetOfAnotherVpc_isRefused() {
        site.subnet(2, "vpc-2", OptionalInt.of(1));
        why(request(2)).contains("[other-vpc]");
    }

    @Test
    void missingUserData_isAnErrorUnlessWaived() {
        site.directory.userData.clear();
        why(request(2)).contains("[user-data-missing]");
        TemplateRequest waived = new TemplateRequest(
                MACHINE,
                Optional.empty(),
                Optional.empty(),
                List.of(subnetOf(2)),
                Optional.empty(),
                Set.of(),
                MissingUserData.WAIVED);
        assertThat(make(waived)).extracting(Made::change).containsOnly(Change.CREATED);
        site.calls.taken();
        make(waived);
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void imageThatIsGone_isRefused() {
        site.directory.images.clear();
        why(request(2)).contains("[ami-not-found]");
    }

    @Test
    void nameOfSomebodyElsesTemplate_isNotTouched() {
        site.templates.create(
                "lt-web-01-" + MACHINE,
                version(make(request(2)).getLast()),
                Map.of("outpost-recovery:instance", "db-01"));
        site.templates.all().stream()
                .filter(one -> WEB.value().equals(one.tags().get("outpost-recovery:instance")))
                .forEach(one -> site.templates.delete(one.id()));
        why(request(2)).contains("[template-name-taken]");
    }

    @Test
    void names_areLegalWhateverTheTagSays() {
        assertThat(TemplateNames.of(Optional.of("Web server\n#1 \"prod\" 漢字"), MACHINE))
                .isEqualTo("lt-Web-server-1-prod--" + MACHINE);
        assertThat(TemplateNames.of(Optional.of("x".repeat(250)), MACHINE))
                .matches("[a-zA-Z0-9().\\-/_]{3,128}")
                .endsWith(MACHINE.value())
                .satisfies(name -> assertThat(TemplateNames.recovery(name, 99)).hasSizeLessThanOrEqualTo(128));
        assertThat(TemplateNames.of(Optional.empty(), MACHINE)).isEqualTo("lt-" + MACHINE + "-" + MACHINE);
        assertThatThrownBy(() -> TemplateNames.given("a b")).hasMessageContaining("--template-name");
    }

    private org.assertj.core.api.AbstractStringAssert<?> why(TemplateRequest request) {
        return switch (plan(request)) {
            case TemplatePlan.Refused(var reasons) -> assertThat(String.join("; ", reasons));
            case TemplatePlan.NotFound(String none) -> throw new AssertionError(none);
            case TemplatePlan.Ready ready -> throw new AssertionError(ready);
        };
    }
}
