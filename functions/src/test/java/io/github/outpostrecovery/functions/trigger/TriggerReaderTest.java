package io.github.outpostrecovery.functions.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.recovery.Cause;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.functions.Repository;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerReaderTest {
    private static JsonNode json(String text) throws IOException {
        return CoreJson.mapper().readTree(text.replace('\'', '"'));
    }

    private static ObjectNode alarmInput() throws IOException {
        return Repository.event("execution-alarm").deepCopy();
    }

    private static ObjectNode alarmOf(ObjectNode input) {
        return (ObjectNode) input.path("alarm");
    }

    private static ObjectNode alarmInput(JsonNode alarm) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("trigger", "ALARM");
        input.set("alarm", alarm);
        return input;
    }

    @Test
    void alarm_isReadAlikeFromEveryWayThatItComes() throws IOException {
        TriggerReader.Read asInput = TriggerReader.read(Repository.event("execution-alarm"));
        TriggerReader.Read asOpened =
                TriggerReader.read(Repository.event("open-incident").path("input"));
        TriggerReader.Read asSns = TriggerReader.read(alarmInput(Repository.event("alarm-sns")));
        TriggerReader.Read asBus =
                TriggerReader.read(alarmInput(Repository.event("alarm-bus").path("detail")));
        assertThat(asInput.trigger()).isEqualTo(Trigger.ALARM);
        assertThat(asInput.cause()).isInstanceOfSatisfying(Cause.AlarmRaised.class, raised -> {
            assertThat(raised.instance()).isEqualTo(new InstanceName("web-01"));
            assertThat(raised.alarm()).isEqualTo(new AlarmName("outpost-recovery-web-01"));
            assertThat(raised.machine().value()).startsWith("i-0");
        });
        assertThat(asOpened).isEqualTo(asInput);
        assertThat(asSns).isEqualTo(asInput);
        assertThat(asBus).isEqualTo(asInput);
    }

    @Test
    void manualRuns_areRead() throws IOException {
        assertThat(TriggerReader.read(Repository.event("execution-manual")))
                .isEqualTo(new TriggerReader.Read(Trigger.MANUAL, new Cause.Asked(new InstanceName("web-01"))));
        assertThat(TriggerReader.read(Repository.event("execution-resume")))
                .isEqualTo(new TriggerReader.Read(Trigger.MANUAL, new Cause.Resume(IncidentId.parse("web-01#1"))));
    }

    @Test
    void plannedMoves_areRead() throws IOException {
        Cause.Move move = new Cause.Move(
                new InstanceName("web-01"),
                new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60002"));

        assertThat(TriggerReader.read(Repository.event("execution-planned")))
                .isEqualTo(new TriggerReader.Read(Trigger.PLANNED, move));
        assertThat(TriggerReader.read(ExecutionInput.of(new ExecutionRequest.Planned(move.instance(), move.to()))))
                .isEqualTo(new TriggerReader.Read(Trigger.PLANNED, move));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "'ALARM'",
                "{'trigger':null}",
                "{'trigger':7}",
                "{'trigger':'alarm'}",
                "{'trigger':{'ALARM':1}}",
                "{'trigger':'SOON'}",
                "{'trigger':'ALARM'}",
                "{'trigger':'ALARM','alarm':null}",
                "{'trigger':'ALARM','alarm':'text'}",
                "{'trigger':'ALARM','alarm':[]}",
                "{'trigger':'ALARM','alarm':{}}",
                "{'trigger':'MANUAL'}",
                "{'trigger':'MANUAL','instance':null}",
                "{'trigger':'MANUAL','instance':''}",
                "{'trigger':'MANUAL','instance':'web 01'}",
                "{'trigger':'MANUAL','instance':{}}",
                "{'trigger':'PLANNED','instance':'web-01'}",
                "{'trigger':'PLANNED','to':'arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60002'}",
                "{'trigger':'PLANNED','instance':'web-01','to':'op-0a1b2c3d4e5f60002'}",
                "{'trigger':'PLANNED','instance':'web-01','to':{}}",
                "{'trigger':'MANUAL','incident':'web-01'}",
                "{'trigger':'MANUAL','incident':'web-01#0'}",
                "{'trigger':'MANUAL','incident':'web-01#-1'}",
                "{'trigger':'MANUAL','incident':'#1'}",
                "{'trigger':'MANUAL','incident':'web-01#99999999999'}"
            })
    void nonsense_isUnintelligible(String input) throws IOException {
        assertThat(TriggerReader.read(json(input)).cause())
                .isInstanceOfSatisfying(
                        Cause.Unintelligible.class,
                        cause -> assertThat(cause.why()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "AlarmName, web-01, not one of ours",
        "AlarmName, outpost-recovery-, ",
        "AlarmName, outpost-recovery-web 01, ",
        "NewStateValue, OK, not in ALARM",
        "NewStateValue, INSUFFICIENT_DATA, not in ALARM",
        "NewStateValue, , not in ALARM"
    })
    void alarmWithAnotherValue_isUnintelligible(String field, String value, String said) throws IOException {
        ObjectNode input = alarmInput();
        alarmOf(input).put(field, value == null ? "" : value);
        assertUnintelligible(input, said == null ? "" : said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AlarmName", "NewStateValue"})
    void alarmWithoutAField_isUnintelligible(String field) throws IOException {
        ObjectNode input = alarmInput();
        alarmOf(input).remove(field);
        assertUnintelligible(input, "has no " + field);
        alarmOf(input).put(field, 7);
        assertUnintelligible(input, "has no " + field);
    }

    @Test
    void alarmThatWatchesNoMachine_isUnintelligible() throws IOException {
        ObjectNode input = alarmInput();
        ((ObjectNode) alarmOf(input).path("Trigger")).putArray("Dimensions");
        assertUnintelligible(input, "watches no machine");
        alarmOf(input).remove("Trigger");
        assertUnintelligible(input, "watches no machine");
    }

    @Test
    void machineThatIsNone_isUnintelligible() throws IOException {
        ObjectNode input = alarmInput();
        ((ObjectNode) alarmOf(input).path("Trigger").path("Dimensions").path(0)).put("value", "web-01");
        assertUnintelligible(input, "web-01");
    }

    @Test
    void alarmOfMetricMath_namesItsMachineFurtherDown() throws IOException {
        ObjectNode input = alarmInput();
        ObjectNode trigger = (ObjectNode) alarmOf(input).path("Trigger");
        JsonNode dimensions = trigger.remove("Dimensions");
        trigger.putArray("Metrics").add(json("{'Id':'e1','Expression':'MAX(METRICS())'}"));
        ObjectNode metric = (ObjectNode) json("{'Id':'m1','MetricStat':{'Metric':{}}}");
        ((ObjectNode) metric.path("MetricStat").path("Metric")).set("Dimensions", dimensions);
        trigger.withArray("Metrics").add(metric);
        assertThat(TriggerReader.read(input)).isEqualTo(TriggerReader.read(alarmInput()));
    }

    @Test
    void whatCloudWatchMayAddSomeDay_isNotLookedAt() throws IOException {
        ObjectNode input = alarmInput();
        alarmOf(input).putObject("SomethingNew").put("a", 1);
        alarmOf(input).remove("OldStateValue");
        assertThat(TriggerReader.read(input)).isEqualTo(TriggerReader.read(alarmInput()));
    }

    private static void assertUnintelligible(JsonNode input, String said) {
        assertThat(TriggerReader.read(input).cause())
                .isInstanceOfSatisfying(
                        Cause.Unintelligible.class,
                        cause -> assertThat(cause.why()).contains(said));
    }

    @Test
    void readiness_namesTheInstance() throws IOException {
        assertThat(TriggerReader.read(
                        CoreJson.mapper().readTree("{\"trigger\":\"READINESS\",\"instance\":\"web-01\"}")))
                .isEqualTo(new TriggerReader.Read(Trigger.READINESS, new Cause.Readiness(new InstanceName("web-01"))));
        assertThat(TriggerReader.read(CoreJson.mapper().readTree("{\"trigger\":\"READINESS\"}"))
                        .cause())
                .isInstanceOf(Cause.Unintelligible.class);
    }
}
