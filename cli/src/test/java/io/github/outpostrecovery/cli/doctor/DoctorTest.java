package io.github.outpostrecovery.cli.doctor;

import static io.github.outpostrecovery.cli.memory.MemorySite.MACHINE;
import static io.github.outpostrecovery.cli.memory.MemorySite.NAME;
import static io.github.outpostrecovery.cli.memory.MemorySite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.memory.MemoryMachines;
import io.github.outpostrecovery.cli.memory.MemorySite;
import io.github.outpostrecovery.cli.memory.ProtectedSite;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.readiness.Finding;
import io.github.outpostrecovery.core.service.Alarms;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DoctorTest {
    private MemorySite site = new MemorySite();

    @BeforeEach
    void protect() throws InterruptedException {
        site = ProtectedSite.made();
    }

    private ProtectedInstance configuration() {
        return site.cloud.engine().configurations().find(WEB) instanceof Lookup.Found(ProtectedInstance found)
                ? found
                : org.assertj.core.api.Assertions.fail("not protected");
    }

    private List<Finding> findings() {
        return findings(Clustering.SINGLE);
    }

    private List<Finding> findings(Clustering clustering) {
        return new Doctor(site.cloud)
                .examine(
                        configuration(),
                        site.engine.table.read(WEB).orElseThrow(),
                        Examined.Stage.PROTECTED,
                        clustering);
    }

    private String failed() {
        return String.join(
                "\n",
                findings().stream()
                        .filter(Finding.Failed.class::isInstance)
                        .map(Object::toString)
                        .toList());
    }

    private String noted() {
        return String.join(
                "\n",
                findings().stream()
                        .filter(Finding.Noted.class::isInstance)
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void site_thatIsInOrder_hasNoFailure_andIsNotChanged() {
        assertThat(failed()).isEmpty();
        assertThat(Doctor.isSound(findings())).isTrue();
        assertThat(noted()).contains("at most 5 ms", "service links");
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void secret_thatLacksAField_orIsGone_fails() {
        site.directory.secrets.put("outpost-recovery/read/array-a", Set.of("vendor", "endpoint", "username"));
        site.directory.secrets.remove("outpost-recovery/fence/array-a");
        assertThat(failed()).contains("lacks the field \"password\"", "there is no secret", "array-a, fence");
    }

    @Test
    void otherVolumeUnderItsName_fails_sinceNoFenceWouldTakeIt() {
        site.array.map(NAME, "/vol/web/more", 1);
        assertThat(failed()).contains("/vol/web/more", "a fence would leave");
    }

    @Test
    void bootLunThatTheArrayDoesNotShow_fails() {
        site.array.paths.clear();
        site.array.map(NAME, "/vol/web/boot", 7);
        assertThat(failed()).contains("the templates boot from LUN 0, and the array shows [7]");
    }

    @Test
    void newerGenerationOnTheArray_fails() {
        site.array.known.add(MemorySite.name(5));
        assertThat(failed()).contains("the table is older than the array");
    }

    @Test
    void anotherMachineThatReachesTheVolumes_fails() {
        site.array.map(Initiator.parse("iqn.1994-05.com.redhat:backup"), "/vol/web/boot", 0);
        assertThat(failed()).contains("/vol/web/boot is reached by iqn.1994-05.com.redhat:backup through");
    }

    @Test
    void anotherMachineThatReachesAVolumeThroughAnotherObject_fails_unlessTheyAreACluster() {
        Initiator other = Initiator.parse("iqn.1994-05.com.redhat:elsewhere");
        site.array.paths.add(new AccessPath(
                new VolumeName("/vol/web/boot"), new LunId(3), other, new AccessObject("77", "elsewhere")));
        assertThat(failed()).contains(other + " through elsewhere", "destroy it", "--clustered");
        List<Finding> clustered = findings(Clustering.CLUSTERED);
        assertThat(Doctor.isSound(clustered)).isTrue();
        assertThat(clustered)
                .anyMatch(finding ->
                        finding instanceof Finding.Noted noted && noted.what().contains("through elsewhere"));
    }

    @Test
    void earlierGenerationThatReachesAVolume_fails() {
        ProtectedSite.recovered(site);
        assertThat(failed()).doesNotContain("is reached by");
        site.array.map(NAME, "/vol/web/boot", 0);
        assertThat(failed()).contains("is reached by " + NAME);
    }

    @Test
    void machineUnderTheSameName_fails() {
        Ec2InstanceId twin = new Ec2InstanceId("i-0bbbbbbbbbbbbbbb2");
        site.machine(twin, NAME, MemorySite.tags().toMap());
        assertThat(failed()).contains(twin.value(), "logs in under the same name");
    }

    @Test
    void drift_isNoted_andTheLostMarkerFails() {
        site.directory.machines.computeIfPresent(
                MACHINE,
                (id, machine) -> MemoryMachines.with(
                        new MemorySite().machine(id, NAME, machine.tags()), "running", machine.tags()));
        site.templates.all().forEach(template -> site.templates.delete(template.id()));
        assertThat(failed()).contains("templates:", "it is not there");
    }

    @Test
    void disconnectedServer_andLostLocalNetwork_fail() {
        Outpost known = site.directory.outpost(MemorySite.server(2)).orElseThrow();
        site.directory.outposts.put(
                MemorySite.server(2),
                new Outpost(known.arn(), known.name(), "999988887777", known.hardware(), ServerLink.DISCONNECTED));
        site.subnet(2, "vpc-1", OptionalInt.empty());
        assertThat(failed()).contains("disconnected from the Region", "device index 1");
        assertThat(noted()).contains("cross-account");
    }

    @Test
    void noCapacity_fails() {
        site.engine.preflights.put(configuration().targets().getFirst(), new Preflight.NotReady("no room"));
        assertThat(failed()).contains("no room");
    }

    @Test
    void alarmThatIsNotOk_isFound() {
        site.engine.alarm = Alarms.Value.ALARM;
        assertThat(noted()).contains("it is in ALARM");
    }

    @Test
    void silentArray_fails_andHidesNothingElse() {
        site.array.silent = true;
        assertThat(failed()).contains("timed out");
        assertThat(findings()).anySatisfy(finding -> assertThat(finding).isInstanceOf(Finding.Passed.class));
    }

    @Test
    void serviceThatDoesNotAnswer_isAFinding() {
        site.calls.fail("ListSecrets");
        assertThat(failed()).contains("secrets", "could not be looked at");
    }

    @Test
    void machineOnAnotherServerThanTheBooksSay_fails() {
        ProtectedSite.recovered(site);
        assertThat(failed()).contains("the books say that it runs on " + MemorySite.server(2));
    }
}
