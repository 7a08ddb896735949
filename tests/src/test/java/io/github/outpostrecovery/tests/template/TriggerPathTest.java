package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of an alarm, from the topic to the alias of the recovery state machine, with what {@code events/} holds. */
class TriggerPathTest {
    private static JsonNode rule() throws IOException {
        return DeclaredTriggerPath.rule();
    }

    private static JsonNode target() throws IOException {
        assertThat(rule().path("Targets")).hasSize(1);
        return rule().path("Targets").path(0);
    }

    @Test
    void alarmOfSns_becomesTheEventOnTheBus() throws IOException {
        JsonNode alarm = SourceTree.event("alarm-sns");
        assertThat(DeclaredTriggerPath.passesTheFilter(alarm)).isTrue();
        JsonNode onTheBus = SourceTree.event("alarm-bus");
        assertThat(DeclaredTriggerPath.event(alarm).properties())
                .allSatisfy(field ->
                        assertThat(field.getValue()).as(field.getKey()).isEqualTo(onTheBus.path(field.getKey())));
    }

    @Test
    void eventOnTheBus_becomesTheInputOfTheExecution() throws IOException {
        JsonNode onTheBus = SourceTree.event("alarm-bus");
        assertThat(DeclaredTriggerPath.matchesTheRule(onTheBus)).isTrue();
        assertThat(DeclaredTriggerPath.input(onTheBus)).isEqualTo(SourceTree.event("execution-alarm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK", "INSUFFICIENT_DATA"})
    void otherStates_endAtTheFilter(String state) throws IOException {
        ObjectNode alarm = SourceTree.event("alarm-sns").deepCopy();
        alarm.put("NewStateValue", state);
        assertThat(DeclaredTriggerPath.passesTheFilter(alarm)).isFalse();
    }

    @Test
    void compositeAlarm_passesWithWhatItHasInstead() throws IOException {
        ObjectNode alarm = SourceTree.event("alarm-sns").deepCopy();
        alarm.remove("Trigger");
        alarm.put("AlarmRule", "ALARM(\"one\") AND ALARM(\"other\")");
        assertThat(DeclaredTriggerPath.input(DeclaredTriggerPath.event(alarm)).path("alarm"))
                .isEqualTo(alarm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "source", "detail-type"})
    void strangeEvents_areNotMatched(String field) throws IOException {
        ObjectNode event = SourceTree.event("alarm-bus").deepCopy();
        event.put(field, "another");
        assertThat(DeclaredTriggerPath.matchesTheRule(event)).isFalse();
    }

    @Test
    void topic_feedsTheQueueRaw() throws IOException {
        JsonNode subscription = Template.engine().properties("AWS::SNS::Subscription", "AlarmSubscription");
        assertThat(subscription.path("TopicArn").asText()).isEqualTo("<AlarmTopic>");
        assertThat(subscription.path("Protocol").asText()).isEqualTo("sqs");
        assertThat(subscription.path("Endpoint").asText()).isEqualTo("<AlarmQueue.Arn>");
        assertThat(subscription.path("RawMessageDelivery").asBoolean()).isTrue();
        assertThat(subscription
                        .path("RedrivePolicy")
                        .path("deadLetterTargetArn")
                        .asText())
                .isEqualTo("<AlarmDeadLetters.Arn>");
    }

    @Test
    void queue_givesUpToItsDeadLetters() throws IOException {
        JsonNode redrive =
                Template.engine().properties("AWS::SQS::Queue", "AlarmQueue").path("RedrivePolicy");
        assertThat(redrive.path("deadLetterTargetArn").asText()).isEqualTo("<AlarmDeadLetters.Arn>");
        assertThat(redrive.path("maxReceiveCount").asInt()).isBetween(3, 100);
    }

    @Test
    void deadLetters_areKeptForTwoWeeks() throws IOException {
        Map<String, JsonNode> queues = new TreeMap<>(Template.engine().properties("AWS::SQS::Queue"));
        queues.remove("AlarmQueue");
        assertThat(queues).containsOnlyKeys("AlarmDeadLetters", "ScheduleDeadLetters", "TriggerDeadLetters");
        assertThat(queues)
                .allSatisfy((name, queue) ->
                        assertThat(queue.path("MessageRetentionPeriod").asInt()).isEqualTo(14 * 24 * 3600));
    }

    @Test
    void pipe_leadsFromTheQueueToTheBus() throws IOException {
        assertThat(DeclaredTriggerPath.pipe().path("Source").asText()).isEqualTo("<AlarmQueue.Arn>");
        assertThat(DeclaredTriggerPath.pipe().path("Target").asText()).isEqualTo("<AlarmBus.Arn>");
        assertThat(DeclaredTriggerPath.pipe().path("RoleArn").asText()).isEqualTo("<AlarmPipeRole.Arn>");
        assertThat(DeclaredTriggerPath.pipe().path("Name").asText()).isEqualTo("outpost-recovery-alarms");
        assertThat(DeclaredTriggerPath.pipe().path("DesiredState").asText("RUNNING"))
                .isEqualTo("RUNNING");
    }

    @Test
    void bus_hasDeadLetters() throws IOException {
        JsonNode bus = Template.engine().properties("AWS::Events::EventBus", "AlarmBus");
        assertThat(bus.path("Name").asText()).isEqualTo("outpost-recovery-alarms");
        assertThat(bus.path("DeadLetterConfig").path("Arn").asText()).isEqualTo("<TriggerDeadLetters.Arn>");
    }

    @Test
    void rule_startsTheAlias() throws IOException {
        assertThat(rule().path("EventBusName").asText()).isEqualTo("<AlarmBus>");
        assertThat(rule().path("State").asText()).isEqualTo("ENABLED");
        assertThat(rule().path("Name").asText()).isEqualTo("outpost-recovery-recover");
        assertThat(target().path("Arn").asText()).isEqualTo("<RecoveryStateMachineAliaslive>");
        assertThat(target().path("RoleArn").asText()).isEqualTo("<RecoveryRuleRole.Arn>");
    }

    @Test
    void rule_triesAgainAndKeepsWhatFails() throws IOException {
        assertThat(target().path("RetryPolicy").path("MaximumRetryAttempts").asInt())
                .isGreaterThan(10);
        assertThat(target().path("RetryPolicy").path("MaximumEventAgeInSeconds").asInt())
                .isBetween(600, 86400);
        assertThat(target().path("DeadLetterConfig").path("Arn").asText()).isEqualTo("<TriggerDeadLetters.Arn>");
    }
}
