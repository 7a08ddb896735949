package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.BlockVolume.State;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlletraInventoryTest {
    private static final VolumeName COPY = new VolumeName("copy");

    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private ArrayInventory iscsi() {
        return fixture.inventory(Protocol.ISCSI);
    }

    private CloneOutcome copy() {
        try (ArrayInventory inventory = iscsi()) {
            return inventory.clone(BOOT, COPY);
        }
    }

    @Test
    void model_when_systemIsListed_givesItsNameAndVersion() {
        wsapi.when(
                FakeWsapi.to(HttpMethod.GET, "system"),
                request -> RestResponse.json(200, "{\"model\":\"HPE Alletra MP\",\"systemVersion\":\"10.4.0\"}"));

        assertThat(answered(iscsi().model())).isEqualTo(new ArrayModel("HPE Alletra MP", "10.4.0"));
    }

    @Test
    void model_when_thereIsNoSystem_givesTheVersionOfTheApi() {
        wsapi.when(FakeWsapi.to(HttpMethod.GET, "system"), request -> FakeWsapi.error(404, 11));

        assertThat(answered(iscsi().model())).isEqualTo(new ArrayModel("WSAPI", "1.10 build 40000200"));
    }

    @Test
    void volumes_when_listed_areTheOnesThatCanBeShown() {
        fixture.volumes();
        wsapi.volume(".srdata");
        wsapi.add("volumes", "{'id':9,'name':'broken','sizeMiB':1,'state':3}");

        assertThat(answered(iscsi().volumes()))
                .containsExactlyInAnyOrder(
                        new BlockVolume(BOOT, "60002AC0", 1L << 30, State.AVAILABLE),
                        new BlockVolume(AlletraFixture.DATA, "60002AC0", 1L << 30, State.AVAILABLE),
                        new BlockVolume(new VolumeName("broken"), "9", 1L << 20, State.OFFLINE));
        assertThat(iscsi().scopes()).isInstanceOf(Answer.NotOffered.class);
    }

    @Test
    void volumes_when_oneMakesNoSense_isNoAnswer() {
        wsapi.add("volumes", "{'name':'x'}");

        assertThat(unanswered(iscsi().volumes()).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void accessGroups_when_listed_areHostsAndSets() {
        fixture.privateHost();
        wsapi.set("hostsets", "hs", "web-01", "other");

        AccessObject set = new AccessObject("set:hs", "set:hs");
        assertThat(answered(iscsi().accessGroups()))
                .containsExactly(
                        new AccessGroup(new AccessObject("other", "other"), "linux", Set.of(OTHER), List.of(set)),
                        new AccessGroup(new AccessObject("web-01", "web-01"), "linux", Set.of(VICTIM), List.of(set)),
                        AccessGroup.group(set, Set.of(VICTIM, OTHER)));
    }

    @Test
    void portals_when_listed_areThoseOfTheProtocol() {
        wsapi.port(0, 2, 1, 2, "10.0.0.1");
        wsapi.port(0, 3, 1, 6, "10.0.3.1");

        assertThat(answered(iscsi().portals()))
                .containsExactly(new TargetPortal("10.0.0.1", 3260, "iqn.2000-05.com.3pardata:0"));
        assertThat(answered(fixture.inventory(Protocol.NVME_TCP).portals()))
                .containsExactly(new TargetPortal("10.0.3.1", 4420, ""));
    }

    @Test
    void portals_when_askedForAMachine_tellTheTargetOfItsExports() {
        fixture.privateNvmeHost();
        wsapi.port(0, 3, 1, 6, "10.0.3.1");
        wsapi.template(AlletraFixture.BOOT.value(), 9, "web-01").put("Subsystem_NQN", "nqn.2020-07.com.hpe:one");
        wsapi.template(AlletraFixture.DATA.value(), 9, "other").put("Subsystem_NQN", "nqn.2020-07.com.hpe:another");

        assertThat(answered(fixture.inventory(Protocol.NVME_TCP).portals(AlletraFixture.VICTIM_NQN)))
                .containsExactly(new TargetPortal("10.0.3.1", 4420, "nqn.2020-07.com.hpe:one"));
        assertThat(answered(fixture.inventory(Protocol.NVME_TCP).portals(AlletraFixture.FRESH_NQN)))
                .containsExactly(new TargetPortal("10.0.3.1", 4420, ""));
    }

    private void copiesTo(int... states) {
        fixture.volumes();
        wsapi.when(FakeWsapi.to(HttpMethod.POST, "volumes"), request -> RestResponse.json(201, "{\"taskid\":77}"));
        AtomicInteger polls = new AtomicInteger();
        wsapi.when(
                FakeWsapi.to(HttpMethod.GET, "tasks/77"),
                request -> RestResponse.json(
                        200, "{\"status\":" + states[Math.min(polls.getAndIncrement(), states.length - 1)] + "}"));
    }

    @Test
    void clone_when_taskEnds_isThere() {
        copiesTo(2, 2, 1);

        assertThat(copy()).isEqualTo(new CloneOutcome.Cloned(COPY));
        assertThat(fixture.writes())
                .containsExactly("POST volumes/web-boot {\"action\":\"createPhysicalCopy\",\"parameters\":"
                        + "{\"destVolume\":\"copy\",\"destCPG\":\"cpg1\",\"online\":true,\"tpvv\":true,"
                        + "\"saveSnapshot\":false,\"priority\":1}}");
        assertThat(wsapi.keys.open()).isZero();
    }

    @Test
    void clone_when_taskOutlivesItsTimeAndTheVolumeIsThere_canBeUsed() {
        copiesTo(2);
        wsapi.volume(COPY.value());

        assertThat(copy()).isEqualTo(new CloneOutcome.Cloned(COPY));
    }

    @Test
    void clone_when_taskOutlivesItsTimeAndNoVolumeIsThere_isInDoubt() {
        copiesTo(2);

        assertThat(copy()).isInstanceOf(CloneOutcome.InDoubt.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 0})
    void clone_when_taskFails_isInDoubt(int status) {
        copiesTo(2, status);

        assertThat(copy()).isInstanceOf(CloneOutcome.InDoubt.class);
    }

    @Test
    void clone_when_arrayRefuses_decidesByTheCode() {
        fixture.volumes();
        wsapi.when(FakeWsapi.to(HttpMethod.POST, "volumes"), request -> FakeWsapi.error(409, 22));
        assertThat(copy()).isEqualTo(new CloneOutcome.NameTaken(COPY));

        wsapi.when(FakeWsapi.to(HttpMethod.POST, "volumes"), request -> FakeWsapi.error(409, 26));
        assertThat(copy()).isInstanceOf(CloneOutcome.Refused.class);

        wsapi.when(FakeWsapi.to(HttpMethod.POST, "volumes"), request -> {
            throw new IOException("lost");
        });
        assertThat(copy()).isInstanceOf(CloneOutcome.InDoubt.class);
        assertThat(fixture.writes()).hasSize(3);
    }

    @Test
    void clone_when_sourceIsMissingOrHasNoCpg_sendsNothing() {
        assertThat(copy()).isInstanceOf(CloneOutcome.Refused.class);
        fixture.volumes();
        wsapi.named("volumes", BOOT.value()).remove("userCPG");
        assertThat(copy()).isInstanceOf(CloneOutcome.Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }
}
