package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.ActivityReport.Total;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, counters and portals. */
class OntapReadingsTest {
    private static final String SESSIONS = "/api/protocols/san/iscsi/sessions";
    private static final String CONTROLLERS = "/api/protocols/nvme/subsystem-controllers";
    private static final String INTERFACES = "/api/network/ip/interfaces";

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;

    private static void isIncomprehensible(Answer<?> answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
    }

    private void session(String initiator, String source, String portal) {
        ontap.add(
                SESSIONS,
                "{'initiator':{'name':'" + initiator + "'},'connections':[{'initiator_address':{'address':'" + source
                        + "'},'interface':{'ip':{'address':'" + portal + "'}}}]}");
    }

    @Test
    void sessions_when_loggedIn_showsEachConnectionOverAllPages() {
        session(VICTIM.value(), "10.0.0.7", "10.0.1.1");
        session(VICTIM.value(), "10.0.0.7", "10.0.1.2");
        session(OTHER.value(), "10.0.0.8", "10.0.1.1");
        ontap.pagesOf(1);

        assertThat(fixture.iscsi().sessions(Set.of(VICTIM)))
                .isEqualTo(Answer.of(new SessionReport(List.of(
                        new Session(VICTIM, "10.0.0.7", "10.0.1.1"), new Session(VICTIM, "10.0.0.7", "10.0.1.2")))));
    }

    @Test
    void sessions_when_nobodyIsLoggedIn_isAnEmptyAnswer() {
        assertThat(fixture.iscsi().sessions(Set.of(VICTIM))).isEqualTo(Answer.of(new SessionReport(List.of())));
        assertThat(fixture.nvme().sessions(Set.of(VICTIM_HOST))).isEqualTo(Answer.of(new SessionReport(List.of())));
    }

    @Test
    void sessions_when_aSessionIsIncomplete_isUnansweredAndNotEmpty() {
        ontap.add(SESSIONS, "{'initiator':{'name':'" + VICTIM + "'},'connections':[]}");
        isIncomprehensible(fixture.iscsi().sessions(Set.of(VICTIM)));

        ontap.collection(SESSIONS).clear();
        session(VICTIM.value(), "10.0.0.7", "");
        isIncomprehensible(fixture.iscsi().sessions(Set.of(VICTIM)));
    }

    @Test
    void sessions_when_controllersAreConnected_showsThem() {
        ontap.add(
                CONTROLLERS,
                "{'host':{'nqn':'" + VICTIM_HOST + "','transport_address':'10.0.0.7'},"
                        + "'interface':{'transport_address':'10.0.1.1'}}");

        assertThat(fixture.nvme().sessions(Set.of(VICTIM_HOST)))
                .isEqualTo(Answer.of(new SessionReport(List.of(new Session(VICTIM_HOST, "10.0.0.7", "10.0.1.1")))));

        ontap.collection(CONTROLLERS).getFirst().remove("interface");
        isIncomprehensible(fixture.nvme().sessions(Set.of(VICTIM_HOST)));
    }

    private void counted(String collection, VolumeName volume, String statistics) {
        ontap.add(collection, "{'name':'" + volume + "','uuid':'u','statistics':" + statistics + "}");
    }

