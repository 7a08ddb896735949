package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.PathActivityReport.Path;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlashArrayReadingsTest {
    private static final String TARGET = "iqn.2010-06.com.purestorage:flasharray.1";

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;
    private final FakeObjects objects = fixture.objects;

    @BeforeEach
    void site() {
        fixture.privateHost();
        objects.add("/controllers", "{'name':'CT0','status':'ready'}");
        objects.add("/controllers", "{'name':'CT1','status':'ready'}");
        port("CT0.ETH4", "10.0.0.1:3260", "iscsi");
        port("CT1.ETH4", "[fd00::2]:3260", "iscsi");
        objects.add("/ports", "{'name':'CT0.FC0','wwn':'52:4A:93:70:4E:E5:68:00','portal':null,'iqn':null}");
        objects.add("/ports", "{'name':'CT0.ETH6','nqn':'nqn.2010-06.com.purestorage:fa.1','portal':'10.0.0.6:4420'}");
        networkInterface("ct0.eth6", "10.0.0.6", "nvme-tcp");
        objects.add("/ports", "{'name':'CT0.ETH8','nqn':'nqn.2010-06.com.purestorage:fa.1','portal':'10.0.0.8:4420'}");
        networkInterface("ct0.eth8", "10.0.0.8", "nvme-roce");
    }

    private void port(String name, String portal, String service) {
        objects.add("/ports", "{'name':'" + name + "','iqn':'" + TARGET + "','portal':'" + portal + "'}");
        networkInterface(
                name.toLowerCase(Locale.ROOT), FlashArrayPorts.addressIn(portal).orElseThrow(), service);
    }

    private void networkInterface(String name, String address, String service) {
        objects.add(
                "/network-interfaces",
                "{'name':'" + name + "','enabled':true,'services':['" + service + "'],'eth':{'address':'" + address
                        + "','subtype':'physical'}}");
    }

    private void balance(String initiator, String target, String operations) {
        objects.add(
                "/hosts/performance/balance",
                "{'name':'web-01','initiator':{'iqn':" + initiator + "},'target':" + target + ",'op_count':"
                        + operations + ",'time':1}");
    }

    private static Answer<PortalReport> at(String... addresses) {
        return Answer.of(new PortalReport(Set.of(addresses)));
    }

    @Test
    void capabilities_when_asked_areWhatAFlashArrayShows() {
        ArrayCapabilities capabilities = fixture.iscsi().capabilities();

        assertThat(capabilities.sessions()).isEqualTo(ArrayCapabilities.SessionListing.PRESENCE);
        assertThat(capabilities.pathActivity()).isEqualTo(ArrayCapabilities.PathActivity.OFFERED);
        assertThat(capabilities.loginDenial()).isEqualTo(ArrayCapabilities.LoginDenial.NOT_OFFERED);
        assertThat(capabilities.writeCounters()).isEqualTo(Optional.of(Duration.ofSeconds(30)));
        assertThat(capabilities.settleTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(capabilities.canConfirm()).isTrue();
    }

    private void connectivity(String details) {
        objects.hostNamed("web-01").putObject("port_connectivity").put("details", details);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Redundant",
                "Redundant-Failover",
                "Uneven",
                "Unused Port",
                "Single Controller",
                "Single Controller-Failover",
            })
    void sessions_when_theHostIsConnected_tellThatItIsThere(String details) {
        connectivity(details);

        assertThat(fixture.iscsi().sessions(Set.of(VICTIM)))
                .isEqualTo(Answer.of(new SessionReport(List.of(new SessionReport.Session(VICTIM, "", "")))));
    }

    @Test
    void sessions_when_theHostIsNotConnected_areNone() {
        connectivity("None");

        assertThat(fixture.iscsi().sessions(Set.of(VICTIM, FRESH))).isEqualTo(Answer.of(new SessionReport(List.of())));
    }

    @Test
    void sessions_when_theSearchFindsOthersToo_areOfTheNameAlone() {
        connectivity("None");
        objects.host("other", OTHER.value()).putObject("port_connectivity").put("details", "Redundant");
        fake.when(
                request -> FakeFlashArray.parameters(request).containsKey("filter"),
                request -> RestResponse.json(
                        200, "{\"items\":[" + objects.hostNamed("other") + "," + objects.hostNamed("web-01") + "]}"));

        assertThat(fixture.iscsi().sessions(Set.of(VICTIM))).isEqualTo(Answer.of(new SessionReport(List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "N/A", "none", "Something New"})
    void sessions_when_theConnectivityIsNotTold_areUnanswered(String details) {
        connectivity(details);

        assertThat(fixture.iscsi().sessions(Set.of(VICTIM))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void portals_when_portsAreUp_areTheirAddressesByProtocol() {
        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isEqualTo(at("10.0.0.1", "fd00::2"));
        assertThat(fixture.nvme().portals(Set.of(BOOT))).isEqualTo(at("10.0.0.6"));
    }

    @Test
    void portals_when_aControllerIsNotReady_leaveItsPortsOut() {
        objects.list("/controllers").getFirst().put("status", "not ready");

        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isEqualTo(at("fd00::2"));
    }

    @Test
    void portals_when_anInterfaceIsDisabled_leaveItOut() {
        objects.list("/network-interfaces").getFirst().put("enabled", false);

        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isEqualTo(at("fd00::2"));
    }

    @Test
    void portals_when_theInterfaceIsABond_findItByItsAddress() {
        objects.add("/ports", "{'name':'VIF1','iqn':'" + TARGET + "','portal':'10.0.0.9:3260'}");
        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isEqualTo(at("10.0.0.1", "fd00::2", "10.0.0.9"));

        networkInterface("lacp0", "10.0.0.9", "iscsi");
        objects.list("/network-interfaces").getLast().put("enabled", false);
        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isEqualTo(at("10.0.0.1", "fd00::2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ports", "/controllers", "/network-interfaces", "/volumes"})
    void portals_when_aPartIsNotAnswered_areUnanswered(String path) {
        fake.when(FakeFlashArray.to(HttpMethod.GET, path), request -> RestResponse.json(503, ""));

        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void portals_when_aPortalMakesNoSense_areUnanswered() {
        objects.list("/ports").getFirst().put("portal", "somewhere");

        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void pathActivity_when_theHostReadsAndWrites_countsByPortal() {
        String name = "'" + VICTIM + "'";
        balance(name, "{'name':'CT0.ETH4','portal':null}", "42");
        balance(name, "{'name':'CT1.ETH4'}", "0");
        balance(name, "{'name':'VIF2','portal':'10.0.0.7:3260'}", "3");
        balance("'iqn.2006-03.com.x:neighbour'", "{'name':'CT0.ETH4'}", "9");
        balance("null", "{'name':null}", "null");

        Answer<PathActivityReport> answer = fixture.iscsi().pathActivity(Set.of(VICTIM));

        assertThat(answer)
                .isEqualTo(Answer.of(new PathActivityReport(List.of(
                        new Path(VICTIM, "10.0.0.1", 42),
                        new Path(VICTIM, "fd00::2", 0),
                        new Path(VICTIM, "10.0.0.7", 3)))));
    }

    @Test
    void pathActivity_when_noHostHasTheName_isNone() {
        assertThat(fixture.iscsi().pathActivity(Set.of(FRESH))).isEqualTo(Answer.of(new PathActivityReport(List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'name':'CT9.ETH9'}", "{}", "{'portal':'nowhere'}"})
    void pathActivity_when_aBusyPathHasNoPortal_isUnanswered(String target) {
        balance("'" + VICTIM + "'", target, "1");

        assertThat(fixture.iscsi().pathActivity(Set.of(VICTIM)))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        answer -> assertThat(answer.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
    }

    @Test
    void pathActivity_when_aBusyPathHasNoInitiator_isUnanswered() {
        balance("null", "{'name':'CT0.ETH4'}", "1");

        assertThat(fixture.iscsi().pathActivity(Set.of(VICTIM))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void pathActivity_when_pagesAreCutShort_isUnanswered() {
        balance("'" + VICTIM + "'", "{'name':'CT0.ETH4'}", "1");
        balance("'" + VICTIM + "'", "{'name':'CT1.ETH4'}", "1");
        fake.pagesOf(1);
        fake.when(
                request -> request.path().endsWith("/balance")
                        && FakeFlashArray.parameters(request).containsKey("continuation_token"),
                request -> new RestResponse(207, Map.of(), fake.apply(request).body()));

        assertThat(fixture.iscsi().pathActivity(Set.of(VICTIM))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void questions_when_theyAreAboutVolumesThatAreGone_sayNotFound() {
        objects.list("/volumes").clear();

        assertThat(fixture.iscsi().portals(Set.of(BOOT, DATA)))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        answer -> assertThat(answer.failure().kind()).isEqualTo(Kind.NOT_FOUND));
    }
}
