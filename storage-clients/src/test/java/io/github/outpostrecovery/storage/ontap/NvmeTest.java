package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER_HOST;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvmeTest {
    private static final VolumeName ONE = new VolumeName("/vol/v1/ns1");
    private static final VolumeName TWO = new VolumeName("/vol/v1/ns2");
    private static final AccessObject SUB = new AccessObject("sub-uuid", "sub");

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;

    @BeforeEach
    void site() {
        ontap.subsystem("sub", VICTIM_HOST.value(), OTHER_HOST.value());
        ontap.namespace(ONE.value(), "sub", "00000001h");
        ontap.namespace(TWO.value(), "sub", "0000001Fh");
    }

    private Answer<AccessReport> access() {
        return fixture.nvme().access(Set.of(ONE, TWO));
    }

    private Set<Initiator> hostsOfOne() {
        return ((Answer.Answered<AccessReport>) access()).value().initiatorsOf(ONE);
    }

    private RevokeReport revoke(Initiator... victims) {
        return fixture.nvme().revoke(new RevokeOrder(Set.of(victims), Set.of(ONE, TWO)));
    }

    @Test
    void access_when_namespacesAreMapped_showsEveryHostOverAllPages() {
        ontap.pagesOf(1);

        assertThat(access())
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answer -> assertThat(((AccessReport) answer.value()).paths())
                                .containsExactlyInAnyOrder(
                                        new AccessPath(ONE, new LunId(1), VICTIM_HOST, SUB),
                                        new AccessPath(ONE, new LunId(1), OTHER_HOST, SUB),
                                        new AccessPath(TWO, new LunId(31), VICTIM_HOST, SUB),
                                        new AccessPath(TWO, new LunId(31), OTHER_HOST, SUB)));
    }

    @Test
    void access_when_aPageOfHostsFails_isUnanswered() {
        ontap.pagesOf(1);
        ontap.when(
                request -> request.path().endsWith("/hosts")
                        && String.valueOf(request.uri()).contains("start="),
                request -> RestResponse.json(500, ""));

        assertThat(access()).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void access_when_aNamespaceDoesNotExist_isNotFound() {
        ontap.collection(OntapVolumes.NAMESPACES).removeLast();

        assertThat(access())
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        answer -> assertThat(answer.failure().kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0000000gh", "7fffffffh", "00004000h"})
    void access_when_theNamespaceIdMakesNoSense_isUnanswered(String nsid) {
        ontap.collection("/api/protocols/nvme/subsystem-maps").getFirst().put("nsid", nsid);

        assertThat(access())
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        answer -> assertThat(answer.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
    }

    @Test
    void revoke_when_hostIsInTheSubsystem_removesItOnceAndNobodyElse() {
        RevokeReport report = revoke(VICTIM_HOST);

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("removed " + VICTIM_HOST + " from sub");
        assertThat(hostsOfOne()).containsExactly(OTHER_HOST);
        assertThat(fixture.writes())
                .containsExactly("DELETE /api/protocols/nvme/subsystems/sub-uuid/hosts/"
                        + VICTIM_HOST.value().replace(":", "%3A"));
    }

    @Test
    void revoke_when_namespacesAreInTwoSubsystems_removesTheHostFromBoth() {
        ontap.subsystem("second", VICTIM_HOST.value());
        ontap.namespace("/vol/v1/ns3", "second", "00000001h");

        RevokeReport report =
                fixture.nvme().revoke(new RevokeOrder(Set.of(VICTIM_HOST), Set.of(ONE, new VolumeName("/vol/v1/ns3"))));

        assertThat(report.done()).hasSize(2);
        assertThat(fixture.writes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"72090004", "72090001"})
    void revoke_when_itIsSaidToBeGone_looksAgain(String code) {
        ontap.when(FakeOntap.to(HttpMethod.DELETE, "/"), request -> FakeOntap.error(404, code));
        assertThat(revoke(VICTIM_HOST).failures())
                .extracting(ArrayFailure::code)
                .containsExactly(code);

        ontap.once(FakeOntap.to(HttpMethod.DELETE, "/"), request -> {
            ontap.apply(request);
            return FakeOntap.error(404, code);
        });
        RevokeReport report = revoke(VICTIM_HOST);
        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("gone already: " + VICTIM_HOST + " from sub");
    }

    @Test
    void revoke_when_itIsSaidToBeGoneAndCannotBeLookedAtAgain_isAFailure() {
        ontap.when(FakeOntap.to(HttpMethod.DELETE, "/"), request -> {
            ontap.when(FakeOntap.to(HttpMethod.GET, "/"), any -> RestResponse.json(503, ""));
            return FakeOntap.error(404, "72090004");
        });

        RevokeReport report = revoke(VICTIM_HOST);

        assertThat(report.failures()).extracting(ArrayFailure::code).contains("72090004");
        assertThat(report.done()).isEmpty();
    }

    @Test
    void revoke_when_oneHostFails_stillRemovesTheOther() {
        ontap.once(FakeOntap.to(HttpMethod.DELETE, "/"), request -> RestResponse.json(503, ""));

        RevokeReport report = revoke(VICTIM_HOST, OTHER_HOST);

        assertThat(report.failures()).hasSize(1);
        assertThat(report.done()).hasSize(1);
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void revoke_when_oneNamespaceIsUnknown_fencesTheOther() {
        ontap.collection(OntapVolumes.NAMESPACES).removeLast();

        RevokeReport report = revoke(VICTIM_HOST);

        assertThat(report.failures()).extracting(ArrayFailure::kind).containsExactly(Kind.NOT_FOUND);
        assertThat(report.done()).hasSize(1);
    }

    @Test
    void revoke_when_ontapSpellsTheNqnInUpperCase_usesItsSpelling() {
        String spelling = "nqn.2014-08.org.nvmexpress:uuid:4C4C4544-0000-0000-0000-00000000000A";
        ontap.subsystem("dell", spelling);
        ontap.namespace("/vol/v1/ns3", "dell", "00000001h");

        RevokeReport report = fixture.nvme()
                .revoke(new RevokeOrder(Set.of(Initiator.parse(spelling)), Set.of(new VolumeName("/vol/v1/ns3"))));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).hasSize(1);
    }

    @Test
    void route_when_subsystemIsShared_isASwapAllTheSame() {
        assertThat(fixture.nvme().route(VICTIM_HOST, Set.of(ONE, TWO)))
                .isEqualTo(Answer.of(new GrantRoute(
                        List.of(new GrantRoute.Swap(SUB, Map.of(ONE, new LunId(1), TWO, new LunId(31)))))));
        assertThat(fixture.transport.requests()).extracting(RestRequest::method).containsOnly(HttpMethod.GET);
    }

    @Test
    void route_when_victimDoesNotReachAVolume_isNotFound() {
        Initiator stranger = Initiator.parse("nqn.2014-08.org.nvmexpress:uuid:ffffffff-0000-0000-0000-000000000001");

        assertThat(fixture.nvme().route(stranger, Set.of(ONE)))
                .isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
                    assertThat(answer.failure().kind()).isEqualTo(Kind.NOT_FOUND);
                    assertThat(answer.failure().detail()).contains(ONE.value(), stranger.value());
                });
    }
}
