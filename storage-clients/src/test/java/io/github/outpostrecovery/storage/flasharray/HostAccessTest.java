package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM_NQN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAccessTest {
    private static final AccessObject RACK = new AccessObject("rack", "rack");

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;
    private final FakeObjects objects = fixture.objects;

    private AccessReport answered() {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(BOOT, DATA));
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        return ((Answer.Answered<AccessReport>) answer).value();
    }

    private ArrayFailure unanswered() {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(BOOT, DATA));
        assertThat(answer).isInstanceOf(Answer.Unanswered.class);
        return ((Answer.Unanswered<AccessReport>) answer).failure();
    }

    @Test
    void access_when_connectionsArePrivate_showsEveryPath() {
        fixture.privateHost();

        AccessObject host = new AccessObject("web-01", "web-01");
        assertThat(answered().paths())
                .containsExactlyInAnyOrder(
                        new AccessPath(BOOT, new LunId(1), VICTIM, host),
                        new AccessPath(DATA, new LunId(5), VICTIM, host));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void access_when_aGroupIsConnected_showsEveryMember() {
        fixture.sharedGroup();

        assertThat(answered().paths())
                .containsExactlyInAnyOrder(
                        new AccessPath(BOOT, new LunId(1), VICTIM, new AccessObject("web-01", "web-01")),
                        new AccessPath(DATA, new LunId(254), VICTIM, RACK),
                        new AccessPath(DATA, new LunId(254), OTHER, RACK));
    }

    @Test
    void access_when_aGroupIsListedWithoutHosts_showsEveryMember() {
        fixture.sharedGroup();
        objects.listGroupsWithoutHosts();

        assertThat(answered().initiatorsOf(DATA)).containsExactlyInAnyOrder(VICTIM, OTHER);
    }

    @Test
    void access_when_onlyTheRowNamesTheMember_believesIt() {
        fixture.sharedGroup();
        fake.when(
                FakeFlashArray.to(HttpMethod.GET, "/host-groups/hosts"),
                request -> RestResponse.json(200, "{\"items\":[]}"));

        assertThat(answered().initiatorsOf(DATA)).containsExactlyInAnyOrder(VICTIM, OTHER);
    }

    @Test
    void access_when_aHostHasInitiatorsOfOtherKinds_showsThemAll() {
        fixture.privateHost();
        objects.host("mixed", "IQN.2006-03.com.x:Upper", VICTIM_NQN.value(), "52:4A:93:70:4E:E5:68:00");
        objects.connect(BOOT.value(), "mixed", 9);

        assertThat(answered().initiatorsOf(BOOT))
                .containsExactlyInAnyOrder(
                        VICTIM,
                        Initiator.parse("iqn.2006-03.com.x:upper"),
                        VICTIM_NQN,
                        Initiator.parse("52:4a:93:70:4e:e5:68:00"));
    }

    @Test
    void access_when_hostIsAnNvmeHost_givesTheNamespaceId() {
        objects.volume(BOOT.value());
        objects.volume(DATA.value());
        objects.host("web-01", VICTIM_NQN.value());
        objects.connect(BOOT.value(), "web-01", 7);

        assertThat(answered().paths())
                .containsExactly(new AccessPath(BOOT, new LunId(7), VICTIM_NQN, new AccessObject("web-01", "web-01")));
    }

    @Test
    void access_when_nothingIsConnected_isAnEmptyAnswer() {
        objects.volume(BOOT.value());
        objects.volume(DATA.value());

        assertThat(answered().paths()).isEmpty();
        assertThat(answered().volumes()).containsExactlyInAnyOrder(BOOT, DATA);
    }

    @Test
    void access_when_aVolumeDoesNotExist_isNotFound() {
        fixture.privateHost();
        objects.list("/volumes").removeLast();

        assertThat(unanswered().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(unanswered().code()).isEqualTo("Volume does not exist.");
        assertThat(unanswered().detail()).contains(DATA.value());
    }

    @Test
    void access_when_aVolumeIsDestroyed_isNotFound() {
        fixture.privateHost();
        objects.list("/volumes").getFirst().put("destroyed", true);

        assertThat(unanswered().kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Volume does not exist., NOT_FOUND",
        "400, No such volume or snapshot, NOT_FOUND",
        "400, Volume has been destroyed., NOT_FOUND",
        "400, Invalid argument., REFUSED",
        "404, Host already exists., REFUSED",
        "401, Unauthorized, UNAUTHORISED",
        "403, Operation not permitted, UNAUTHORISED",
        "429, Too many requests, UNREACHABLE",
        "500, Internal error, UNREACHABLE",
    })
    void access_when_arrayRefuses_theWordsDecide(int status, String message, Kind kind) {
        fixture.privateHost();
        fake.when(FakeFlashArray.to(HttpMethod.GET, "/volumes"), request -> FakeFlashArray.error(status, message));

        assertThat(unanswered().kind()).isEqualTo(kind);
        assertThat(unanswered().code()).isEqualTo(message);
    }

    @Test
    void access_when_aHostGoesWhileItIsRead_isNoAnswerAboutVolumes() {
        fixture.privateHost();
        fake.when(
                FakeFlashArray.to(HttpMethod.GET, "/hosts"),
                request -> FakeFlashArray.error(400, "Host does not exist."));

        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_pagesAreShort_readsThemAll() {
        fixture.privateHost();
        for (int number = 10; number < 17; number++) {
            objects.host("h" + number, "iqn.2006-03.com.x:h" + number);
            objects.connect(BOOT.value(), "h" + number, number);
        }
        fake.pagesOf(2);

        assertThat(answered().initiatorsOf(BOOT)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/volumes", "/connections", "/hosts", "/host-groups/hosts"})
    void access_when_aLaterPageFails_isUnanswered(String path) {
        fixture.sharedGroup();
        objects.host("third", "iqn.2006-03.com.x:third");
        objects.connect(BOOT.value(), "third", 3);
        fake.pagesOf(1);
        fake.when(
                request -> request.path().endsWith(path)
                        && FakeFlashArray.parameters(request).containsKey("continuation_token"),
                request -> RestResponse.json(503, ""));

        assertThat(unanswered().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"items\":{}}",
                "{\"items\":[],\"more_items_remaining\":true}",
                "{\"items\":[],\"continuation_token\":\"abc\"}",
                "{\"items\":[],\"total_item_count\":1}",
                "{\"items\":[],\"errors\":[{\"message\":\"Host does not exist.\"}]}",
                "{\"items\":[{}]}",
                "{\"items\":[{\"volume\":{\"name\":\"web-01-boot\"},\"lun\":1}]}",
                "{\"items\":[{\"volume\":{\"name\":\"web-01-boot\"},\"host\":{\"name\":\"web-01\"}}]}",
                "{\"items\":[{\"volume\":{\"name\":\"another\"},\"host\":{\"name\":\"web-01\"},\"lun\":1}]}",
                "{\"items\":[{\"volume\":{\"name\":\"web-01-boot\"},\"host\":{\"name\":\"web-01\"},\"lun\":4294967297}]}",
                "{\"items\":[",
            })
    void access_when_aPageMakesNoSense_isUnanswered(String body) {
        fixture.privateHost();
        fake.when(FakeFlashArray.to(HttpMethod.GET, "/connections"), request -> RestResponse.json(200, body));

        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/volumes", "/connections", "/hosts"})
    void access_when_successIsPartial_isUnanswered(String path) {
        fixture.privateHost();
        fake.when(
                FakeFlashArray.to(HttpMethod.GET, path),
                request -> new RestResponse(207, Map.of(), fake.apply(request).body()));

        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_thePagesGoInCircles_isUnanswered() {
        fixture.privateHost();
        fake.when(
                FakeFlashArray.to(HttpMethod.GET, "/connections"),
                request -> new RestResponse(
                        200, Map.of("x-next-token", "again"), "{\"items\":[]}".getBytes(StandardCharsets.UTF_8)));

        assertThat(unanswered().detail()).contains("come to an end");
    }

    @Test
    void access_when_aHostIsListedWithoutItsInitiators_isUnanswered() {
        fixture.privateHost();
        objects.hostNamed("web-01").remove(List.of("iqns", "nqns", "wwns"));

        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_thereAre256Volumes_takesAsManyRequestsAsForOne() {
        Set<VolumeName> many = IntStream.range(0, 256)
                .mapToObj(number -> new VolumeName("web-01-data-" + number))
                .collect(Collectors.toSet());
        objects.host("web-01", VICTIM.value());
        many.forEach(volume -> {
            objects.volume(volume.value());
            objects.connect(volume.value(), "web-01", 10);
        });

        FlashArray array = fixture.iscsi();
        assertThat(array.access(many))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answer -> assertThat(((AccessReport) answer.value()).paths())
                                .hasSize(256));
        int forAll = fixture.asked().size();
        assertThat(array.access(Set.of(many.iterator().next()))).isInstanceOf(Answer.Answered.class);
        assertThat(fixture.asked()).hasSize(forAll * 2);
    }

    @Test
    void access_when_namesAreLong_asksInSeveralRequestsAndJoinsThem() {
        Set<VolumeName> many = IntStream.range(0, 150)
                .mapToObj(number -> new VolumeName("pod::" + "v".repeat(55) + number))
                .collect(Collectors.toSet());
        objects.host("web-01", VICTIM.value());
        many.forEach(volume -> {
            objects.volume(volume.value());
            objects.connect(volume.value(), "web-01", 10);
        });

        assertThat(fixture.iscsi().access(many))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answer -> assertThat(((AccessReport) answer.value()).pathsOf(Set.of(VICTIM)))
                                .hasSize(150));
        assertThat(fixture.asked())
                .allSatisfy(request -> assertThat(request.uri().toString()).hasSizeLessThan(6_000));
    }
}
