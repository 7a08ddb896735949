package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.DATA;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IscsiFenceTest {
    private static final String REMOVAL =
            "PUT hosts/web-01 {\"pathOperation\":2,\"iSCSINames\":[\"" + VICTIM + "\"],\"forcePathRemoval\":true}";
    private static final Predicate<RestRequest> PATHS = FakeWsapi.to(HttpMethod.PUT, "hosts/");

    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private RevokeReport revoke(RevokeOrder order) {
        try (AlletraArray array = fixture.iscsi()) {
            return array.revoke(order);
        }
    }

    private AccessReport access() {
        try (AlletraArray array = fixture.iscsi()) {
            return answered(array.access(Set.of(BOOT, DATA)));
        }
    }

    @Test
    void revoke_when_hostIsTheVictimsOwn_removesItsNameByOneRequest() {
        fixture.privateHost();

        RevokeReport report = revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("removed " + VICTIM + " from web-01");
        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(access().paths()).isEmpty();
        assertThat(access().volumes()).containsExactlyInAnyOrder(BOOT, DATA);
        assertThat(wsapi.collection("vluns")).hasSize(2);
    }

    @Test
    void revoke_when_volumesAreMany_takesOneRequestAndAsManyReads() {
        Set<VolumeName> many = new LinkedHashSet<>();
        fixture.privateHost();
        for (int number = 0; number < 256; number++) {
            many.add(new VolumeName("v" + number));
            wsapi.template("v" + number, number, "web-01");
        }
        assertThat(revoke(new RevokeOrder(Set.of(VICTIM), many)).failures()).isEmpty();
        int forMany = fixture.transport.requests().size();

        AlletraFixture second = new AlletraFixture();
        second.privateHost();
        try (AlletraArray array = second.iscsi()) {
            assertThat(array.revoke(new RevokeOrder(Set.of(VICTIM), Set.of(BOOT)))
                            .failures())
                    .isEmpty();
        }
        assertThat(fixture.writes()).hasSize(1);
        assertThat(second.transport.requests()).hasSize(forMany);
    }

    @Test
    void revoke_when_repeated_changesNothing() {
        fixture.privateHost();
        revoke(fence(VICTIM));
        wsapi.named("hosts", "web-01").withArray("iSCSIPaths").addObject().put("name", FRESH.value());

        RevokeReport second = revoke(fence(VICTIM));

        assertThat(second.failures()).isEmpty();
        assertThat(fixture.writes()).hasSize(1);
        assertThat(access().initiatorsOf(BOOT)).containsExactly(FRESH);
    }

    @Test
    void revoke_when_hostIsShared_removesTheVictimAlone() {
        fixture.privateHost();
        wsapi.named("hosts", "web-01").withArray("iSCSIPaths").addObject().put("name", OTHER.value());
        wsapi.named("hosts", "web-01").put("initiatorChapEnabled", true);

        assertThat(revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(access().initiatorsOf(BOOT)).containsExactly(OTHER);
        assertThat(wsapi.named("hosts", "web-01").path("initiatorChapEnabled").asBoolean())
                .isTrue();
    }

    @Test
    void revoke_when_exportedToASet_leavesSetAndExportAlone() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.iscsiHost("other", OTHER.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        fixture.exportTo("set:hs");

        assertThat(revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(access().initiatorsOf(DATA)).containsExactly(OTHER);
        assertThat(wsapi.named("hostsets", "hs").path("setmembers")).hasSize(2);
    }

    @Test
    void revoke_when_arraySpellsTheNameInUpperCase_sendsThatSpelling() {
        fixture.volumes();
        String spelling = VICTIM.value().toUpperCase(Locale.ROOT);
        wsapi.iscsiHost("web-01", spelling, spelling);
        fixture.exportTo("web-01");

        assertThat(revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.writes()).singleElement().asString().contains("[\"" + spelling + "\"]");
        assertThat(access().paths()).isEmpty();
    }

    @Test
    void revoke_when_hostReachesNoneOfTheVolumes_leavesIt() {
        fixture.privateHost();
        wsapi.volume("elsewhere");

        assertThat(revoke(new RevokeOrder(Set.of(VICTIM), Set.of(new VolumeName("elsewhere"))))
                        .done())
                .isEmpty();
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void revoke_when_hostReachesThemByALivePathOnly_removesTheName() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.live(BOOT.value(), 1, "web-01", VICTIM.value());

        assertThat(revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL);
    }

    @ParameterizedTest
    @CsvSource({"400, 80", "404, 80", "404, 17"})
    void revoke_when_itIsSaidToBeGoneAndIs_isDone(int status, int code) {
        fixture.privateHost();
        wsapi.once(PATHS, request -> {
            wsapi.apply(request);
            return FakeWsapi.error(status, code);
        });

        RevokeReport report = revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("gone already: removed " + VICTIM + " from web-01");
        assertThat(fixture.writes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400, 80", "404, 80", "404, 17"})
    void revoke_when_itIsSaidToBeGoneAndIsNot_isAFailure(int status, int code) {
        fixture.privateHost();
        wsapi.when(PATHS, request -> FakeWsapi.error(status, code));

        RevokeReport report = revoke(fence(VICTIM));

        assertThat(report.done()).isEmpty();
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
            assertThat(failure.detail()).contains("still listed");
        });
        assertThat(fixture.writes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void revoke_when_codeIsOfNoAbsence_isAFailureWhateverTheStatus(int status) {
        fixture.privateHost();
        wsapi.when(PATHS, request -> FakeWsapi.error(status, 12));

        assertThat(revoke(fence(VICTIM)).failures())
                .extracting(ArrayFailure::code)
                .contains("12");
    }

    @Test
    void revoke_when_answerIsLost_saysSoAndClosesNothingElse() {
        fixture.privateHost();
        wsapi.when(PATHS, request -> {
            throw new IOException("connection reset");
        });

        assertThat(revoke(fence(VICTIM)).failures())
                .extracting(ArrayFailure::kind)
                .containsExactly(Kind.UNREACHABLE);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void revoke_when_rightIsMissing_isUnauthorisedAndTriesNothingElse() {
        fixture.privateHost();
        wsapi.when(PATHS, request -> FakeWsapi.error(403, 13));

        assertThat(revoke(fence(VICTIM)).failures())
                .extracting(ArrayFailure::kind)
                .containsExactly(Kind.UNAUTHORISED);
        assertThat(fixture.writes()).hasSize(1);
        assertThat(wsapi.keys.given()).isEqualTo(1);
    }

    @Test
    void revoke_when_pathIsNotLetGo_closesTheExportsOfTheVictimsHostAndTakesItOutOfSets() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.iscsiHost("other", OTHER.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        wsapi.template(BOOT.value(), 1, "web-01");
        wsapi.template(BOOT.value(), 2, "web-01").set("portPos", FakeWsapi.portPos(0, 2, 1));
        wsapi.template(DATA.value(), 5, "set:hs");
        wsapi.template("unrelated", 7, "web-01");
        wsapi.when(PATHS, request -> FakeWsapi.error(409, 26));

        RevokeReport report = revoke(fence(VICTIM));

        assertThat(report.failures()).extracting(ArrayFailure::code).containsExactly("26");
        assertThat(fixture.writes())
                .containsExactly(
                        REMOVAL,
                        "PUT hostsets/hs {\"action\":2,\"setmembers\":[\"web-01\"]}",
                        "DELETE vluns/web-boot,1,web-01",
                        "DELETE vluns/web-boot,2,web-01,0:2:1");
        assertThat(fixture.transport.writes())
                .anyMatch(request -> request.path().equals("/api/v1/vluns/web-boot%2C2%2Cweb-01%2C0%3A2%3A1"));
        assertThat(access().initiatorsOf(BOOT)).isEmpty();
        assertThat(access().initiatorsOf(DATA)).containsExactly(OTHER);
    }

    @ParameterizedTest
    @CsvSource({"404, 19, true", "404, 17, true", "400, 40, false", "400, 55, false"})
    void revoke_when_exportIsSaidToBeGone_believesItByItsCodeAndAfterReadingAgain(
            int status, int code, boolean believed) {
        fixture.privateHost();
        wsapi.when(PATHS, request -> FakeWsapi.error(409, 26));
        wsapi.when(FakeWsapi.to(HttpMethod.DELETE, "vluns"), request -> {
            wsapi.apply(request);
            return FakeWsapi.error(status, code);
        });

        assertThat(revoke(fence(VICTIM)).failures())
                .extracting(ArrayFailure::code)
                .filteredOn(one -> !one.equals("26"))
                .hasSize(believed ? 0 : 2);
    }

    @Test
    void revoke_when_pathIsNotLetGoAndHostIsShared_touchesNoExport() {
        fixture.privateHost();
        wsapi.named("hosts", "web-01").withArray("iSCSIPaths").addObject().put("name", OTHER.value());
        wsapi.when(PATHS, request -> FakeWsapi.error(409, 26));

        RevokeReport report = revoke(fence(VICTIM));

        assertThat(report.failures()).hasSize(2);
        assertThat(fixture.writes()).containsExactly(REMOVAL);
    }

    @Test
    void revoke_when_hostWasGivenToSomebodyMeanwhile_touchesNoExport() {
        fixture.privateHost();
        wsapi.when(PATHS, request -> {
            wsapi.named("hosts", "web-01").putArray("iSCSIPaths").addObject().put("name", FRESH.value());
            return FakeWsapi.error(409, 26);
        });

        revoke(fence(VICTIM));

        assertThat(fixture.writes()).hasSize(1);
        assertThat(access().initiatorsOf(BOOT)).containsExactly(FRESH);
    }

    @Test
    void revoke_when_hostHasAChapAccount_retiresItInTheSameRequest() {
        fixture.privateHost();
        wsapi.named("hosts", "web-01").put("initiatorChapEnabled", true);

        assertThat(revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL.replace("true}", "true,\"chapOperation\":2}"));
        assertThat(wsapi.named("hosts", "web-01").path("initiatorChapEnabled").asBoolean())
                .isFalse();
    }

    @Test
    void revoke_when_arrayDoesNotDoBothInOneRequest_removesTheName() {
        fixture.privateHost();
        wsapi.named("hosts", "web-01").put("initiatorChapEnabled", true);
        wsapi.once(PATHS, request -> FakeWsapi.error(400, 44));

        RevokeReport report = revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(report.done())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("the CHAP account of web-01 stays"))
                .contains("removed " + VICTIM + " from web-01");
        assertThat(access().paths()).isEmpty();
    }

    @Test
    void revoke_when_listingIsIncomplete_saysSoAndChangesNothing() {
        fixture.privateHost();
        wsapi.when(
                FakeWsapi.to(HttpMethod.GET, "hosts"),
                request ->
                        io.github.outpostrecovery.storage.rest.RestResponse.json(200, "{\"total\":2,\"members\":[]}"));

        assertThat(revoke(fence(VICTIM)).failures()).hasSize(1);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void revoke_when_victimsAreSeveral_removesThemTogether() {
        fixture.privateHost();
        Initiator older = Initiator.parse("iqn.2006-03.com.amazon.aws:older");
        wsapi.named("hosts", "web-01").withArray("iSCSIPaths").addObject().put("name", older.value());

        assertThat(revoke(fence(VICTIM, older)).failures()).isEmpty();
        assertThat(fixture.writes()).hasSize(1);
        assertThat(access().paths()).isEmpty();
    }
}
