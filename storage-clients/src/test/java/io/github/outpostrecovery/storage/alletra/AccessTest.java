package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.DATA;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    private AccessReport access(VolumeName... volumes) {
        try (AlletraArray array = fixture.iscsi()) {
            return answered(array.access(Set.of(volumes)));
        }
    }

    private Kind failure(VolumeName... volumes) {
        try (AlletraArray array = fixture.iscsi()) {
            return unanswered(array.access(Set.of(volumes))).kind();
        }
    }

    private static List<String> lines(AccessReport report) {
        return report.paths().stream()
                .map(path -> path.volume() + " " + path.lun() + " " + path.initiator() + " "
                        + path.through().name())
                .sorted()
                .toList();
    }

    @Test
    void access_when_hostHasManyNames_reportsEachOfThem() {
        fixture.privateHost();
        wsapi.logIn("web-01", VICTIM.value().toUpperCase(java.util.Locale.ROOT), "10.0.0.9", 0, 2, 1);
        wsapi.named("hosts", "web-01").putArray("FCPaths").addObject().put("wwn", "10000000C9695B70");
        wsapi.named("hosts", "web-01").putArray("NVMETCPPaths").addObject().put("nqn", "nqn.2014-08.org.x:y");

        assertThat(access(BOOT).initiatorsOf(BOOT))
                .containsExactlyInAnyOrder(
                        VICTIM, Initiator.parse("10000000c9695b70"), Initiator.parse("nqn.2014-08.org.x:y"));
        assertThat(access(BOOT).volumes()).containsExactly(BOOT);
    }

    @Test
    void access_when_exportedToSetsOfVolumesAndHosts_followsBoth() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.iscsiHost("other", OTHER.value());
        wsapi.set("hostsets", "hs", "web-01", "other");
        wsapi.set("volumesets", "vvs", BOOT.value(), DATA.value());
        wsapi.template("set:vvs", 10, "set:hs");

        assertThat(lines(access(BOOT, DATA)))
                .containsExactlyInAnyOrder(
                        BOOT + " 10 " + OTHER + " set:hs",
                        BOOT + " 10 " + VICTIM + " set:hs",
                        DATA + " 11 " + OTHER + " set:hs",
                        DATA + " 11 " + VICTIM + " set:hs");
    }

    @Test
    void access_when_livePathTellsTheNumberInAVolumeSet_believesIt() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.set("volumesets", "vvs", BOOT.value(), DATA.value());
        wsapi.template("set:vvs", 10, "web-01");
        wsapi.live(DATA.value(), 17, "web-01", VICTIM.value());

        assertThat(lines(access(DATA))).containsExactly(DATA + " 17 " + VICTIM + " web-01");
    }

    @Test
    void access_when_exportIsAMatchedSet_isAPathThroughTheHost() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        wsapi.template(BOOT.value(), 1, "web-01").put("type", 4).set("portPos", FakeWsapi.portPos(0, 2, 1));

        assertThat(lines(access(BOOT))).containsExactly(BOOT + " 1 " + VICTIM + " web-01");
    }

    @Test
    void access_when_exportIsToAPort_reportsEverybodyKnownAndIsNotCompleteForTheVolume() {
        fixture.privateHost();
        wsapi.template(DATA.value(), 9, "").put("type", 2).set("portPos", FakeWsapi.portPos(1, 2, 3));

        AccessReport report = access(BOOT, DATA);

        assertThat(report.initiatorsOf(DATA)).containsExactlyInAnyOrder(VICTIM, OTHER);
        assertThat(report.paths())
                .contains(new AccessPath(
                        DATA,
                        new io.github.outpostrecovery.core.name.LunId(9),
                        OTHER,
                        new io.github.outpostrecovery.core.array.AccessObject("port 1:2:3", "port 1:2:3")));
        assertThat(report.volumes()).containsExactly(BOOT);
    }

    @Test
    void access_when_livePathHasNoTemplate_countsAsWell() {
        fixture.privateHost();
        wsapi.live(BOOT.value(), 1, "web-01", VICTIM.value());
        wsapi.live(BOOT.value(), 3, "gone", "iqn.2000-01.com.stranger:x");

        assertThat(lines(access(BOOT)))
                .containsExactlyInAnyOrder(
                        BOOT + " 1 " + VICTIM + " web-01", BOOT + " 3 iqn.2000-01.com.stranger:x gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {19})
    void access_when_arraySaysThereAreNoVluns_isEmpty(int code) {
        fixture.volumes();
        wsapi.when(FakeWsapi.to(HttpMethod.GET, "vluns"), request -> FakeWsapi.error(404, code));

        assertThat(access(BOOT).paths()).isEmpty();
    }

    @Test
    void access_when_notFoundIsOfAnotherKind_isNoAnswer() {
        fixture.privateHost();
        wsapi.when(FakeWsapi.to(HttpMethod.GET, "vluns"), request -> FakeWsapi.error(404, 11));

        assertThat(failure(BOOT)).isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts", "hostsets", "volumesets", "vluns"})
    void access_when_totalDoesNotFitTheMembers_isNoAnswer(String collection) {
        fixture.privateHost();
        for (String body : List.of(
                "{\"total\":1,\"members\":[]}",
                "{\"members\":[]}",
                "{\"total\":\"0\"}",
                "[]",
                "{\"total\":0,\"members\":[],\"code\":1}")) {
            wsapi.when(FakeWsapi.to(HttpMethod.GET, collection), request -> RestResponse.json(200, body));

            assertThat(failure(BOOT)).isEqualTo(Kind.INCOMPREHENSIBLE);
        }
    }

    @Test
    void access_when_listingsContradict_isNoAnswer() {
        fixture.volumes();
        wsapi.template(BOOT.value(), 1, "nobody");
        wsapi.template(DATA.value(), 1, "set:nobody");

        assertThat(failure(BOOT)).isEqualTo(Kind.INCOMPREHENSIBLE);
        assertThat(failure(DATA)).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_pathHasNoName_isNoAnswer() {
        fixture.privateHost();
        wsapi.named("hosts", "other").withArray("iSCSIPaths").addObject().put("IPAddr", "10.0.0.1");

        assertThat(failure(BOOT)).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_volumeIsMissing_saysNotFound() {
        fixture.privateHost();

        assertThat(failure(BOOT, new VolumeName("nowhere"))).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void access_when_buildCannotFilter_listsAll() {
        fixture.privateHost();
        wsapi.build(30_201_291);
        assertThat(access(BOOT).initiatorsOf(BOOT)).containsExactly(VICTIM);
        assertThat(vlunQueries()).containsExactly("none");

        wsapi.build(30_201_292);
        assertThat(access(BOOT).initiatorsOf(BOOT)).containsExactly(VICTIM);
        assertThat(vlunQueries()).containsExactly("none", "query=%22volumeName%20EQ%20web-boot%22");
    }

    private List<String> vlunQueries() {
        return fixture.transport.requests().stream()
                .filter(request -> request.path().equals("/api/v1/vluns"))
                .map(request -> java.util.Optional.ofNullable(request.uri().getRawQuery())
                        .orElse("none"))
                .toList();
    }

    @Test
    void access_when_volumesAreMany_takesAsManyRequestsAsForOne() {
        fixture.volumes();
        wsapi.iscsiHost("web-01", VICTIM.value());
        Set<VolumeName> many = new LinkedHashSet<>();
        for (int number = 0; number < 256; number++) {
            many.add(new VolumeName("v" + number));
            wsapi.volume("v" + number);
            wsapi.template("v" + number, number, "web-01");
        }
        AlletraArray array = fixture.iscsi();
        assertThat(answered(array.access(Set.of(new VolumeName("v0")))).paths()).hasSize(1);
        int one = fixture.transport.requests().size();
        assertThat(answered(array.access(many)).paths()).hasSize(256);

        Set<VolumeName> six = new LinkedHashSet<>(many.stream().limit(6).toList());
        assertThat(answered(array.access(six)).paths()).hasSize(6);

        // The log-in and the version are asked for once.
        assertThat(fixture.transport.requests()).hasSize(one + 2 * (one - 2));
        array.close();
    }
}
