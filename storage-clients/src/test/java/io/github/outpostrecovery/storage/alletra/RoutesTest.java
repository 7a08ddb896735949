package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.DATA;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.luns;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.LunId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final AccessObject HOST = new AccessObject("web-01", "web-01");

    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private GrantRoute iscsi() {
        return answered(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA)));
    }

    private GrantRoute nvme() {
        return answered(fixture.nvme().route(VICTIM_NQN, Set.of(BOOT, DATA)));
    }

    private ArrayFailure refusal() {
        return unanswered(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA)));
    }

    @Test
    void route_when_hostIsTheVictimsOwn_isASwap() {
        fixture.privateHost();

        assertThat(iscsi().legs()).containsExactly(new Swap(HOST, luns()));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void route_when_ownHostIsInASet_isASwapToo() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.iscsiHost("other", OTHER.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        wsapi.template(BOOT.value(), 1, "web-01");
        wsapi.template(DATA.value(), 5, "set:hs");

        assertThat(iscsi().legs()).containsExactly(new Swap(HOST, luns()));
    }

    @Test
    void route_when_hostIsShared_isAMoveModelledOnIt() {
        fixture.privateHost();
        wsapi.named("hosts", "web-01")
                .put("domain", "retail")
                .put("initiatorChapEnabled", true)
                .withArray("iSCSIPaths")
                .addObject()
                .put("name", OTHER.value());

        assertThat(iscsi().legs())
                .containsExactly(new Move(
                        HOST,
                        Map.of("persona", "2", "descriptors.os", "linux", "domain", "retail", "chap", "initiator"),
                        luns()));
    }

    @Test
    void route_when_sharedHostIsAloneInASet_joinsTheSetSinceItStays() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value(), OTHER.value());
        wsapi.set("hostsets", "hs", "web-01");
        fixture.exportTo("set:hs");

        assertThat(((Move) iscsi().legs().getFirst()).settings()).containsEntry("hostset hs", "web-boot,web-data");
    }

    @Test
    void route_when_nvme_isAlwaysAMove() {
        fixture.privateNvmeHost();

        assertThat(nvme().legs())
                .containsExactly(new Move(
                        HOST, Map.of("persona", "2", "descriptors.os", "linux", "transportType", "2"), luns()));
    }

    @Test
    void route_when_nvmeHostSharesASet_joinsItForTheVolumesThatComeByIt() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.nvmeHost("other", OTHER_NQN.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        wsapi.template(BOOT.value(), 1, "web-01");
        wsapi.template(DATA.value(), 5, "set:hs");

        assertThat(((Move) nvme().legs().getFirst()).settings())
                .containsEntry("hostset hs", "web-data")
                .doesNotContainKey("export 1");
    }

    @Test
    void route_when_nvmeHostIsTheLastOfASet_makesTheExportsItself() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.set("hostsets", "hs", "web-01");
        fixture.exportTo("set:hs");

        Move move = (Move) nvme().legs().getFirst();
        assertThat(move.settings()).containsOnlyKeys("persona", "descriptors.os", "transportType");
        assertThat(move.volumes()).isEqualTo(luns());
    }

    @Test
    void route_when_exportsAreOfAVolumeSetOrBoundToPorts_describesEachOfThem() {
        fixture.volumes();
        wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        wsapi.set("volumesets", "vvs", "another", BOOT.value());
        wsapi.template("set:vvs", 10, "web-01");
        wsapi.template(DATA.value(), 5, "web-01").set("portPos", FakeWsapi.portPos(0, 2, 1));
        wsapi.template(DATA.value(), 5, "web-01").set("portPos", FakeWsapi.portPos(1, 2, 1));

        Move move = (Move) nvme().legs().getFirst();
        assertThat(move.volumes()).isEqualTo(Map.of(BOOT, new LunId(11), DATA, new LunId(5)));
        assertThat(move.settings())
                .containsEntry("export 1", "set:vvs 10 - web-boot")
                .containsEntry("export 2", "web-data 5 0:2:1 web-data")
                .containsEntry("export 3", "web-data 5 1:2:1 web-data");
    }

    @Test
    void route_when_volumeIsExportedToAPort_refuses() {
        fixture.privateHost();
        wsapi.template(BOOT.value(), 9, "").set("portPos", FakeWsapi.portPos(0, 2, 1));

        assertThat(refusal().kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal().detail()).contains("port 0:2:1");
    }

    @Test
    void route_when_victimReachesNotEveryVolume_saysNotFound() {
        fixture.privateHost();
        wsapi.collection("vluns").removeLast();

        assertThat(refusal().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refusal().detail()).contains(DATA.value());
    }

    @Test
    void route_when_noHostOrTwoHaveTheVictim_isNone() {
        fixture.privateHost();
        wsapi.named("hosts", "other").withArray("iSCSIPaths").addObject().put("name", VICTIM.value());
        assertThat(refusal().kind()).isEqualTo(Kind.REFUSED);

        wsapi.collection("hosts").forEach(host -> host.putArray("iSCSIPaths"));
        assertThat(refusal().kind()).isEqualTo(Kind.NOT_FOUND);
    }
}
