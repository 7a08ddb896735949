package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.DATA;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.OTHER;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.fence;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    private static final String HOST = "/host/" + FakePowerStore.idOf("web-01");
    private static final String GROUP = "/host_group/" + FakePowerStore.idOf("webs");

    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    private RevokeReport revoke() {
        return fixture.iscsi().revoke(fence(VICTIM));
    }

    private static String detachOf(Object volume) {
        return "POST /volume/" + FakePowerStore.idOf(volume.toString()) + "/detach";
    }

    private JsonNode bodyOfWrite(int index) {
        return FakePowerStore.json(fixture.transport.writes().get(index).body().orElseThrow());
    }

    @Test
    void revoke_when_theHostIsTheVictimsOwn_takesItOutAndKeepsTheMappings() {
        fixture.ownHost();

        RevokeReport report = revoke();

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("removed initiator " + VICTIM + " from host web-01");
        assertThat(fixture.writes()).containsExactly("PATCH " + HOST);
        assertThat(bodyOfWrite(0)).isEqualTo(FakePowerStore.json("{'remove_initiators':['" + VICTIM + "']}"));
        assertThat(dell.rows("/host_volume_mapping")).hasSize(2);
        assertThat(fixture.access().paths()).isEmpty();
    }

    @Test
    void revoke_when_repeated_sendsNothing() {
        fixture.ownHost();
        revoke();
        int before = fixture.writes().size();

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.writes()).hasSize(before);
    }

    @Test
    void revoke_when_severalVictimsAreInAHost_takesThemOutTogether() {
        fixture.ownHost();
        dell.initiator("web-01", "iSCSI", FRESH.value());

        assertThat(fixture.iscsi().revoke(fence(VICTIM, FRESH)).failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly("PATCH " + HOST);
        assertThat(fixture.access().paths()).isEmpty();
    }

    @Test
    void revoke_when_theHostIsShared_leavesTheOther() {
        fixture.ownHost();
        dell.initiator("web-01", "iSCSI", OTHER.value());

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.access().initiatorsOf(BOOT)).containsExactly(OTHER);
        assertThat(fixture.access().initiatorsOf(DATA)).containsExactly(OTHER);
    }

    @Test
    void revoke_when_theNameIsSpelledInUpperCase_takesItOutAsItIsSpelled() {
        fixture.ownHost();
        String upper = VICTIM.value().toUpperCase(java.util.Locale.ROOT);
        dell.rows("/initiator").getFirst().put("port_name", upper);

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.access().paths()).isEmpty();
    }

    @Test
    void revoke_when_aGroupIsShared_leavesTheNeighbourUntouched() {
        fixture.sharedGroup();

        assertThat(revoke().failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly("PATCH " + HOST);
        assertThat(fixture.access().initiatorsOf(BOOT)).containsExactly(OTHER);
        assertThat(fixture.access().initiatorsOf(DATA)).containsExactly(OTHER);
    }

    @Test
    void revoke_when_theVictimReachesOtherVolumesOnly_touchesNothing() {
        fixture.ownHost();
        dell.rows("/host_volume_mapping").clear();
        dell.volume("other");
        dell.map("other", "web-01", 1);

        assertThat(revoke()).isEqualTo(new RevokeReport(List.of(), List.of()));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void revoke_when_arraySaysNotPart_readsAgainAndBelievesWhatItReads() {
        fixture.ownHost();
        dell.once(FakePowerStore.to(HttpMethod.PATCH, "/host/"), request -> {
            dell.rows("/initiator").clear();
            return FakePowerStore.error(400, "0xE0A010010014");
        });

        RevokeReport report = revoke();

        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).containsExactly("gone already: initiator " + VICTIM + " from host web-01");
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void revoke_when_arraySaysNotPartAndItIsThere_isAFailure() {
        fixture.ownHost();
        dell.when(
                FakePowerStore.to(HttpMethod.PATCH, "/host/"), request -> FakePowerStore.error(400, "0xE0A010010014"));

        RevokeReport report = revoke();

        assertThat(report.done()).isEmpty();
        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.detail()).contains("not seen to be gone"));
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void revoke_when_oneOfTwoIsNotPart_takesTheOtherOut() {
        fixture.ownHost();
        dell.initiator("web-01", "iSCSI", FRESH.value());
        dell.once(FakePowerStore.to(HttpMethod.PATCH, "/host/"), request -> {
            dell.rows("/initiator").removeFirst();
            return dell.apply(request);
        });

        assertThat(fixture.iscsi().revoke(fence(VICTIM, FRESH)).failures()).isEmpty();
        assertThat(fixture.writes()).hasSize(2);
        assertThat(fixture.access().paths()).isEmpty();
    }

    @Test
    void revoke_when_theHostIsGone_isDone() {
        fixture.ownHost();
        dell.once(FakePowerStore.to(HttpMethod.PATCH, "/host/"), request -> {
            List.of("/host", "/initiator", "/host_volume_mapping")
                    .forEach(collection -> dell.rows(collection).clear());
            return FakePowerStore.error(404, "0xE0A010010003");
        });

        assertThat(revoke().failures()).isEmpty();
    }

    @Test
    void revoke_when_theLastInitiatorMayNotGo_detachesTheHostsOwnMappings() {
        fixture.ownHost();
        dell.volume("other");
        dell.map("other", "web-01", 9);
        dell.writes().keepLastInitiator();

        RevokeReport report = revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST, detachOf(BOOT), detachOf(DATA));
        assertThat(fixture.access().paths()).isEmpty();
        assertThat(dell.rows("/host_volume_mapping")).hasSize(1);
        assertThat(report.failures()).extracting(ArrayFailure::code).containsExactly(FakeWrites.SOME_REFUSAL);
        assertThat(report.done()).hasSize(2);
    }

    @Test
    void revoke_when_theLastInitiatorMayNotGoFromAGroup_takesTheHostOut() {
        fixture.sharedGroup();
        dell.writes().keepLastInitiator();

        revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST, "PATCH " + GROUP);
        assertThat(fixture.access().initiatorsOf(BOOT)).containsExactly(OTHER);
        assertThat(fixture.access().initiatorsOf(DATA)).containsExactly(OTHER);
    }

    @Test
    void revoke_when_theArrayCopiesTheGroupsMappings_closesThoseToo() {
        fixture.sharedGroup();
        dell.writes().keepLastInitiator();
        dell.writes().copyMappings();

        revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST, "PATCH " + GROUP, detachOf(BOOT), detachOf(DATA));
        assertThat(bodyOfWrite(2))
                .isEqualTo(FakePowerStore.json("{'host_id':'" + FakePowerStore.idOf("web-01") + "'}"));
        assertThat(fixture.access().initiatorsOf(BOOT)).containsExactly(OTHER);
        assertThat(fixture.access().initiatorsOf(DATA)).containsExactly(OTHER);
    }

    @Test
    void revoke_when_theGroupHasNobodyElse_detachesTheGroup() {
        fixture.sharedGroup();
        dell.rows("/host").removeLast();
        dell.rows("/initiator").removeLast();
        dell.writes().keepLastInitiator();

        revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST, "PATCH " + GROUP, detachOf(BOOT), detachOf(DATA));
        assertThat(bodyOfWrite(2))
                .isEqualTo(FakePowerStore.json("{'host_group_id':'" + FakePowerStore.idOf("webs") + "'}"));
        assertThat(fixture.access().paths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void revoke_when_theGroupRefusesAndHasOthers_detachesNothing(boolean otherIsEmpty) {
        fixture.sharedGroup();
        if (otherIsEmpty) {
            dell.rows("/initiator").removeLast();
        }
        dell.writes().keepLastInitiator();
        dell.when(
                FakePowerStore.to(HttpMethod.PATCH, "/host_group/"),
                request -> FakePowerStore.error(422, FakeWrites.SOME_REFUSAL));

        RevokeReport report = revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST, "PATCH " + GROUP);
        assertThat(dell.rows("/host_volume_mapping")).hasSize(2);
        assertThat(report.failures()).anyMatch(failure -> failure.detail().contains("others are in it"));
    }

    @Test
    void revoke_when_aSharedHostRefuses_detachesNothing() {
        fixture.ownHost();
        dell.initiator("web-01", "iSCSI", OTHER.value());
        dell.when(
                FakePowerStore.to(HttpMethod.PATCH, "/host/"),
                request -> FakePowerStore.error(422, FakeWrites.SOME_REFUSAL));

        RevokeReport report = revoke();

        assertThat(fixture.writes()).hasSize(1);
        assertThat(report.failures()).anyMatch(failure -> failure.detail().contains("nothing is detached"));
    }

    @Test
    void revoke_when_itCannotBeReadWhoElseIsInTheHost_detachesNothing() {
        fixture.ownHost();
        // A mapping to a host that is not listed leaves open what else cannot be seen.
        dell.map(BOOT.value(), "nobody", 3);
        dell.writes().keepLastInitiator();

        RevokeReport report = revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST);
        assertThat(report.failures()).anyMatch(failure -> failure.detail().contains("nothing is detached"));
    }

    @Test
    void revoke_when_aDetachFindsNothing_readsAgain() {
        fixture.ownHost();
        dell.writes().keepLastInitiator();
        dell.once(FakePowerStore.to(HttpMethod.POST, "/volume/"), request -> {
            dell.apply(request);
            return FakePowerStore.error(422, "0xE0A08001000F");
        });

        RevokeReport report = revoke();

        assertThat(report.done()).contains("gone already: volume " + BOOT + " from host web-01");
        assertThat(fixture.access().paths()).isEmpty();
    }

    @Test
    void revoke_when_anotherVolumeIsGone_stillFencesTheRest() {
        fixture.ownHost();
        dell.rows("/volume").removeIf(row -> row.path("name").asText().equals(DATA.value()));

        RevokeReport report = revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST);
        assertThat(report.failures()).extracting(ArrayFailure::kind).containsExactly(Kind.NOT_FOUND);
    }

    @Test
    void revoke_when_aVolumeIsMetro_fencesThisSideAndSaysSo() {
        fixture.ownHost();
        dell.named("/volume", DATA.value()).put("metro_replication_session_id", "s");

        RevokeReport report = revoke();

        assertThat(fixture.writes()).containsExactly("PATCH " + HOST);
        assertThat(report.failures()).anyMatch(failure -> failure.detail().contains("metro"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 0, 202, 400, 404})
    void revoke_when_theAnswerTellsNothing_isAFailureWithoutFallback(int status) {
        fixture.ownHost();
        dell.when(FakePowerStore.to(HttpMethod.PATCH, "/host/"), request -> {
            if (status == 0) {
                throw new IOException("lost");
            }
            return RestResponse.json(status, status == 202 ? "{\"id\":\"job\"}" : "");
        });

        RevokeReport report = revoke();

        assertThat(report.done()).isEmpty();
        assertThat(report.failures()).hasSize(1);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void revoke_when_nothingCanBeRead_reportsAndSendsNothing() {
        fixture.ownHost();
        dell.when(request -> request.method() == HttpMethod.GET, request -> RestResponse.json(503, ""));

        assertThat(revoke().failures()).isNotEmpty();
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void revoke_when_itHadAnEffectAndNoAnswer_isSeenToHaveHadIt() {
        fixture.ownHost();
        dell.once(FakePowerStore.to(HttpMethod.PATCH, "/host/"), request -> {
            dell.apply(request);
            throw new IOException("lost");
        });

        assertThat(revoke().failures()).hasSize(1);
        assertThat(fixture.access().pathsOf(Set.of(VICTIM))).isEmpty();
        assertThat(revoke().failures()).isEmpty();
    }
}
