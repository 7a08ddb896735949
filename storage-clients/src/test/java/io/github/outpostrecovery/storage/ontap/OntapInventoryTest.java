package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.BlockVolume.State;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.ServingScope;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OntapInventoryTest {
    private static final String SERVICES = "/api/protocols/san/iscsi/services";
    private static final String INTERFACES = "/api/network/ip/interfaces";

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;
    private final OntapInventory iscsi = fixture.inventory(Protocol.ISCSI);
    private final OntapInventory nvme = fixture.inventory(Protocol.NVME_TCP);

    @Test
    void model_when_told_isOntapWithItsVersion() {
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/cluster"),
                request -> RestResponse.json(200, "{\"version\":{\"full\":\"NetApp Release 9.14.1\"}}"));

        assertThat(iscsi.model()).isEqualTo(Answer.of(new ArrayModel("ONTAP", "NetApp Release 9.14.1")));
    }

    @Test
    void model_when_versionIsMissing_isUnanswered() {
        ontap.when(FakeOntap.to(HttpMethod.GET, "/api/cluster"), request -> RestResponse.json(200, "{}"));

        assertThat(iscsi.model()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void scopes_when_noSvmIsNamed_areTheSvmsOverAllPages() {
        ontap.add("/api/svm/svms", "{'name':'svm1','uuid':'u1'}");
        ontap.add("/api/svm/svms", "{'name':'svm2','uuid':'u2'}");
        ontap.pagesOf(1);

        assertThat(fixture.inventory(Protocol.ISCSI, Optional.empty()).scopes())
                .isEqualTo(Answer.of(List.of("svm1", "svm2")));
    }

    @Test
    void everythingOfAnSvm_when_noSvmIsNamed_isRefusedAndNothingIsSent() {
        OntapInventory ofTheCluster = fixture.inventory(Protocol.ISCSI, Optional.empty());

        for (Answer<?> answer : List.of(ofTheCluster.volumes(), ofTheCluster.accessGroups(), ofTheCluster.portals())) {
            assertThat(answer).isInstanceOfSatisfying(Answer.Unanswered.class, none -> {
                assertThat(none.failure().kind()).isEqualTo(Kind.REFUSED);
                assertThat(none.failure().detail()).contains("name the SVM");
            });
        }
        assertThat(ofTheCluster.clone(BOOT, DATA)).isInstanceOf(CloneOutcome.Refused.class);
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void inventory_when_scopeIsNoNameOfAnSvm_isRefused() {
        assertThatThrownBy(() -> fixture.inventory(Protocol.ISCSI, Optional.of("svm1&x=")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SVM");
    }

    private void lun(String name, String more) {
        ontap.add(OntapVolumes.LUNS, "{'name':'" + name + "','uuid':'u-" + name + "'" + more + "}");
    }

    @Test
    void volumes_when_listed_haveTheirSizeAndState() {
        lun("/vol/v1/boot", ",'enabled':true,'space':{'size':8589934592},'status':{'state':'online'}");
        lun("/vol/v1/data", ",'enabled':false,'space':{'size':1},'status':{'state':'online'}");
        lun("/vol/v1/old", ",'enabled':true,'space':{'size':1},'status':{'state':'offline'}");
        ontap.add(
                OntapVolumes.NAMESPACES,
                "{'name':'/vol/v1/ns','uuid':'n','space':{'size':4096},'status':{'state':'online'}}");

        assertThat(iscsi.volumes())
                .isEqualTo(Answer.of(List.of(
                        new BlockVolume(BOOT, "u-/vol/v1/boot", 8589934592L, State.AVAILABLE),
                        new BlockVolume(DATA, "u-/vol/v1/data", 1, State.OFFLINE),
                        new BlockVolume(new VolumeName("/vol/v1/old"), "u-/vol/v1/old", 1, State.OFFLINE))));
        assertThat(nvme.volumes())
                .isEqualTo(
                        Answer.of(List.of(new BlockVolume(new VolumeName("/vol/v1/ns"), "n", 4096, State.AVAILABLE))));
    }

    @Test
    void volumes_when_onesNameCannotBeWritten_leaveItOut() {
        lun("/vol/v1/boot", ",'space':{'size':1},'status':{'state':'online'}");
        lun("/vol/v1/my lun", ",'space':{'size':1},'status':{'state':'online'}");

        assertThat(iscsi.volumes())
                .isEqualTo(Answer.of(List.of(new BlockVolume(BOOT, "u-/vol/v1/boot", 1, State.AVAILABLE))));
    }

    @Test
    void volumes_when_placed_tellTheirOperatingSystemNodeAndVolume() {
        lun(
                "/vol/v1/boot",
                ",'space':{'size':1},'status':{'state':'online'},'os_type':'linux','location':{'node':{'name':'node1'},"
                        + "'volume':{'name':'v1'}}");

        assertThat(iscsi.volumes())
                .isEqualTo(Answer.of(List.of(new BlockVolume(
                        BOOT,
                        "u-/vol/v1/boot",
                        1,
                        State.AVAILABLE,
                        Map.of("OS type", "linux", "node", "node1", "volume", "v1")))));
    }

    @Test
    void servingScopes_when_protocolIsIscsi_areTheSvmsWhoseServiceIsOn_withTheirTargets() {
        ontap.add(SERVICES, "{'enabled':true,'target':{'name':'iqn.1992-08.com.netapp:t'}}");
        ObjectNode off = (ObjectNode) FakeOntap.json("{'enabled':false,'target':{'name':'iqn.x:t2'}}");
        off.withObject("svm").put("name", "svm2");
        ontap.collection(SERVICES).add(off);

        assertThat(fixture.inventory(Protocol.ISCSI, Optional.empty()).servingScopes())
                .isEqualTo(Answer.of(List.of(new ServingScope("svm1", "iqn.1992-08.com.netapp:t"))));
    }

    @Test
    void servingScopes_when_protocolIsNvme_areTheSvmsWithAnInterface_once() {
        lif("n1", "10.0.2.1", "data_nvme_tcp", "up");
        lif("n2", "10.0.2.2", "data_nvme_tcp", "up");

        assertThat(fixture.inventory(Protocol.NVME_TCP, Optional.empty()).servingScopes())
                .isEqualTo(Answer.of(List.of(new ServingScope("svm1", ""))));
    }

    @Test
    void portals_when_askedForOneHost_areThoseOfItsSubsystems() {
        lif("n1", "10.0.2.1", "data_nvme_tcp", "up");
        ontap.subsystem("b", VICTIM_HOST.value());
        ontap.subsystem("a");

        assertThat(nvme.portals(VICTIM_HOST))
                .isEqualTo(Answer.of(List.of(new TargetPortal("10.0.2.1", 4420, "nqn.x:b"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'/vol/v1/l','space':{'size':1}}",
                "{'uuid':'u','space':{'size':1}}",
                "{'name':'/vol/v1/l','uuid':'u'}"
            })
    void volumes_when_oneIsIncomplete_areUnanswered(String record) {
        lun("/vol/v1/boot", ",'space':{'size':1},'status':{'state':'online'}");
        ontap.add(OntapVolumes.LUNS, record);

        assertThat(iscsi.volumes()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void accessGroups_when_igroupsAreNested_showEverybodyAndTheParents() {
        fixture.privateIgroup();
        ontap.igroup("site");
        ontap.igroup("other", OTHER.value());
        ontap.nest("site", "web-01");

        AccessObject site = new AccessObject("site-uuid", "site");
        assertThat(iscsi.accessGroups())
                .isEqualTo(Answer.of(List.of(
                        igroup(new AccessObject("other-uuid", "other"), OTHER, List.of()),
                        igroup(site, VICTIM, List.of()),
                        igroup(new AccessObject("web-01-uuid", "web-01"), VICTIM, List.of(site)))));
    }

    private static AccessGroup igroup(AccessObject object, Initiator initiator, List<AccessObject> partOf) {
        return new AccessGroup(object, "linux", Set.of(initiator), partOf, AccessGroup.Kind.HOST, "iscsi");
    }

    @Test
    void accessGroups_when_protocolIsNvme_areSubsystems() {
        ontap.subsystem("sub", VICTIM_HOST.value());

        assertThat(nvme.accessGroups())
                .isEqualTo(Answer.of(List.of(
                        new AccessGroup(new AccessObject("sub-uuid", "sub"), "", Set.of(VICTIM_HOST), List.of()))));

        ontap.subsystem("odd", "");
        assertThat(nvme.accessGroups()).isInstanceOf(Answer.Unanswered.class);
    }

    private void lif(String name, String address, String service, String state) {
        ontap.add(
                INTERFACES,
                "{'name':'" + name + "','ip':{'address':'" + address + "'},'enabled':true,'state':'" + state
                        + "','services':['" + service + "'],'location':{'node':{'name':'node1'}}}");
    }

    @Test
    void portals_when_protocolIsIscsi_areTheLiveLifsWithTheTarget() {
        lif("i2", "10.0.1.2", "data_iscsi", "up");
        lif("i1", "10.0.1.1", "data_iscsi", "up");
        lif("down", "10.0.1.3", "data_iscsi", "down");
        ontap.add(SERVICES, "{'enabled':true,'target':{'name':'iqn.1992-08.com.netapp:t'}}");

        assertThat(iscsi.portals())
                .isEqualTo(Answer.of(List.of(
                        new TargetPortal("10.0.1.1", 3260, "iqn.1992-08.com.netapp:t"),
                        new TargetPortal("10.0.1.2", 3260, "iqn.1992-08.com.netapp:t"))));
    }

    @Test
    void portals_when_iscsiIsOffOrMissing_areNone() {
        lif("i1", "10.0.1.1", "data_iscsi", "up");
        assertThat(iscsi.portals()).isEqualTo(Answer.of(List.of()));

        ontap.add(SERVICES, "{'enabled':false,'target':{'name':'iqn.1992-08.com.netapp:t'}}");
        assertThat(iscsi.portals()).isEqualTo(Answer.of(List.of()));
    }

    @Test
    void portals_when_thereIsNotExactlyOneTarget_areUnanswered() {
        ontap.add(SERVICES, "{'enabled':true}");

        assertThat(iscsi.portals()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void portals_when_protocolIsNvme_areTheLifsOfEachSubsystem() {
        lif("n1", "10.0.2.1", "data_nvme_tcp", "up");
        assertThat(nvme.portals()).isEqualTo(Answer.of(List.of(new TargetPortal("10.0.2.1", 4420, ""))));

        ontap.subsystem("b");
        ontap.subsystem("a");
        assertThat(nvme.portals())
                .isEqualTo(Answer.of(List.of(
                        new TargetPortal("10.0.2.1", 4420, "nqn.x:a"), new TargetPortal("10.0.2.1", 4420, "nqn.x:b"))));
    }

    private void cloneBecomesAJobThatEnds(String state) {
        ontap.when(
                FakeOntap.to(HttpMethod.POST, "/api/storage/"),
                request -> RestResponse.json(202, "{\"job\":{\"uuid\":\"job-1\"}}"));
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/cluster/jobs"),
                request -> RestResponse.json(200, FakeOntap.json(state).toString()));
    }

    @Test
    void clone_when_itBecomesAJob_waitsAndSendsNoOperatingSystem() {
        cloneBecomesAJobThatEnds("{'state':'success'}");

        assertThat(iscsi.clone(BOOT, DATA)).isEqualTo(new CloneOutcome.Cloned(DATA));
        assertThat(fixture.writes()).containsExactly("POST /api/storage/luns");
        assertThat(fixture.transport.writes())
                .singleElement()
                .satisfies(request -> assertThat(FakeOntap.json(request.body().orElseThrow()))
                        .isEqualTo(FakeOntap.json("{'svm':{'name':'svm1'},'name':'/vol/v1/data',"
                                + "'clone':{'source':{'name':'/vol/v1/boot'}}}")));
    }

    @ParameterizedTest
    @CsvSource({"1260136", "5374242"})
    void clone_when_nameIsTaken_saysSo(String code) {
        ontap.when(FakeOntap.to(HttpMethod.POST, "/api/storage/"), request -> FakeOntap.error(409, code));
        assertThat(nvme.clone(BOOT, DATA)).isEqualTo(new CloneOutcome.NameTaken(DATA));
        assertThat(fixture.writes()).containsExactly("POST /api/storage/namespaces");

        cloneBecomesAJobThatEnds("{'state':'failure','code':" + code + "}");
        assertThat(nvme.clone(BOOT, DATA)).isEqualTo(new CloneOutcome.NameTaken(DATA));
    }

    @Test
    void clone_when_refused_madeNothing() {
        ontap.when(FakeOntap.to(HttpMethod.POST, "/api/storage/"), request -> FakeOntap.error(400, "1260121"));

        assertThat(iscsi.clone(BOOT, DATA))
                .isInstanceOfSatisfying(
                        CloneOutcome.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo("1260121"));
    }

    @Test
    void clone_when_unansweredOrItsJobFails_isInDoubtAndSentOnce() {
        ontap.when(FakeOntap.to(HttpMethod.POST, "/api/storage/"), request -> RestResponse.json(503, ""));
        assertThat(iscsi.clone(BOOT, DATA)).isInstanceOf(CloneOutcome.InDoubt.class);
        assertThat(fixture.writes()).hasSize(1);

        cloneBecomesAJobThatEnds("{'state':'failure','code':1}");
        assertThat(iscsi.clone(BOOT, DATA)).isInstanceOf(CloneOutcome.InDoubt.class);
    }
}
