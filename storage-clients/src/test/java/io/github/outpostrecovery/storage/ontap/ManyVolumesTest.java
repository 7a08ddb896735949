package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM_HOST;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.SameTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it takes to work on many volumes at once, and that none of them gets lost among the others. */
class ManyVolumesTest {
    private static final int MANY = 256;
    private static final int LONGEST_TARGET = 5000;
    private static final Duration ROUND_TRIP = Duration.ofMillis(40);
    private static final String MAPS = "/api/protocols/san/lun-maps";

    /** A site with so many volumes, and what happens there. */
    private static final class Site {
        private final OntapFixture fixture = new OntapFixture();
        private final Protocol protocol;
        private final Set<VolumeName> volumes;

        Site(Protocol protocol, int count) {
            this.protocol = protocol;
            volumes = IntStream.range(0, count)
                    .mapToObj(number ->
                            new VolumeName("/vol/a_volume_with_a_name_of_its_own_" + number + "/a_disk_of_web-01"))
                    .collect(Collectors.toCollection(TreeSet::new));
            fixture.ontap.igroup("web-01", VICTIM.value());
            fixture.ontap.subsystem("web-01", VICTIM_HOST.value());
            int number = 0;
            for (VolumeName volume : volumes) {
                fixture.ontap.lun(volume.value());
                fixture.ontap.map(volume.value(), "web-01", number);
                fixture.ontap.namespace(volume.value(), "web-01", String.format("%08xh", number + 1));
                number++;
            }
            fixture.ontap.pagesOf(Integer.MAX_VALUE / 2);
        }

        Initiator victim() {
            return switch (protocol) {
                case ISCSI -> VICTIM;
                case NVME_TCP -> VICTIM_HOST;
            };
        }

        OntapArray array() {
            return fixture.array(
                    protocol,
                    fixture.settings()
                            .withFanOut(new SameTime(fixture.clock))
                            .withTransports((endpoint, trust, settings) -> request -> {
                                fixture.clock.pass(ROUND_TRIP);
                                return fixture.transport.send(request);
                            }));
        }

        Duration fenceAndProve() {
            Instant start = fixture.clock.instant();
            FenceResult result = new Fence(fixture.clock)
                    .run(
                            array(),
                            new FenceTask(
                                    new InstanceName("web-01"),
                                    new Generation(2),
                                    Map.of(victim(), new Generation(1)),
                                    volumes),
                            Optional.empty());
            assertThat(result)
                    .isInstanceOfSatisfying(
                            FenceResult.Proven.class,
                            proven -> assertThat(proven.proofs()).hasSize(volumes.size()));
            return Duration.between(start, fixture.clock.instant());
        }
    }

    @ParameterizedTest
    @EnumSource
    void fenceAndProve_when_thereAre256Volumes_takesTheRoundTripsAndWritesOfOne(Protocol protocol) {
        Site one = new Site(protocol, 1);
        Site many = new Site(protocol, MANY);
        Duration ofOne = one.fenceAndProve();
        Duration ofMany = many.fenceAndProve();

        assertThat(ofOne).isGreaterThanOrEqualTo(ROUND_TRIP.multipliedBy(3));
        assertThat(ofMany.toMillis() * 2).isLessThanOrEqualTo(ofOne.toMillis() * 3);
        assertThat(many.fixture.writes()).isEqualTo(one.fixture.writes());
    }

    @ParameterizedTest
    @EnumSource
    void reads_when_thereAre256Volumes_areFewAndTheirUrlsShort(Protocol protocol) {
        Site many = new Site(protocol, MANY);
        many.fenceAndProve();

        assertThat(many.fixture.transport.requests())
                .hasSizeLessThan(45)
                .allSatisfy(
                        request -> assertThat(request.uri().toString().length()).isLessThan(LONGEST_TARGET));
    }

