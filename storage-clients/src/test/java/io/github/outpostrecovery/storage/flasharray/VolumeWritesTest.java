package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.ActivityReport.Change;
import io.github.outpostrecovery.core.array.ActivityReport.Measured;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeWritesTest {
    private static final String PERFORMANCE = "/volumes/performance";
    /** The array's clock: years away from ours. */
    private static final Instant T0 = Instant.parse("2031-01-01T00:00:00Z");

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;
    private final FakeObjects objects = fixture.objects;

    @BeforeEach
    void site() {
        fixture.privateHost();
    }

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private ObjectNode sample(String volume, int seconds, long writes) {
        objects.add(
                PERFORMANCE,
                "{'name':'" + volume + "','time':" + at(seconds).toEpochMilli() + ",'writes_per_sec':" + writes
                        + ",'write_bytes_per_sec':" + writes * 4096 + ",'reads_per_sec':7,'others_per_sec':0}");
        return objects.list(PERFORMANCE).getLast();
    }

    private void samples(String volume, int from, long... writes) {
        for (int index = 0; index < writes.length; index++) {
            sample(volume, from + 30 * index, writes[index]);
        }
    }

    private Measured measured() {
        Answer<ActivityReport> answer = fixture.iscsi().activity(Set.of(BOOT));
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        ActivityReport.Sample sample =
                ((Answer.Answered<ActivityReport>) answer).value().samples().get(BOOT);
        assertThat(sample).isInstanceOf(Measured.class);
        return (Measured) requireNonNull(sample);
    }

    private void assertUnanswered() {
        assertThat(fixture.iscsi().activity(Set.of(BOOT)))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        answer -> assertThat(answer.failure().kind()).isEqualTo(Kind.INCOMPREHENSIBLE));
    }

    @Test
    void activity_when_allIntervalsAreQuiet_isQuietSinceTheBeginningOfTheFirst() {
        samples(BOOT.value(), 30, 0, 0, 0);

        assertThat(measured()).isEqualTo(new Measured(at(90), at(0), Optional.empty()));
    }

    @Test
    void activity_when_somethingWasWritten_isQuietSinceTheEndOfThatInterval() {
        samples(BOOT.value(), 30, 5, 9, 0, 0);

        assertThat(measured()).isEqualTo(new Measured(at(120), at(60), Optional.of(at(60))));
    }

    @Test
    void activity_when_theNewestIntervalIsBusy_isNotQuietAtAll() {
        samples(BOOT.value(), 30, 0, 0, 1);

        assertThat(measured()).isEqualTo(new Measured(at(90), at(90), Optional.of(at(90))));
    }

    @Test
    void activity_when_anIntervalIsMissing_isQuietSinceTheGap() {
        samples(BOOT.value(), 30, 0, 0);
        samples(BOOT.value(), 120, 0, 0);

        assertThat(measured()).isEqualTo(new Measured(at(150), at(90), Optional.empty()));
    }

    @Test
    void activity_when_theIntervalBeforeTheGapIsBusy_isQuietSinceTheGapAndKnowsTheWrite() {
        samples(BOOT.value(), 30, 0, 3);
        samples(BOOT.value(), 120, 0);

        assertThat(measured()).isEqualTo(new Measured(at(120), at(90), Optional.of(at(60))));
    }

    @Test
    void activity_when_anIntervalHasNoNumbers_isAGap() {
        samples(BOOT.value(), 30, 0, 0, 0);
        objects.list(PERFORMANCE).get(1).putNull("writes_per_sec");

        assertThat(measured().quietSince()).isEqualTo(at(60));
    }

    @Test
    void activity_when_samplesComeALittleLate_hasNoGap() {
        sample(BOOT.value(), 30, 0);
        sample(BOOT.value(), 64, 0);

        assertThat(measured().quietSince()).isEqualTo(at(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write_bytes_per_sec",
                "bytes_per_write",
                "usec_per_write_op",
                "mirrored_writes_per_sec",
                "mirrored_write_bytes_per_sec",
                "others_per_sec",
            })
    void activity_when_theRateIsRoundedToNothing_seesTheWriteByItsOtherMarks(String mark) {
        samples(BOOT.value(), 30, 0, 0);
        objects.list(PERFORMANCE).getLast().put(mark, 1);

        assertThat(measured().busyUntil()).contains(at(60));
    }

    @Test
    void activity_when_comparedWithAnEarlierLook_saysWhetherSomethingWasWritten() {
        samples(BOOT.value(), 30, 4, 0);
        Measured first = measured();
        samples(BOOT.value(), 90, 0);
        Measured second = measured();
        samples(BOOT.value(), 120, 1);
        Measured third = measured();

        assertThat(second.since(first)).isEqualTo(Change.NONE);
        assertThat(third.since(first)).isEqualTo(Change.WRITTEN);
        assertThat(first.since(first)).isEqualTo(Change.UNKNOWN);
    }

    @Test
    void activity_when_theClocksDiffer_reckonsBackFromTheArraysOwn() {
        samples(BOOT.value(), 0, new long[40]);
        sample(DATA.value(), 30 * 39, 0);

        Answer<ActivityReport> answer = fixture.iscsi().activity(Set.of(BOOT, DATA));

        assertThat(answer).isInstanceOf(Answer.Answered.class);
        List<Map<String, String>> asked = fixture.asked().stream()
                .filter(request -> request.path().endsWith(PERFORMANCE))
                .map(FakeFlashArray::parameters)
                .toList();
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(parameters -> assertThat(parameters).containsEntry("resolution", "30000"));
        assertThat(asked.getLast())
                .containsEntry("start_time", Long.toString(at(30 * 39 - 300).toEpochMilli()));
        assertThat(fixture.asked()).allMatch(request -> request.method() == HttpMethod.GET);
    }

    @Test
    void activity_when_aVolumeHasNoSample_isUnanswered() {
        assertUnanswered();

        sample(BOOT.value(), 30, 0);
        assertThat(fixture.iscsi().activity(Set.of(BOOT, DATA))).isInstanceOf(Answer.Unanswered.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'name':'web-01-boot'}", "{'name':'web-01-boot','time':'x'}", "{'name':'another','time':1}"})
    void activity_when_aSampleMakesNoSense_isUnanswered(String row) {
        sample(BOOT.value(), 30, 0);
        String items = "{'items':[" + row + "]}";
        fake.when(
                FakeFlashArray.to(HttpMethod.GET, PERFORMANCE),
                request -> RestResponse.json(200, FakeObjects.json(items).toString()));

        assertUnanswered();
    }

    @Test
    void activity_when_aLaterPageFails_isUnanswered() {
        samples(BOOT.value(), 30, 1, 0, 0);
        fake.pagesOf(2);
        fake.when(
                (RestRequest request) -> FakeFlashArray.parameters(request).containsKey("continuation_token"),
                request -> RestResponse.json(503, ""));

        assertThat(fixture.iscsi().activity(Set.of(BOOT))).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void settings_when_theHistoryHoldsNoTwoSamples_areRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new FlashArraySettings(second, second, second))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
