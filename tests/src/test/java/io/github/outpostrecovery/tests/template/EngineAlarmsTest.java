package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The engine that watches is watched: {@code engine-alarms.txt} says on what, and the dashboard shows all of it. */
class EngineAlarmsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, JsonNode> alarms() throws IOException {
        return Template.engine().properties("AWS::CloudWatch::Alarm");
    }

    /** An alarm in one line: what it counts, of what, and when it is too much or too little. */
    private static String line(String name, JsonNode alarm) {
        List<String> counted = new ArrayList<>();
        if (alarm.has("Metrics")) {
            alarm.path("Metrics").forEach(metric -> {
                if (metric.has("Expression")) {
                    counted.add(0, metric.path("Expression").asText());
                } else {
                    JsonNode of = metric.path("MetricStat");
                    counted.add(measure(
                            of.path("Metric"),
                            of.path("Stat").asText(),
                            of.path("Period").asInt()));
                }
            });
        } else {
            counted.add(measure(
                    alarm,
                    alarm.path("Statistic").asText(),
                    alarm.path("Period").asInt()));
        }
        return name + ": " + alarm.path("ComparisonOperator").asText() + " "
                + alarm.path("Threshold").asText() + " for "
                + alarm.path("EvaluationPeriods").asInt() + ", missing "
                + alarm.path("TreatMissingData").asText() + ": "
                + String.join(", ", counted);
    }

    private static String measure(JsonNode metric, String statistic, int period) {
        JsonNode dimension = metric.path("Dimensions").path(0);
        return metric.path("Namespace").asText() + " "
                + metric.path("MetricName").asText() + " of "
                + dimension.path("Value").asText() + " " + statistic + "/" + period + "s";
    }

    @Test
    void alarms_areThoseOfTheTable() throws IOException {
        List<String> lines = new ArrayList<>();
        alarms().forEach((name, alarm) -> lines.add(line(name, alarm)));
        assertThat(lines).containsExactlyInAnyOrderElementsOf(SourceTree.table("engine-alarms.txt"));
    }

    @Test
    void everyAlarm_mailsAndSaysWhatItMeans() throws IOException {
        assertThat(alarms()).isNotEmpty().allSatisfy((name, alarm) -> {
            assertThat(alarm.path("AlarmActions")).hasToString("[\"<NoticeTopic>\"]");
            assertThat(alarm.path("ActionsEnabled").asBoolean(true)).isTrue();
            assertThat(alarm.path("AlarmDescription").asText()).hasSizeGreaterThan(40);
            assertThat(alarm.path("AlarmName").asText()).matches("engine-outpost-recovery-[a-z-]+");
        });
    }

    @Test
    void everyQueueOfDeadLetters_isWatched() throws IOException {
        TreeSet<String> watched = new TreeSet<>();
        alarms().values()
                .forEach(alarm -> alarm.path("Dimensions")
                        .forEach(each -> watched.add(each.path("Value").asText())));
        assertThat(Template.engine().properties("AWS::SQS::Queue").keySet())
                .isNotEmpty()
                .allSatisfy(queue -> assertThat(watched).contains("<" + queue + ".QueueName>"));
    }

    @Test
    void everyFunctionsErrorsAndThrottles_areCounted() throws IOException {
        for (String alarm : List.of("FunctionErrors", "FunctionThrottles")) {
            List<String> counted = Template.engine()
                    .properties("AWS::CloudWatch::Alarm", alarm)
                    .findValuesAsText("Value");
            assertThat(counted)
                    .containsExactlyInAnyOrderElementsOf(
                            Template.engine().properties("AWS::Lambda::Function").keySet().stream()
                                    .map(name -> "<" + name + ">")
                                    .toList());
        }
    }

    @Test
    void dashboard_showsEveryAlarmAndFunction() throws IOException {
        JsonNode dashboard = Template.engine().properties("AWS::CloudWatch::Dashboard", "Dashboard");
        JsonNode body = body(dashboard.path("DashboardBody").asText());
        assertThat(body.path("widgets")).isNotEmpty();
        List<String> shown = new ArrayList<>();
        body.path("widgets")
                .forEach(
                        widget -> widget.path("properties").path("alarms").forEach(alarm -> shown.add(alarm.asText())));
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(alarms().keySet().stream()
                        .map(name -> "<" + name + ".Arn>")
                        .toList());
        assertThat(Template.engine().properties("AWS::Lambda::Function").keySet())
                .allSatisfy(name -> assertThat(body.toString()).contains("\"<" + name + ">\""));
    }

    private static JsonNode body(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