    @ParameterizedTest
    @EnumSource
    void access_when_oneOf256VolumesIsMissing_isNotFoundByItsName(Protocol protocol) {
        Site many = new Site(protocol, MANY);
        VolumeName lost = List.copyOf(many.volumes).get(200);
        for (String collection : List.of(OntapVolumes.LUNS, OntapVolumes.NAMESPACES)) {
            many.fixture
                    .ontap
                    .collection(collection)
                    .removeIf(json -> json.path("name").asText().equals(lost.value()));
        }

        for (Answer<?> answer : List.of(
                many.array().access(many.volumes),
                many.array().activity(many.volumes),
                many.array().portals(many.volumes))) {
            assertThat(answer).isInstanceOfSatisfying(Answer.Unanswered.class, none -> {
                assertThat(none.failure().kind()).isEqualTo(Kind.NOT_FOUND);
                assertThat(none.failure().detail()).contains(lost.value());
            });
        }
    }

    @Test
    void access_when_aRecordIsOfAVolumeThatWasNotAskedFor_isIncomprehensible() {
        Site site = new Site(Protocol.ISCSI, 2);
        for (String collection : List.of(MAPS, OntapVolumes.LUNS)) {
            Site again = new Site(Protocol.ISCSI, 2);
            // As if the filter were ignored: everything comes.
            again.fixture.ontap.when(
                    FakeOntap.to(HttpMethod.GET, collection),
                    request ->
                            RestResponse.json(200, "{\"records\":" + site.fixture.ontap.collection(collection) + "}"));
            VolumeName one = again.volumes.iterator().next();

            assertThat(again.array().access(Set.of(one)))
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            none -> assertThat(none.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
        }
    }

    @Test
    void access_when_aVolumeIsListedTwice_isIncomprehensible() {
        Site site = new Site(Protocol.ISCSI, 2);
        site.fixture.ontap.lun(site.volumes.iterator().next().value());

        assertThat(site.array().access(site.volumes))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
    }

    @ParameterizedTest
    @EnumSource
    void access_when_oneListOfManyFails_isUnanswered(Protocol protocol) {
        Site many = new Site(protocol, MANY);
        String last = List.copyOf(many.volumes).getLast().value();
        many.fixture.ontap.when(
                request -> FakeOntap.parameters(request).values().stream().anyMatch(value -> value.contains(last)),
                request -> RestResponse.json(503, ""));

        assertThat(many.array().access(many.volumes))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.failure().kind()).isEqualTo(Kind.UNREACHABLE));
    }

    @Test
    void activity_when_thereAre256Volumes_hasASampleOfEach() {
        Site many = new Site(Protocol.ISCSI, MANY);
        many.fixture
                .ontap
                .collection(OntapVolumes.LUNS)
                .forEach(lun -> lun.set(
                        "statistics",
                        FakeOntap.json("{'status':'ok','timestamp':'2026-01-02T03:04:05Z','iops_raw':{'write':7}}")));

        assertThat(many.array().activity(many.volumes))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answer -> assertThat(((ActivityReport) answer.value()).samples())
                                .hasSize(MANY));
    }

    @ParameterizedTest
    @EnumSource
    void revoke_when_oneVolumeSpoilsTheAnswerForItsList_fencesTheOthers(Protocol protocol) {
        Site many = new Site(protocol, MANY);
        String maps = switch (protocol) {
            case ISCSI -> MAPS;
            case NVME_TCP -> "/api/protocols/nvme/subsystem-maps";
        };
        VolumeName odd = List.copyOf(many.volumes).get(100);
        many.fixture.ontap.when(
                request -> request.path().equals(maps)
                        && FakeOntap.parameters(request).values().stream()
                                .anyMatch(value -> value.contains(odd.value())),
                request -> FakeOntap.error(400, "262197"));
        // Only through one of the others in the same list does the victim reach anything.
        many.fixture
                .ontap
                .collection(maps)
                .removeIf(json -> !json.toString()
                        .contains(List.copyOf(many.volumes).get(101).value()));

        RevokeReport report = many.array().revoke(new RevokeOrder(Set.of(many.victim()), many.volumes));

        assertThat(report.done()).contains("removed " + many.victim() + " from web-01");
        assertThat(report.failures()).extracting(ArrayFailure::code).containsExactly("262197");
    }

    @Test
    void revoke_when_listsCannotBeReached_doesNotAskForEachVolume() {
        Site many = new Site(Protocol.ISCSI, MANY);
        many.fixture.ontap.when(FakeOntap.to(HttpMethod.GET, MAPS), request -> FakeOntap.error(403, "6"));

        RevokeReport report = many.array().revoke(new RevokeOrder(Set.of(VICTIM), many.volumes));

        assertThat(report.failures()).extracting(ArrayFailure::kind).containsOnly(Kind.UNAUTHORISED);
        assertThat(many.fixture.transport.requests())
                .filteredOn(request -> request.path().equals(MAPS))
                .hasSizeLessThan(12);
    }

    @Test
    void grant_when_256VolumesMove_takesNoLongerThanOne() {
        Map<VolumeName, LunId> luns = new HashMap<>();
        Site many = new Site(Protocol.ISCSI, MANY);
        int number = 0;
        for (VolumeName volume : many.volumes) {
            luns.put(volume, new LunId(number++));
        }
        AccessObject shared = new AccessObject("web-01-uuid", "web-01");
        Instant start = many.fixture.clock.instant();

        GrantOutcome outcome = many.array().grant(grant(FRESH, new GrantRoute.Move(shared, Map.of(), luns)));

        assertThat(outcome).isEqualTo(new GrantOutcome.Clean(1 + MANY));
        assertThat(Duration.between(start, many.fixture.clock.instant())).isEqualTo(ROUND_TRIP.multipliedBy(3));
        assertThat(luns)
                .allSatisfy((volume, lun) -> assertThat(many.fixture.transport.writes())
                        .filteredOn(request -> request.body().orElse("").contains("\"" + volume + "\""))
                        .singleElement()
                        .satisfies(request -> assertThat(
                                        FakeOntap.json(request.body().orElseThrow())
                                                .path("logical_unit_number")
                                                .asInt(-1))
                                .isEqualTo(lun.number())));
    }

    @Test
    void sessions_when_manyInitiatorsAreAskedFor_areOneQuestion() {
        OntapFixture fixture = new OntapFixture();
        for (Initiator initiator : List.of(VICTIM, OTHER)) {
            fixture.ontap.add(
                    "/api/protocols/san/iscsi/sessions",
                    "{'initiator':{'name':'" + initiator
                            + "'},'connections':[{'initiator_address':{'address':'10.0.0.7'},"
                            + "'interface':{'ip':{'address':'10.0.1.1'}}}]}");
        }

        assertThat(fixture.iscsi().sessions(Set.of(VICTIM, OTHER, FRESH)))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answer -> assertThat(answer.value().toString()).contains(VICTIM.value(), OTHER.value()));
        assertThat(fixture.transport.requests()).hasSize(1);
    }

    @Test
    void sessions_when_aNameWouldMeanOthersToo_areUnanswered() {
        Initiator several = Initiator.parse("nqn.2014-08.org.nvmexpress:a,b*");

        assertThat(new OntapFixture().nvme().sessions(Set.of(several))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void access_when_fanOutIsReal_asksItsQuestionsAtTheSameTime() {
        OntapFixture fixture = new OntapFixture();
        fixture.privateIgroup();
        // None of the three is answered before all three have been asked.
        CountDownLatch asked = new CountDownLatch(3);
        OntapArray array = fixture.array(
                Protocol.ISCSI,
                fixture.settings()
                        .withFanOut(FanOut.inVirtualThreads())
                        .withTransports((endpoint, trust, settings) -> request -> {
                            asked.countDown();
                            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
                            return fixture.transport.send(request);
                        }));

        assertThat(array.access(Set.of(OntapFixture.BOOT)))
                .isInstanceOfSatisfying(
                        Answer.Answered.class,
                        answer -> assertThat(((AccessReport) answer.value()).initiatorsOf(OntapFixture.BOOT))
                                .containsExactly(VICTIM));
        assertThat(fixture.transport.requests()).extracting(RestRequest::method).containsOnly(HttpMethod.GET);
    }
}
