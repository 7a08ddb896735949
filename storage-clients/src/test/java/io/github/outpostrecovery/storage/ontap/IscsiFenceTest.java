package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IscsiFenceTest {
    private static final Initiator SECOND = Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.second");
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String CREDENTIALS = "/api/protocols/san/iscsi/credentials";

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;

    private Set<Initiator> initiatorsOfBoot() {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(BOOT));
        return ((Answer.Answered<AccessReport>) answer).value().initiatorsOf(BOOT);
    }

    private List<RestRequest> deletions() {
        return fixture.transport.writes().stream()
                .filter(request -> request.method() == HttpMethod.DELETE)
                .toList();
    }

    @Test
    void revoke_when_igroupIsPrivate_removesTheInitiatorAndDeniesIt() {
        fixture.privateIgroup();

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("removed " + VICTIM + " from web-01", "denied " + VICTIM);
        assertThat(initiatorsOfBoot()).isEmpty();
        assertThat(deletions()).singleElement().satisfies(request -> {
            assertThat(request.path())
                    .isEqualTo(IGROUPS + "/web-01-uuid/initiators/"
                            + VICTIM.value().replace(":", "%3A"));
            assertThat(request.uri().getRawQuery()).isEqualTo("allow_delete_while_mapped=true");
        });
        assertThat(ontap.collection(CREDENTIALS)).singleElement().satisfies(record -> {
            assertThat(record.path("initiator").asText()).isEqualTo(VICTIM.value());
            assertThat(record.path("authentication_type").asText()).isEqualTo("deny");
            assertThat(record.path("svm").path("name").asText()).isEqualTo(FakeOntap.SVM);
        });
    }

    @Test
    void revoke_when_igroupIsShared_leavesTheOthersAndTheMaps() {
        fixture.privateIgroup();
        ontap.igroupNamed("web-01").withArray("initiators").addObject().put("name", OTHER.value());

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(initiatorsOfBoot()).containsExactly(OTHER);
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void revoke_when_victimIsInNestedAndSecondIgroup_removesItFromEachOwner() {
        fixture.privateIgroup();
        ontap.igroup("site");
        ontap.nest("site", "web-01");
        ontap.igroupNamed("site").withArray("initiators").addObject().put("name", VICTIM.value());
        ontap.collection("/api/protocols/san/lun-maps").clear();
        ontap.map(BOOT.value(), "site", 0);
        ontap.igroup("backup", VICTIM.value(), OTHER.value());
        ontap.map(DATA.value(), "backup", 1);
        ontap.igroup("unrelated", VICTIM.value());

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(deletions())
                .extracting(request -> request.path().split("/", -1)[5])
                .containsExactlyInAnyOrder("web-01-uuid", "backup-uuid");
    }

    @Test
    void revoke_when_victimReachesNothing_deniesOnly() {
        fixture.privateIgroup();

        RevokeReport report = fixture.iscsi().revoke(fence(OTHER));

        assertThat(report.failures()).isEmpty();
        assertThat(deletions()).isEmpty();
        assertThat(initiatorsOfBoot()).containsExactly(VICTIM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5374034", "5374852", "4"})
    void revoke_when_itIsSaidToBeGoneAndIs_isDone(String code) {
        fixture.privateIgroup();
        ontap.once(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> {
            ontap.apply(request);
            return FakeOntap.error(404, code);
        });

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).contains("gone already: " + VICTIM + " from web-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5374034", "5374041", "5374852", "4"})
    void revoke_when_itIsSaidToBeGoneAndIsStillListed_isAFailure(String code) {
        fixture.privateIgroup();
        ontap.when(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> FakeOntap.error(404, code));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.detail()).contains("still listed");
        });
        assertThat(deletions()).hasSize(1);
    }

    @Test
    void revoke_when_itIsSaidToBeGoneAndCannotBeLookedAtAgain_isAFailure() {
        fixture.privateIgroup();
        ontap.when(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> {
            ontap.when(FakeOntap.to(HttpMethod.GET, "/api/protocols/san/lun-maps"), any -> RestResponse.json(503, ""));
            return FakeOntap.error(404, "5374034");
        });

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).extracting(ArrayFailure::code).contains("5374034");
        assertThat(report.done()).containsExactly("denied " + VICTIM);
    }

    @Test
    void revoke_when_aNestedIgroupTurnsOutToOwnIt_repeatsThere() {
        fixture.privateIgroup();
        AtomicInteger tries = new AtomicInteger();
        ontap.once(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> {
            tries.incrementAndGet();
            ontap.igroup("moved", VICTIM.value());
            ontap.nest("web-01", "moved");
            return FakeOntap.error(409, "5374041");
        });

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).contains("removed " + VICTIM + " from moved");
        assertThat(report.failures()).isEmpty();
        assertThat(tries).hasValue(1);
    }

    @Test
    void revoke_when_oneRemovalFails_stillTriesTheOthersAndDenies() {
        fixture.privateIgroup();
        ontap.igroup("backup", VICTIM.value(), SECOND.value());
        ontap.map(DATA.value(), "backup", 9);
        ontap.when(
                request -> FakeOntap.to(HttpMethod.DELETE, IGROUPS).test(request)
                        && request.path().contains("backup-uuid")
                        && request.path().endsWith("g1"),
                request -> {
                    throw new IOException("connection reset");
                });
        ontap.when(
                FakeOntap.to(HttpMethod.DELETE, IGROUPS + "/web-01-uuid"), request -> FakeOntap.error(500, "393271"));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM, SECOND));

        assertThat(deletions()).hasSize(3);
        assertThat(report.failures())
                .hasSize(2)
                .extracting(ArrayFailure::kind)
                .containsOnly(ArrayFailure.Kind.UNREACHABLE);
        assertThat(report.done())
                .containsExactlyInAnyOrder(
                        "removed " + SECOND + " from backup", "denied " + VICTIM, "denied " + SECOND);
    }

    @Test
    void revoke_when_oneVolumeIsUnknown_fencesTheOther() {
        fixture.privateIgroup();
        ontap.collection(OntapVolumes.LUNS).removeLast();

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).extracting(ArrayFailure::kind).containsExactly(ArrayFailure.Kind.NOT_FOUND);
        assertThat(report.done()).contains("removed " + VICTIM + " from web-01");
    }

    @Test
    void revoke_when_nothingCanBeRead_stillDenies() {
        fixture.privateIgroup();
        ontap.when(FakeOntap.to(HttpMethod.GET, "/"), request -> RestResponse.json(503, ""));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).containsExactly("denied " + VICTIM);
        assertThat(report.failures()).isNotEmpty();
    }

    @Test
    void revoke_when_onlyTheFullListingFails_fencesWhatIsKnown() {
        fixture.privateIgroup();
        ontap.when(
                request -> request.path().equals(IGROUPS)
                        && !FakeOntap.parameters(request).containsKey("initiators.name"),
                request -> FakeOntap.error(400, "262197"));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).contains("removed " + VICTIM + " from web-01");
        assertThat(report.failures()).isNotEmpty();
    }

    @Test
    void revoke_when_theFullListingForgetsTheVictim_believesTheOtherReading() {
        fixture.privateIgroup();
        ontap.when(
                request -> request.path().equals(IGROUPS)
                        && !FakeOntap.parameters(request).containsKey("initiators.name"),
                request -> RestResponse.json(200, "{\"records\":[{\"name\":\"web-01\",\"uuid\":\"web-01-uuid\"}]}"));

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).done()).contains("removed " + VICTIM + " from web-01");
    }

    @Test
    void revoke_when_aChapRecordExists_isChangedToDeny() {
        fixture.privateIgroup();
        ontap.add(CREDENTIALS, "{'initiator':'" + VICTIM + "','authentication_type':'chap'}");
        ontap.when(FakeOntap.to(HttpMethod.POST, CREDENTIALS), request -> FakeOntap.error(409, "5374142"));

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.transport.writes())
                .filteredOn(request -> request.method() == HttpMethod.PATCH)
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.path())
                            .isEqualTo(
                                    CREDENTIALS + "/svm-uuid/" + VICTIM.value().replace(":", "%3A"));
                    assertThat(request.body()).hasValue("{\"authentication_type\":\"deny\"}");
                });
    }

    @Test
    void revoke_when_denied_before_isNotChangedAgain() {
        fixture.privateIgroup();
        ontap.add(CREDENTIALS, "{'initiator':'" + VICTIM + "','authentication_type':'deny'}");
        ontap.when(FakeOntap.to(HttpMethod.POST, CREDENTIALS), request -> FakeOntap.error(409, "5374142"));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).contains("denied already: " + VICTIM);
        assertThat(fixture.transport.writes()).noneMatch(request -> request.method() == HttpMethod.PATCH);
    }

    @Test
    void revoke_when_denyingFails_reportsItAndFencesAllTheSame() {
        fixture.privateIgroup();
        ontap.when(FakeOntap.to(HttpMethod.POST, CREDENTIALS), request -> FakeOntap.error(400, "5374078"));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).extracting(ArrayFailure::code).containsExactly("5374078");
        assertThat(initiatorsOfBoot()).isEmpty();
    }

    @Test
    void revoke_when_ontapSpellsTheNameOtherwise_usesItsSpelling() {
        fixture.privateIgroup();
        String spelling = VICTIM.value().toUpperCase(Locale.ROOT).replace("IQN", "iqn");
        ontap.igroupNamed("web-01").putArray("initiators").addObject().put("name", spelling);

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(initiatorsOfBoot()).isEmpty();
    }

    @Test
    void revoke_when_answeredWith401_readsTheSecretAgainAndRepeats() {
        fixture.privateIgroup();
        ontap.once(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> FakeOntap.error(401, "6"));

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(deletions()).hasSize(2);
    }

    @Test
    void revoke_when_repeated_hasTheEffectOfOnce() {
        fixture.privateIgroup();
        OntapArray array = fixture.iscsi();
        array.revoke(fence(VICTIM));
        ontap.igroupNamed("web-01").withArray("initiators").addObject().put("name", OTHER.value());

        array.revoke(fence(VICTIM));

        assertThat(deletions()).hasSize(1);
        assertThat(initiatorsOfBoot()).containsExactly(OTHER);
    }
}
