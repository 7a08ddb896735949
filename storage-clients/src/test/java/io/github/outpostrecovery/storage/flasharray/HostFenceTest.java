package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM_NQN;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFenceTest {
    private static final String REMOVAL = "PATCH /hosts";
    private static final String DISCONNECTION = "DELETE /connections";
    private static final String LEAVING = "DELETE /host-groups/hosts";
    private static final ScriptedTransport.Script IS_LOGGED_IN =
            request -> FakeFlashArray.error(400, "The initiator is logged in.");

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;
    private final FakeObjects objects = fixture.objects;

    private Set<Initiator> reaching(VolumeName volume) {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(volume));
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        return ((Answer.Answered<AccessReport>) answer).value().initiatorsOf(volume);
    }

    private void refuseRemoval() {
        fake.when(FakeFlashArray.to(HttpMethod.PATCH, "/hosts"), IS_LOGGED_IN);
    }

    @Test
    void revoke_when_theHostIsTheVictims_removesItAndKeepsTheConnections() {
        fixture.privateHost();

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report).isEqualTo(new RevokeReport(List.of("removed " + VICTIM + " from host web-01"), List.of()));
        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(reaching(BOOT)).isEmpty();
        assertThat(objects.connections()).containsExactly(BOOT + " web-01 1", DATA + " web-01 5");
    }

    @Test
    void revoke_when_repeated_hasNothingToDo() {
        fixture.privateHost();
        FlashArray array = fixture.iscsi();
        assertThat(array.revoke(fence(VICTIM)).failures()).isEmpty();

        assertThat(array.revoke(fence(VICTIM))).isEqualTo(new RevokeReport(List.of(), List.of()));
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void revoke_when_itComesLate_leavesTheSuccessorAlone() {
        fixture.privateHost();
        objects.host("web-01", FRESH.value());

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).done()).isEmpty();
        assertThat(reaching(BOOT)).containsExactly(FRESH);
    }

    @Test
    void revoke_when_theGroupIsShared_leavesTheNeighbourUntouched() {
        fixture.sharedGroup();

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();

        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(reaching(DATA)).containsExactly(OTHER);
        assertThat(objects.hostNamed("web-01").path("host_group").path("name").asText())
                .isEqualTo("rack");
    }

    @Test
    void revoke_when_theHostIsShared_removesTheVictimOnly() {
        fixture.privateHost();
        objects.host("web-01", VICTIM.value(), OTHER.value());

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(reaching(BOOT)).containsExactly(OTHER);
    }

    @Test
    void revoke_when_theVictimIsAnNvmeHost_removesItsNqn() {
        fixture.privateHost();
        objects.host("web-01", VICTIM_NQN.value());

        assertThat(fixture.nvme().revoke(fence(VICTIM_NQN)).failures()).isEmpty();
        assertThat(fixture.transport.writes().getLast().body()).contains("{\"remove_nqns\":[\"" + VICTIM_NQN + "\"]}");
        assertThat(reaching(BOOT)).isEmpty();
    }

    @Test
    void revoke_when_theArraySpellsTheNameInUpperCase_usesItsSpelling() {
        fixture.privateHost();
        String upper = VICTIM.value().replace("web", "WEB");
        objects.host("web-01", upper);

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(fixture.transport.writes().getLast().body())
                .hasValueSatisfying(body -> assertThat(body).contains(upper));
    }

    @Test
    void revoke_when_thereAreSeveralGenerations_takesOneRequestForEachHost() {
        fixture.privateHost();
        objects.host("web-01", VICTIM.value(), FRESH.value());

        assertThat(fixture.iscsi().revoke(fence(VICTIM, FRESH)).done()).hasSize(2);
        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(reaching(BOOT)).isEmpty();
    }

    @Test
    void revoke_when_theHostIsNotConnectedYet_removesTheNameAllTheSame() {
        fixture.privateHost();
        objects.host(FlashArrayFixture.OWN_HOST, FRESH.value());

        assertThat(fixture.iscsi().revoke(fence(FRESH)).done()).hasSize(1);
        assertThat(objects.hostNamed(FlashArrayFixture.OWN_HOST).path("iqns")).isEmpty();
    }

    @Test
    void revoke_when_oneVolumeIsGone_fencesTheOthersAndSaysSo() {
        fixture.privateHost();
        objects.list("/volumes").removeLast();

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).hasSize(1);
        assertThat(report.failures()).extracting(ArrayFailure::kind).containsOnly(Kind.NOT_FOUND);
        assertThat(reaching(BOOT)).isEmpty();
    }

    @Test
    void revoke_when_theSearchFindsNothing_goesByTheConnections() {
        fixture.privateHost();
        fake.when(
                request -> FakeFlashArray.parameters(request).containsKey("filter"),
                request -> RestResponse.json(200, "{\"items\":[]}"));

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).done()).hasSize(1);
    }

    @Test
    void revoke_when_theArraySaysItIsNotThere_looksAgainBeforeItBelievesIt() {
        fixture.privateHost();
        fake.once(FakeFlashArray.to(HttpMethod.PATCH, "/hosts"), request -> {
            fake.apply(request);
            return fake.apply(request);
        });

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).containsExactly("gone already: " + VICTIM + " from host web-01");
        assertThat(report.failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL);
    }

    @Test
    void revoke_when_theArraySaysItIsNotThereAndStillListsIt_isAFailure() {
        fixture.privateHost();
        fake.when(
                FakeFlashArray.to(HttpMethod.PATCH, "/hosts"),
                request -> FakeFlashArray.error(400, "Host does not exist."));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).isEmpty();
        assertThat(report.failures())
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure.detail()).contains("still listed"));
        assertThat(fixture.writes()).containsExactly(REMOVAL);
    }

    @Test
    void revoke_when_itCannotLookAgain_doesNotBelieveIt() {
        fixture.privateHost();
        fake.when(FakeFlashArray.to(HttpMethod.PATCH, "/hosts"), request -> {
            fake.when(other -> other.method() == HttpMethod.GET, other -> RestResponse.json(503, ""));
            return FakeFlashArray.error(400, "Host does not exist.");
        });

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).done()).isEmpty();
    }

    @Test
    void revoke_when_theRemovalIsRefused_disconnectsTheVictimsOwnHost() {
        fixture.privateHost();
        objects.volume("not-ours");
        objects.connect("not-ours", "web-01", 9);
        refuseRemoval();

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(fixture.writes()).containsExactly(REMOVAL, DISCONNECTION, DISCONNECTION);
        assertThat(report.done()).hasSize(2);
        assertThat(report.failures()).extracting(ArrayFailure::code).containsExactly("The initiator is logged in.");
        assertThat(reaching(BOOT)).isEmpty();
        assertThat(reaching(DATA)).isEmpty();
        assertThat(objects.connections()).containsExactly("not-ours web-01 9");
    }

    @Test
    void revoke_when_theRemovalIsRefusedInAGroup_takesTheHostOutOfIt() {
        fixture.sharedGroup();
        refuseRemoval();

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).done()).hasSize(2);

        assertThat(fixture.writes()).containsExactlyInAnyOrder(REMOVAL, DISCONNECTION, LEAVING);
        assertThat(reaching(BOOT)).isEmpty();
        assertThat(reaching(DATA)).containsExactly(OTHER);
        assertThat(objects.connections()).containsExactly(DATA + " rack 254");
    }

    @Test
    void revoke_when_theRemovalIsRefusedInASharedHost_touchesNothingElse() {
        fixture.privateHost();
        objects.host("web-01", VICTIM.value(), OTHER.value());
        refuseRemoval();

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(fixture.writes()).containsExactly(REMOVAL);
        assertThat(report.failures())
                .hasSize(2)
                .anySatisfy(failure -> assertThat(failure.detail()).contains("shared with others"));
        assertThat(objects.connections()).hasSize(2);
    }

    @Test
    void revoke_when_aNeighbourComesIntoTheHostMeanwhile_touchesNothingElse() {
        fixture.privateHost();
        fake.when(FakeFlashArray.to(HttpMethod.PATCH, "/hosts"), request -> {
            objects.host("web-01", VICTIM.value(), OTHER.value());
            return IS_LOGGED_IN.answer(request);
        });

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).done()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL);
    }

    @Test
    void revoke_when_theDisconnectionIsRepeated_hasNothingLeftToDisconnect() {
        fixture.privateHost();
        refuseRemoval();
        FlashArray array = fixture.iscsi();
        assertThat(array.revoke(fence(VICTIM)).done()).hasSize(2);

        assertThat(array.revoke(fence(VICTIM)).done()).isEmpty();
        assertThat(fixture.writes()).containsExactly(REMOVAL, DISCONNECTION, DISCONNECTION, REMOVAL);
    }

    @Test
    void revoke_when_aConnectionIsSaidToBeGone_looksAgain() {
        fixture.privateHost();
        refuseRemoval();
        fake.once(FakeFlashArray.to(HttpMethod.DELETE, "/connections"), request -> {
            fake.apply(request);
            return fake.apply(request);
        });
        fake.once(
                request -> request.method() == HttpMethod.DELETE
                        && BOOT.value()
                                .equals(FakeFlashArray.parameters(request).get("volume_names")),
                request -> FakeFlashArray.error(400, "Connection does not exist."));

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.done()).containsExactly("gone already: the connection of " + DATA + " to host web-01");
        assertThat(report.failures())
                .anySatisfy(failure ->
                        assertThat(failure.detail()).contains("still listed").contains(BOOT.value()));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void revoke_when_theRefusalIsAboutWhoAsks_sendsNoMore(int status) {
        fixture.privateHost();
        fake.when(
                FakeFlashArray.to(HttpMethod.PATCH, "/hosts"),
                request -> FakeFlashArray.error(status, "Operation not permitted"));

        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).hasSize(1);
        assertThat(fixture.writes()).doesNotContain(DISCONNECTION);
    }

    @Test
    void revoke_when_theRemovalIsNotAnswered_reportsItAndSendsNoMore() {
        List<ScriptedTransport.Script> doubts = List.of(
                request -> {
                    throw new IOException("closed");
                },
                request -> FakeFlashArray.error(500, "Internal error"),
                request -> RestResponse.json(400, "<html>"),
                request -> new RestResponse(207, Map.of(), new byte[0]),
                request -> RestResponse.json(200, "{\"errors\":[{\"message\":\"x\"}]}"));
        for (ScriptedTransport.Script doubt : doubts) {
            HostFenceTest again = new HostFenceTest();
            again.fixture.privateHost();
            again.fake.when(FakeFlashArray.to(HttpMethod.PATCH, "/hosts"), doubt);

            RevokeReport report = again.fixture.iscsi().revoke(fence(VICTIM));

            assertThat(report.done()).isEmpty();
            assertThat(report.failures()).hasSize(1);
            assertThat(again.fixture.writes()).containsExactly(REMOVAL);
        }
    }

    @Test
    void revoke_when_thereAre256Volumes_takesAsManyRequestsAsForOne() {
        assertThat(requestsFor(256)).isEqualTo(requestsFor(1));
    }

    private static List<String> requestsFor(int volumes) {
        FlashArrayFixture fixture = new FlashArrayFixture();
        fixture.objects.host("web-01", VICTIM.value());
        Set<VolumeName> names = IntStream.range(0, volumes)
                .mapToObj(number -> new VolumeName("web-01-data-" + number))
                .collect(Collectors.toSet());
        names.forEach(name -> {
            fixture.objects.volume(name.value());
            fixture.objects.connect(name.value(), "web-01", 10);
        });
        assertThat(fixture.iscsi()
                        .revoke(new RevokeOrder(Set.of(VICTIM), names))
                        .failures())
                .isEmpty();
        return fixture.asked().stream().map(Object::toString).toList();
    }
}
