package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.OntapDiscovery.BlockVolume;
import io.github.outpostrecovery.storage.ontap.OntapDiscovery.Group;
import io.github.outpostrecovery.storage.ontap.OntapDiscovery.Svm;
import io.github.outpostrecovery.storage.ontap.OntapDiscovery.Version;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OntapDiscoveryTest {
    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;
    private final OntapDiscovery discovery = fixture.iscsi().discovery();

    @Test
    void version_when_told_isRead() {
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/cluster"),
                request -> RestResponse.json(
                        200,
                        "{\"version\":{\"full\":\"NetApp Release 9.14.1\",\"generation\":9,\"major\":14,\"minor\":1}}"));

        assertThat(discovery.version()).isEqualTo(Answer.of(new Version(9, 14, 1, "NetApp Release 9.14.1")));
    }

    @Test
    void version_when_missing_isUnanswered() {
        ontap.when(FakeOntap.to(HttpMethod.GET, "/api/cluster"), request -> RestResponse.json(200, "{}"));

        assertThat(discovery.version()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void svms_when_listed_areRead() {
        ontap.add("/api/svm/svms", "{'name':'svm1','uuid':'u','state':'running'}");

        assertThat(discovery.svms()).isEqualTo(Answer.of(List.of(new Svm("svm1", "u", "running"))));
    }

    @Test
    void luns_when_listed_areRead() {
        ontap.add(
                OntapVolumes.LUNS,
                "{'name':'/vol/v1/boot','uuid':'u','os_type':'linux','enabled':true,'space':{'size':8589934592},"
                        + "'status':{'mapped':true}}");

        assertThat(discovery.luns())
                .isEqualTo(Answer.of(List.of(new BlockVolume(BOOT, "u", "linux", 8589934592L, true, true))));
    }

    @Test
    void luns_when_oneHasAnIllegalName_isUnanswered() {
        ontap.add(OntapVolumes.LUNS, "{'name':'/vol/v1/my lun','uuid':'u'}");

        assertThat(discovery.luns()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void groups_when_listed_showEverybody() {
        fixture.privateIgroup();
        ontap.subsystem("sub", VICTIM_HOST.value());

        assertThat(discovery.igroups())
                .isEqualTo(Answer.of(
                        List.of(new Group(new AccessObject("web-01-uuid", "web-01"), "linux", Set.of(VICTIM)))));
        assertThat(discovery.subsystems())
                .isEqualTo(Answer.of(List.of(new Group(new AccessObject("sub-uuid", "sub"), "", Set.of(VICTIM_HOST)))));
    }

    @Test
    void targetNames_when_thereIsOne_areRead() {
        ontap.add("/api/protocols/san/iscsi/services", "{'enabled':true,'target':{'name':'iqn.1992-08.com.netapp:t'}}");
        ontap.subsystem("sub");

        assertThat(discovery.iscsiTargetName()).isEqualTo(Answer.of("iqn.1992-08.com.netapp:t"));
        assertThat(discovery.nvmeTargetName(new AccessObject("sub-uuid", "sub")))
                .isEqualTo(Answer.of("nqn.x:sub"));
        assertThat(discovery.nvmeTargetName(new AccessObject("none", "none"))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void clone_when_itBecomesAJob_waitsAndSendsNoOperatingSystem() {
        ontap.when(
                FakeOntap.to(HttpMethod.POST, OntapVolumes.LUNS),
                request -> RestResponse.json(202, "{\"job\":{\"uuid\":\"job-1\"}}"));
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/cluster/jobs"),
                request -> RestResponse.json(200, "{\"state\":\"success\"}"));

        assertThat(fixture.iscsi().cloning().lun(BOOT, DATA)).isEqualTo(Answer.of(DATA));
        assertThat(fixture.transport.writes())
                .singleElement()
                .satisfies(request -> assertThat(FakeOntap.json(request.body().orElseThrow()))
                        .isEqualTo(FakeOntap.json("{'svm':{'name':'svm1'},'name':'/vol/v1/data',"
                                + "'clone':{'source':{'name':'/vol/v1/boot'}}}")));
    }

    @Test
    void clone_when_targetExists_isRefusedWithTheCode() {
        ontap.when(FakeOntap.to(HttpMethod.POST, OntapVolumes.NAMESPACES), request -> FakeOntap.error(409, "5374242"));

        assertThat(fixture.nvme().cloning().namespace(BOOT, new VolumeName("/vol/v1/copy")))
                .isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
                    assertThat(answer.failure().kind()).isEqualTo(Kind.REFUSED);
                    assertThat(answer.failure().code()).isEqualTo("5374242");
                });
    }
}