    @Test
    void activity_when_sampleIsOk_hasTheArraysTime() {
        counted(
                OntapVolumes.LUNS,
                BOOT,
                "{'status':'ok','timestamp':'2026-01-02T03:04:05+01:00','iops_raw':{'write':123456789012}}");
        counted(
                OntapVolumes.NAMESPACES,
                BOOT,
                "{'status':'ok','timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':0}}");

        assertThat(fixture.iscsi().activity(Set.of(BOOT)))
                .isEqualTo(Answer.of(new ActivityReport(
                        Map.of(BOOT, new Total(Instant.parse("2026-01-02T02:04:05Z"), 123456789012L)))));
        assertThat(fixture.nvme().activity(Set.of(BOOT)))
                .isEqualTo(Answer.of(
                        new ActivityReport(Map.of(BOOT, new Total(Instant.parse("2026-01-02T03:04:05Z"), 0)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':'partial_no_data','timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':1}}",
                "{'status':'inconsistent_old_data','timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':1}}",
                "{'timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':1}}",
                "{'status':'ok','iops_raw':{'write':1}}",
                "{'status':'ok','timestamp':'yesterday','iops_raw':{'write':1}}",
                "{'status':'ok','timestamp':'2026-01-02T03:04:05Z'}",
                "{'status':'ok','timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':'x'}}",
                "{'status':'ok','timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':-1}}",
                "{}"
            })
    void activity_when_sampleIsNotWhole_isUnanswered(String statistics) {
        counted(OntapVolumes.LUNS, BOOT, statistics);

        isIncomprehensible(fixture.iscsi().activity(Set.of(BOOT)));
    }

    private void lif(String name, String address, String node, String service, boolean enabled, String state) {
        ontap.add(
                INTERFACES,
                "{'name':'" + name + "','ip':{'address':'" + address + "'},'enabled':" + enabled + ",'state':'" + state
                        + "','services':['data_core','" + service + "'],'location':{'node':{'name':'" + node
                        + "'}}}");
    }

    private void lifs() {
        lif("i1", "10.0.1.1", "node1", "data_iscsi", true, "up");
        lif("i2", "10.0.1.2", "node1", "data_iscsi", true, "up");
        lif("far", "10.0.1.3", "node3", "data_iscsi", true, "up");
        lif("down", "10.0.1.4", "node1", "data_iscsi", true, "down");
        lif("off", "10.0.1.5", "node1", "data_iscsi", false, "up");
        lif("n1", "10.0.2.1", "node1", "data_nvme_tcp", true, "up");
        lif("n2", "10.0.2.2", "node3", "data_nvme_tcp", true, "up");
    }

    @Test
    void portals_when_lunIsReportedByOneNode_areTheLiveLifsOfThatNode() {
        fixture.privateIgroup();
        lifs();

        assertThat(fixture.iscsi().portals(Set.of(BOOT, DATA)))
                .isEqualTo(Answer.of(new PortalReport(Set.of("10.0.1.1", "10.0.1.2"))));
    }

    @Test
    void portals_when_igroupHasAPortset_areItsLifsOnly() {
        fixture.privateIgroup();
        lifs();
        ontap.igroupNamed("web-01").putObject("portset").put("name", "ps1");
        ontap.add("/api/protocols/san/portsets", "{'name':'ps1','interfaces':[{'ip':{'name':'i2'}}]}");

        assertThat(fixture.iscsi().portals(Set.of(BOOT))).isEqualTo(Answer.of(new PortalReport(Set.of("10.0.1.2"))));
    }

    @Test
    void portals_when_protocolIsNvme_areAllLiveNvmeLifs() {
        ontap.namespace(BOOT.value(), "sub", "00000001h");
        lifs();

        assertThat(fixture.nvme().portals(Set.of(BOOT)))
                .isEqualTo(Answer.of(new PortalReport(Set.of("10.0.2.1", "10.0.2.2"))));
    }

    @Test
    void portals_when_aLifLacksItsAddress_isUnanswered() {
        fixture.privateIgroup();
        lif("i1", "", "node1", "data_iscsi", true, "up");

        isIncomprehensible(fixture.iscsi().portals(Set.of(BOOT)));
    }

    @Test
    void portals_when_arrayIgnoresTheFilter_areStillTheLiveOnes() {
        fixture.privateIgroup();
        lifs();
        ontap.when(
                request -> request.path().equals(INTERFACES),
                request -> io.github.outpostrecovery.storage.rest.RestResponse.json(
                        200, "{\"records\":" + ontap.collection(INTERFACES) + "}"));

        assertThat(fixture.iscsi().portals(Set.of(BOOT)))
                .isEqualTo(Answer.of(new PortalReport(Set.of("10.0.1.1", "10.0.1.2"))));
    }
}
