package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.EOFException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlashArrayInventoryTest {
    private static final VolumeName COPY = new VolumeName("web-01-boot-copy");
    private static final String VOLUMES = "/volumes";

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;
    private final FakeObjects objects = fixture.objects;
    private final ArrayInventory inventory = fixture.inventory(Protocol.ISCSI);

    @BeforeEach
    void site() {
        fixture.sharedGroup();
    }

    @Test
    void model_when_asked_isPuritysVersion() {
        objects.add("/arrays", "{'name':'array-1','os':'Purity//FA','version':'6.7.2'}");

        assertThat(inventory.model()).isEqualTo(Answer.of(new ArrayModel("Purity//FA", "6.7.2")));
        assertThat(inventory.scopes()).isInstanceOf(Answer.NotOffered.class);
    }

    @Test
    void model_when_thereIsNoVersion_isUnanswered() {
        objects.add("/arrays", "{'name':'array-1'}");

        assertThat(inventory.model()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void volumes_when_someAreDestroyed_sayWhich() {
        objects.list(VOLUMES).getLast().put("destroyed", true);
        objects.add(VOLUMES, "{'name':'pe','id':'1','subtype':'protocol_endpoint'}");

        assertThat(inventory.volumes())
                .isEqualTo(Answer.of(List.of(
                        new BlockVolume(BOOT, "id-" + BOOT, 1_048_576, BlockVolume.State.AVAILABLE),
                        new BlockVolume(DATA, "id-" + DATA, 1_048_576, BlockVolume.State.DESTROYED))));
    }

    @Test
    void volumes_when_aNameIsMissing_areUnanswered() {
        objects.add(VOLUMES, "{'id':'1'}");

        assertThat(inventory.volumes()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void accessGroups_when_hostsAreGrouped_listBoth() {
        objects.hostNamed("db-01").put("personality", "esxi");
        objects.group("empty");
        AccessObject rack = new AccessObject("rack", "rack");

        assertThat(inventory.accessGroups())
                .isEqualTo(Answer.of(List.of(
                        new AccessGroup(new AccessObject("db-01", "db-01"), "esxi", Set.of(OTHER), List.of(rack)),
                        new AccessGroup(new AccessObject("web-01", "web-01"), "", Set.of(VICTIM), List.of(rack)),
                        AccessGroup.group(new AccessObject("empty", "empty"), Set.of()),
                        AccessGroup.group(rack, Set.of(VICTIM, OTHER)))));
    }

    @Test
    void portals_when_asked_comeWithTheirTarget() {
        objects.add("/ports", "{'name':'CT0.ETH4','iqn':'iqn.2010-06.com.purestorage:fa.1','portal':'[fd00::1]:3260'}");
        objects.add("/ports", "{'name':'CT0.ETH6','nqn':'nqn.2010-06.com.purestorage:fa.1','portal':'10.0.0.6:4420'}");

        assertThat(inventory.portals())
                .isEqualTo(Answer.of(List.of(new TargetPortal("fd00::1", 3260, "iqn.2010-06.com.purestorage:fa.1"))));
        assertThat(fixture.inventory(Protocol.NVME_TCP).portals())
                .isEqualTo(Answer.of(List.of(new TargetPortal("10.0.0.6", 4420, "nqn.2010-06.com.purestorage:fa.1"))));
    }

    @Test
    void clone_when_theNameIsFree_copiesAndOverwritesNothing() {
        assertThat(inventory.clone(BOOT, COPY)).isEqualTo(new CloneOutcome.Cloned(COPY));

        assertThat(fixture.transport.writes().getLast()).satisfies(request -> {
            assertThat(FakeFlashArray.parameters(request)).containsOnlyKeys("names");
            assertThat(request.body()).contains("{\"source\":{\"name\":\"" + BOOT + "\"}}");
        });
    }

    @Test
    void clone_when_theNameIsTaken_doesNothing() {
        assertThat(inventory.clone(BOOT, DATA)).isEqualTo(new CloneOutcome.NameTaken(DATA));
    }

    @Test
    void clone_when_theSourceIsGone_isRefused() {
        assertThat(inventory.clone(new VolumeName("gone"), COPY)).isInstanceOf(CloneOutcome.Refused.class);
    }

    @Test
    void clone_when_notAnswered_isInDoubtAndNotRepeated() {
        fake.when(FakeFlashArray.to(HttpMethod.POST, VOLUMES), request -> {
            throw new EOFException("closed");
        });
        assertThat(inventory.clone(BOOT, COPY)).isInstanceOf(CloneOutcome.InDoubt.class);

        fake.when(FakeFlashArray.to(HttpMethod.POST, VOLUMES), request -> RestResponse.json(503, ""));
        assertThat(inventory.clone(BOOT, COPY)).isInstanceOf(CloneOutcome.InDoubt.class);
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void close_when_somethingWasAsked_logsOut() {
        assertThat(inventory.volumes()).isInstanceOf(Answer.Answered.class);
        inventory.close();

        assertThat(fake.sessions()).isEmpty();
    }
}
