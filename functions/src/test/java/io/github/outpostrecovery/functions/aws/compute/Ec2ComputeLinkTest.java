package io.github.outpostrecovery.functions.aws.compute;

import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.SERVER;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.error;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.ok;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.restError;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.evidence.ServerLink;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** It is 06:05:30, so the newest whole minute began at 06:04. */
class Ec2ComputeLinkTest {
    private static final String ACTION = "GetMetricData";
    private static final String ACTIVE = "{\"Outpost\":{\"LifeCycleStatus\":\"ACTIVE\"}}";

    @AutoClose
    private final ComputeAtTheWire wire = new ComputeAtTheWire();

    /** Writes {@code 06:04=1 06:03=0} as CloudWatch does. */
    private static String metric(String datapoints) {
        List<String[]> pairs = Arrays.stream(datapoints.split(" ", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", -1))
                .toList();
        return Ec2Answers.metric(
                "Complete",
                "",
                pairs.stream().map(pair -> "2026-02-10T" + pair[0] + ":00Z").toList(),
                pairs.stream().map(pair -> pair[1]).toList());
    }

    private ServerLink link() {
        return wire.compute.link(SERVER);
    }

    @ParameterizedTest
    @CsvSource({
        "06:04=1.0 06:03=1.0 06:02=1.0, CONNECTED",
        "06:04=1.0 06:03=1.0 06:02=0.0, CONNECTED",
        "06:02=1.0 06:01=1.0, CONNECTED",
        "06:03=1.0 06:04=1.0, CONNECTED",
        "06:04=0.0 06:03=0.0 06:02=1.0, DISCONNECTED",
        "06:02=0.0 06:01=0.0, DISCONNECTED",
        "06:04=0.0 06:03=1.0, UNKNOWN",
        "06:04=1.0 06:03=0.0, UNKNOWN",
        "06:04=0.5 06:03=0.0, UNKNOWN",
        "06:04=0.5 06:03=1.0, UNKNOWN",
        "06:04=1.0, UNKNOWN",
        "06:04=0.0, UNKNOWN",
        "06:01=1.0 06:00=1.0, UNKNOWN",
        "06:01=0.0 06:00=0.0, UNKNOWN",
        "'', UNKNOWN",
    })
    void link_isWhatTheTwoNewestFreshMinutesBothSay(String datapoints, ServerLink expected) {
        wire.aws.answer(ACTION, metric(datapoints)).answer("GetOutpost", ACTIVE);

        assertThat(link()).isEqualTo(expected);
    }

    @Test
    void link_always_asksForTheMinutesOfThisOutpost() {
        wire.aws.answer(ACTION, metric("06:04=1.0 06:03=1.0")).answer("GetOutpost", ACTIVE);

        link();

        assertThat(ScriptedAws.fields(wire.aws.requests(ACTION).getFirst()))
                .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.Namespace", "AWS/Outposts")
                .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.MetricName", "ConnectedStatus")
                .containsEntry("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name", "OutpostId")
                .containsEntry(
                        "MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value",
                        "op-0a1b2c3d4e5f60001")
                .containsEntry("MetricDataQueries.member.1.MetricStat.Period", "60")
                .containsEntry("MetricDataQueries.member.1.MetricStat.Stat", "Average")
                .containsEntry("StartTime", "2026-02-10T06:00:00Z")
                .containsEntry("EndTime", "2026-02-10T06:06:00Z");
        assertThat(wire.aws.requests("GetOutpost"))
                .containsExactly(
                        "/outposts/arn%3Aaws%3Aoutposts%3Aus-west-2%3A111122223333%3Aoutpost%2Fop-0a1b2c3d4e5f60001");
    }

    @Test
    void link_whenTheAnswerHasPages_readsThemAll() {
        wire.aws
                .answer(
                        ACTION,
                        ok(Ec2Answers.metric("PartialData", "more", List.of("2026-02-10T06:04:00Z"), List.of("0.0"))),
                        ok(metric("06:03=0.0")))
                .answer("GetOutpost", ACTIVE);

        assertThat(link()).isEqualTo(ServerLink.DISCONNECTED);
        assertThat(ScriptedAws.fields(wire.aws.requests(ACTION).getLast())).containsEntry("NextToken", "more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forbidden", "InternalError", "SomethingNew"})
    void link_whenTheResultIsNotGood_isUnknown(String statusCode) {
        wire.aws
                .answer(
                        ACTION,
                        Ec2Answers.metric(
                                statusCode,
                                "",
                                List.of("2026-02-10T06:04:00Z", "2026-02-10T06:03:00Z"),
                                List.of("1.0", "1.0")))
                .answer("GetOutpost", ACTIVE);

        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
    }

    @Test
    void link_whenTimesAndValuesDoNotMatch_isUnknown() {
        wire.aws
                .answer(
                        ACTION,
                        Ec2Answers.metric(
                                "Complete",
                                "",
                                List.of("2026-02-10T06:04:00Z", "2026-02-10T06:03:00Z"),
                                List.of("1.0", "1.0", "0.0")))
                .answer("GetOutpost", ACTIVE);

        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "0.0"})
    void link_whenTheOutpostIsNotInServiceOrNotKnown_isUnknown(String value) {
        wire.aws.answer(ACTION, metric("06:04=" + value + " 06:03=" + value));

        wire.aws.answer("GetOutpost", "{\"Outpost\":{\"LifeCycleStatus\":\"PENDING\"}}");
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
        wire.aws.answer("GetOutpost", "{}");
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
        wire.aws.answer("GetOutpost", restError(404, "NotFoundException"));
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
        wire.aws.answer("GetOutpost", restError(500, "InternalServerException"));
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
    }

    @Test
    void link_whenTheMetricCannotBeRead_isUnknown() {
        wire.aws.answer("GetOutpost", ACTIVE);

        wire.aws.answer(ACTION, error(403, "AccessDenied", "no"));
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
        wire.aws.answer(ACTION, error(500, "InternalServiceFault", "no"));
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
        wire.aws.answer(ACTION, new ScriptedAws.Answer.Dropped());
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
        wire.aws.answer(ACTION, "<GetMetricDataResp");
        assertThat(link()).isEqualTo(ServerLink.UNKNOWN);
    }
}
