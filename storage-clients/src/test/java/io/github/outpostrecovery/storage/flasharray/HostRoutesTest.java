package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM_NQN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRoutesTest {
    private static final AccessObject WEB = new AccessObject("web-01", "web-01");

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeObjects objects = fixture.objects;

    private Answer<GrantRoute> route() {
        return fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA));
    }

    private Kind refusal() {
        Answer<GrantRoute> route = route();
        assertThat(route).isInstanceOf(Answer.Unanswered.class);
        ArrayFailure failure = ((Answer.Unanswered<GrantRoute>) route).failure();
        return failure.kind();
    }

    @Test
    void route_when_theHostIsTheVictims_isASwap() {
        fixture.privateHost();

        assertThat(route())
                .isEqualTo(Answer.of(
                        new GrantRoute(List.of(new Swap(WEB, Map.of(BOOT, new LunId(1), DATA, new LunId(5)))))));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void route_when_theOwnHostIsInASharedGroup_isOneSwapForAllVolumes() {
        fixture.sharedGroup();

        assertThat(route())
                .isEqualTo(Answer.of(
                        new GrantRoute(List.of(new Swap(WEB, Map.of(BOOT, new LunId(1), DATA, new LunId(254)))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iqn.2006-03.com.x:other", "nqn.2014-08.org.nvmexpress:uuid:x", "52:4a:93:70:4e:e5:68:00"})
    void route_when_theHostIsShared_isAMoveThatTakesItsSettingsOver(String neighbour) {
        fixture.privateHost();
        objects.host("web-01", VICTIM.value(), neighbour)
                .put("personality", "esxi")
                .put("vlan", "12")
                .putObject("chap")
                .put("host_user", "u")
                .put("host_password", "****");

        assertThat(route())
                .isEqualTo(Answer.of(new GrantRoute(List.of(new Move(
                        WEB,
                        Map.of("personality", "esxi", "vlan", "12", "chap", "required"),
                        Map.of(BOOT, new LunId(1), DATA, new LunId(5)))))));
    }

    @Test
    void route_when_aVolumeIsNotConnectedToTheVictim_isNotFound() {
        fixture.privateHost();
        objects.host("web-01", OTHER.value());
        assertThat(refusal()).isEqualTo(Kind.NOT_FOUND);

        objects.host("web-02", VICTIM.value());
        objects.connect(BOOT.value(), "web-02", 3);
        assertThat(refusal()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void route_when_aVolumeIsLunZero_isRefused() {
        fixture.privateHost();
        objects.host("web-01", VICTIM.value());
        objects.volume("zero");
        objects.connect("zero", "web-01", 0);

        Answer<GrantRoute> route = fixture.iscsi().route(VICTIM, Set.of(BOOT, new VolumeName("zero")));
        assertThat(route).isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
            assertThat(answer.failure().kind()).isEqualTo(Kind.REFUSED);
            assertThat(answer.failure().detail()).contains("LUN 0");
        });
    }

    @Test
    void route_when_theVictimIsInTwoHosts_makesNoSense() {
        fixture.privateHost();
        objects.host("web-02", VICTIM.value(), FRESH.value());
        objects.connect(DATA.value(), "web-02", 9);

        assertThat(refusal()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void route_when_theVictimIsAnNvmeHost_carriesNamespaceIds() {
        fixture.privateHost();
        objects.host("web-01", VICTIM_NQN.value());

        assertThat(fixture.nvme().route(VICTIM_NQN, Set.of(BOOT)))
                .isEqualTo(Answer.of(new GrantRoute(List.of(new Swap(WEB, Map.of(BOOT, new LunId(1)))))));
    }
}
