package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.DATA;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.OTHER;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM_HOST;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.failure;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.fence;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.ActivityReport.Measured;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
import io.github.outpostrecovery.core.array.ArrayCapabilities.PathActivity;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsTest {
    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    @BeforeEach
    void site() {
        fixture.ownHost();
        port("A1", "10.0.0.1", "eth_port", "e1", "Storage_Iscsi_Target", "true");
        port("A1", "10.0.0.2", "bond", "b1", "Storage_Iscsi_Target", "true");
        port("A2", "10.0.0.3", "veth_port", "v1", "Storage_Iscsi_Target", "true");
        port("A1", "10.0.1.1", "eth_port", "e9", "Storage_NVMe_TCP_Port", "true");
    }

    private void port(String appliance, String address, String below, String id, String purpose, String up) {
        dell.add(
                "/ip_port",
                "{'id':'ip-" + id + "','target_iqn':'iqn.target." + id + "','" + below + "_id':'" + id + "','" + below
                        + "':{'id':'" + id + "','is_link_up':" + up + "}}");
        address(appliance, address, id, purpose);
    }

    private void address(String appliance, String address, String port, String purpose) {
        dell.add(
                "/ip_pool_address",
                "{'id':'a-" + address + "','address':'" + address + "','appliance_id':'" + appliance
                        + "','ip_port_id':'ip-" + port + "','purposes':['" + purpose + "']}");
    }

    private void logIns(String sessions) {
        dell.rows("/initiator").getFirst().set("active_sessions", FakePowerStore.json(sessions));
    }

    private SessionReport sessions() {
        return value(fixture.iscsi().sessions(Set.of(VICTIM, OTHER)));
    }

    @Test
    void sessions_when_nobodyIsLoggedIn_areAnsweredAndEmpty() {
        assertThat(sessions().sessions()).isEmpty();
    }

    @Test
    void sessions_when_portsAreKnown_areAtTheirAddresses() {
        logIns("[{'eth_port_id':'e1'},{'bond_id':'b1','veth_id':null},{'veth_id':'v1'}]");

        assertThat(sessions().portalsOf(VICTIM)).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void sessions_when_aPortIsUnknown_areThereAllTheSame() {
        logIns("[{'eth_port_id':'elsewhere'},{'fc_port_id':'f1'}]");

        assertThat(sessions().of(VICTIM)).hasSize(2);
        assertThat(sessions().portalsOf(VICTIM)).contains("eth_port_id elsewhere");
    }

    @Test
    void sessions_when_aPortHasTwoAddresses_haveAsManyPortalsAsThereAreLogIns() {
        address("A1", "10.9.0.1", "e1", "Storage_Iscsi_Target");
        logIns("[{'eth_port_id':'e1'}]");
        assertThat(sessions().portalsOf(VICTIM)).hasSize(1);

        logIns("[{'eth_port_id':'e1'},{'eth_port_id':'e1'}]");
        assertThat(sessions().portalsOf(VICTIM)).containsExactlyInAnyOrder("10.0.0.1", "10.9.0.1");
    }

    @Test
    void sources_when_theArrayDoesNotTellThem_areOneForEachNameAndNoTwoAlike() {
        logIns("[{'eth_port_id':'e1'},{'bond_id':'b1'}]");
        dell.host("other", "iSCSI", OTHER.value());
        dell.rows("/initiator").getLast().set("active_sessions", FakePowerStore.json("[{'eth_port_id':'e1'}]"));

        assertThat(sessions().sourcesOf(VICTIM)).hasSize(1).doesNotContain("");
        assertThat(sessions().sourcesOf(OTHER))
                .hasSize(1)
                .doesNotContainAnyElementsOf(sessions().sourcesOf(VICTIM));
    }

    @Test
    void sources_when_overNvme_areAsTheArrayTellsThem() {
        dell.host("nvme", "NVMe", VICTIM_HOST.value());
        dell.rows("/initiator")
                .getLast()
                .set(
                        "active_sessions",
                        FakePowerStore.json(
                                "[{'eth_port_id':'e9','nvme_transport_type':'TCP','nvme_transport_addresses':['10.1.0.7','10.1.0.8']}]"));

        SessionReport report = value(fixture.nvme().sessions(Set.of(VICTIM_HOST)));
        assertThat(report.sourcesOf(VICTIM_HOST)).containsExactlyInAnyOrder("10.1.0.7", "10.1.0.8");
        assertThat(report.portalsOf(VICTIM_HOST)).containsExactly("10.0.1.1");
    }

    @Test
    void sources_when_onlySomeAreTold_areThose() {
        dell.host("nvme", "NVMe", VICTIM_HOST.value());
        dell.rows("/initiator")
                .getLast()
                .set(
                        "active_sessions",
                        FakePowerStore.json(
                                "[{'eth_port_id':'e9','nvme_transport_addresses':['10.1.0.7']},{'eth_port_id':'e8'}]"));
        dell.add("/discovered_initiator", "{'name':'" + VICTIM_HOST + "','nvme_transport_addresses':null}");

        SessionReport report = value(fixture.nvme().sessions(Set.of(VICTIM_HOST)));
        assertThat(report.sourcesOf(VICTIM_HOST)).containsExactly("10.1.0.7");
        assertThat(report.of(VICTIM_HOST)).hasSize(3);
    }

    @Test
    void sessions_when_theVictimIsFencedAndStaysLoggedIn_stillListIt() {
        logIns("[{'eth_port_id':'e1'}]");
        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();

        assertThat(sessions().of(VICTIM)).hasSize(1);

        dell.rows("/discovered_initiator").clear();
        assertThat(sessions().of(VICTIM)).isEmpty();
    }

    @Test
    void sessions_when_strangersAreConnected_leaveThemOut() {
        dell.add("/discovered_initiator", "{'name':'iqn.2006-03.com.amazon.aws:stranger','protocol_type':'iSCSI'}");

        assertThat(sessions().sessions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'some'", "{}"})
    void sessions_when_theListIsMissing_areNoAnswer(String listed) {
        logIns(listed);

        assertThat(failure(fixture.iscsi().sessions(Set.of(VICTIM))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/initiator", "/discovered_initiator", "/ip_pool_address", "/ip_port"})
    void sessions_when_onePartCannotBeRead_areUnanswered(String collection) {
        logIns("[{'eth_port_id':'e1'}]");
        dell.when(FakePowerStore.to(HttpMethod.GET, collection), request -> RestResponse.json(503, ""));

        assertThat(failure(fixture.iscsi().sessions(Set.of(VICTIM))).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void sessions_when_theListOfStrangersIsCutShort_areNoAnswer() {
        dell.when(
                FakePowerStore.to(HttpMethod.GET, "/discovered_initiator"),
                request -> FakePowerStore.partial("[{\"name\":\"iqn.x\"}]", "0-0/2"));

        assertThat(failure(fixture.iscsi().sessions(Set.of(VICTIM))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void portals_when_asked_areOnTheVolumesApplianceForTheProtocolAndUp() {
        port("A1", "10.0.0.9", "eth_port", "e7", "Storage_Iscsi_Target", "false");

        assertThat(value(fixture.iscsi().portals(Set.of(BOOT, DATA))).addresses())
                .containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
        assertThat(value(fixture.nvme().portals(Set.of(BOOT))).addresses()).containsExactly("10.0.1.1");

        dell.named("/volume", DATA.value()).put("appliance_id", "A2");
        assertThat(value(fixture.iscsi().portals(Set.of(DATA))).addresses()).containsExactly("10.0.0.3");
        assertThat(value(fixture.iscsi().portals(Set.of(BOOT, DATA))).addresses())
                .hasSize(3);
    }

    @Test
    void portals_when_thereIsNone_areNotFound() {
        dell.rows("/ip_pool_address").clear();

        assertThat(failure(fixture.iscsi().portals(Set.of(BOOT))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void activity_when_rowsAreMeasured_isTheNewestAndHowLongItWasQuiet() {
        dell.writes()
                .measured(
                        BOOT.value(),
                        "[{'timestamp':'2026-01-01T00:00:20Z','write_iops':4.5,'write_bandwidth':9000},"
                                + "{'timestamp':'2026-01-01T00:00:40Z','write_iops':0,'write_bandwidth':0},"
                                + "{'timestamp':'2026-01-01T00:01:00+00:00','write_iops':0.0}]");
        dell.writes()
                .measured(DATA.value(), "[{'timestamp':'2026-01-01T00:01:00Z','write_iops':0,'write_bandwidth':12.5}]");

        ActivityReport report = value(fixture.iscsi().activity(Set.of(BOOT, DATA)));

        Instant minute = Instant.parse("2026-01-01T00:01:00Z");
        Instant busy = minute.minusSeconds(40);
        assertThat(report.samples())
                .containsEntry(BOOT, new Measured(minute, busy, Optional.of(busy)))
                .containsEntry(DATA, new Measured(minute, minute, Optional.of(minute)));
        assertThat(fixture.transport.writes())
                .allMatch(request -> request.headers().containsKey("DELL-EMC-TOKEN"))
                .allMatch(request -> request.body().orElse("").contains("\"interval\":\"Twenty_Sec\""));
    }

    @Test
    void activity_when_rowsAreRepeated_isReadWithTheArraysClock() {
        dell.add("/cluster", "{'id':'0','system_time':'2026-01-01T00:01:05Z'}");
        dell.writes().measured(BOOT.value(), "[{'timestamp':'2026-01-01T00:01:00Z','write_iops':0,'repeat_count':10}]");

        Instant minute = Instant.parse("2026-01-01T00:01:00Z");
        assertThat(value(fixture.iscsi().activity(Set.of(BOOT))).samples())
                .containsEntry(BOOT, new Measured(minute, minute.minusSeconds(200), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'timestamp':'2026-01-01T00:01:00Z'}]",
                "[{'timestamp':'yesterday','write_iops':0}]",
                "[{'write_iops':0}]",
                "[{'timestamp':'2026-01-01T00:01:00Z','write_iops':'none'}]",
                "[{'timestamp':'2026-01-01T00:01:00Z','write_iops':0,'repeat_count':'many'}]",
                "[{'timestamp':'2026-01-01T00:01:00Z','write_iops':0,'volume_id':'another'}]",
                "{}"
            })
    void activity_when_rowsMakeNoSense_isNoAnswer(String rows) {
        dell.writes().measured(BOOT.value(), rows);

        assertThat(failure(fixture.iscsi().activity(Set.of(BOOT))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void activity_when_aFirstAnswerIsLost_asksAgain() {
        dell.writes().measured(BOOT.value(), "[{'timestamp':'2026-01-01T00:01:00Z','write_iops':0}]");
        dell.once(FakePowerStore.to(HttpMethod.POST, "/metrics/generate"), request -> RestResponse.json(503, ""));

        assertThat(fixture.iscsi().activity(Set.of(BOOT))).isInstanceOf(Answer.Answered.class);
    }

    @Test
    void activity_when_aVolumeIsMissing_isNotFound() {
        dell.rows("/volume").clear();

        assertThat(failure(fixture.iscsi().activity(Set.of(BOOT))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void capabilities_when_asked_areWhatPowerStoreShows() {
        assertThat(fixture.array(Protocol.NVME_TCP).capabilities()).satisfies(can -> {
            assertThat(can.sessions()).isEqualTo(SessionListing.DELAYED);
            assertThat(can.pathActivity()).isEqualTo(PathActivity.NOT_OFFERED);
            assertThat(can.writeCounters()).contains(Duration.ofSeconds(20));
            assertThat(can.settleTime()).isEqualTo(Duration.ofSeconds(10));
            assertThat(can.loginDenial()).isEqualTo(LoginDenial.NOT_OFFERED);
        });
        assertThat(fixture.iscsi().pathActivity(Set.of(VICTIM))).isInstanceOf(Answer.NotOffered.class);
        assertThat(List.of(fixture.iscsi().name().value())).containsExactly("array-1");
    }
}
