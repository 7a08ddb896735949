package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogInsTest {
    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private void ports() {
        wsapi.port(0, 2, 1, 2, "10.0.0.1");
        wsapi.port(1, 2, 1, 2, "10.0.0.2");
        wsapi.port(0, 3, 1, 6, "10.0.3.1");
        wsapi.port(0, 4, 1, 1, "");
    }

    private SessionReport sessions(AlletraArray array) {
        try (array) {
            return answered(array.sessions(Set.of(VICTIM, VICTIM_NQN)));
        }
    }

    @Test
    void sessions_when_hostPathsHavePorts_givesSourceAndPortal() {
        fixture.privateHost();
        ports();
        wsapi.logIn("web-01", VICTIM.value(), "192.168.0.9", 0, 2, 1);
        wsapi.logIn("web-01", VICTIM.value(), "192.168.1.9", 1, 2, 1);
        wsapi.logIn("other", OTHER.value(), "192.168.0.7", 1, 2, 1);
        wsapi.live(BOOT.value(), 1, "web-01", VICTIM.value());

        assertThat(sessions(fixture.iscsi()).sessions())
                .containsExactlyInAnyOrder(
                        new Session(VICTIM, "192.168.0.9", "10.0.0.1"), new Session(VICTIM, "192.168.1.9", "10.0.0.2"));
    }

    @Test
    void sessions_when_onlyALivePathCarriesTheName_givesItWithoutGuessingItsSource() {
        fixture.privateHost();
        ports();
        wsapi.live(BOOT.value(), 1, "web-01", VICTIM.value().toUpperCase(java.util.Locale.ROOT));

        assertThat(sessions(fixture.iscsi()).sessions())
                .containsExactly(new Session(VICTIM, "not listed, of " + VICTIM, "10.0.0.1"));
    }

    @Test
    void sessions_when_namesAreOnNoPort_isEmpty() {
        fixture.privateHost();
        wsapi.named("hosts", "web-01")
                .withArray("iSCSIPaths")
                .addObject()
                .put("name", VICTIM.value())
                .set("portPos", FakeWsapi.portPos(0, 0, 0));

        assertThat(sessions(fixture.iscsi()).sessions()).isEmpty();
    }

    @Test
    void sessions_when_portIsNotListed_isNoAnswer() {
        fixture.privateHost();
        wsapi.logIn("web-01", VICTIM.value(), "192.168.0.9", 7, 2, 1);

        assertThat(unanswered(fixture.iscsi().sessions(Set.of(VICTIM))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void sessions_when_nvme_takesThePortalFromTheNodeName() {
        fixture.privateNvmeHost();
        ports();
        wsapi.logIn("web-01", VICTIM_NQN.value(), "192.168.0.9", 0, 3, 1);

        assertThat(sessions(fixture.nvme()).sessions())
                .containsExactly(new Session(VICTIM_NQN, "192.168.0.9", "10.0.3.1"));
    }

    @Test
    void sessions_when_nameBelongsToNoHost_findsItAmongTheHostless() {
        ports();
        wsapi.add(
                "hosts",
                "{'iSCSIPaths':[{'name':'" + VICTIM
                        + "','IPAddr':'192.168.0.9','portPos':{'node':0,'slot':2,'cardPort':1}}]}");

        assertThat(sessions(fixture.iscsi()).portalsOf(VICTIM)).containsExactly("10.0.0.1");
    }

    @Test
    void portals_when_portsAreDownOrOfAnotherKind_leavesThemOut() {
        fixture.privateHost();
        ports();
        wsapi.port(2, 2, 1, 2, "10.0.0.3");
        wsapi.collection("ports").getLast().put("linkState", 5);
        wsapi.port(3, 2, 1, 2, "10.0.0.4");
        wsapi.collection("ports").getLast().put("mode", 3);
        wsapi.port(3, 2, 2, 2, "0.0.0.0");

        assertThat(answered(fixture.iscsi().portals(Set.of(BOOT))).addresses())
                .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        assertThat(answered(fixture.nvme().portals(Set.of(BOOT))).addresses()).containsExactly("10.0.3.1");
    }

    @Test
    void portals_when_portHasVlans_givesTheirAddresses() {
        fixture.privateHost();
        wsapi.port(0, 2, 1, 2, "0.0.0.0");
        wsapi.collection("ports").getLast().putObject("iSCSIPortInfo").put("vlan", 1);
        wsapi.logIn("web-01", VICTIM.value(), "192.168.0.9", 0, 2, 1);

        assertThat(answered(fixture.iscsi().portals(Set.of(BOOT))).addresses())
                .containsExactlyInAnyOrder("10.1.0.1", "10.2.0.1");
        assertThat(sessions(fixture.iscsi()).portalsOf(VICTIM)).containsExactlyInAnyOrder("10.1.0.1", "10.2.0.1");
    }

    @Test
    void portals_when_exportIsBoundToAPort_givesThatOne() {
        fixture.volumes();
        ports();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.template(BOOT.value(), 1, "web-01").set("portPos", FakeWsapi.portPos(1, 2, 1));

        assertThat(answered(fixture.iscsi().portals(Set.of(BOOT))).addresses()).containsExactly("10.0.0.2");
    }

    @Test
    void capabilities_when_asked_promiseNoMoreThanTheArrayShows() {
        AlletraArray array = fixture.iscsi();

        assertThat(array.capabilities().sessions()).isEqualTo(SessionListing.WHILE_MAPPED);
        assertThat(array.capabilities().loginDenial()).isEqualTo(LoginDenial.NOT_OFFERED);
        assertThat(array.capabilities().writeCounters()).isEmpty();
        assertThat(array.capabilities().settleTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(array.activity(Set.of(BOOT))).isInstanceOf(Answer.NotOffered.class);
        assertThat(array.pathActivity(Set.of(VICTIM))).isInstanceOf(Answer.NotOffered.class);
    }
}
