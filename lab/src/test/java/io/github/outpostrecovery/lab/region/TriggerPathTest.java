package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerPathTest {
    private final RegionFixture fixture = new RegionFixture();
    private final List<JsonNode> started = new ArrayList<>();
    private final List<Instant> startedAt = new ArrayList<>();
    private final TriggerPath path =
            TriggerPath.start(fixture.agenda, Latencies.NONE, RegionIdentity.STANDARD, this::start, 11);

    @Test
    void alarm_startsOneExecution_withinSeconds() {
        path.publish(message("ALARM"));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(started).hasSize(1);
        assertThat(started.getFirst().path("trigger").asText()).isEqualTo("ALARM");
        assertThat(started.getFirst().at("/alarm/AlarmName").asText()).isEqualTo("web-01");
        assertThat(Duration.between(RegionFixture.START, startedAt.getFirst()))
                .isBetween(Duration.ofMillis(600), Duration.ofMillis(2700));
    }

    @Test
    void pipe_dropsWhatIsNoAlarm() {
        path.publish(message("OK"));
        path.publish("Hello, this is no JSON");
        path.publish("");
        fixture.pass(Duration.ofMinutes(1));

        assertThat(started).isEmpty();
    }

    @Test
    void duplicates_areDeliveredOverTheSpread() {
        path.deliver(Delivery.STANDARD.withDuplicates(5, Duration.ofMinutes(10)));
        path.publish(message("ALARM"));
        fixture.pass(Duration.ofMinutes(11));

        assertThat(started).hasSize(6);
        assertThat(Duration.between(startedAt.getFirst(), startedAt.getLast())).isGreaterThan(Duration.ofMinutes(2));
    }

    @Test
    void lateDelivery_comesLate() {
        path.deliver(Delivery.STANDARD.withDelay(Duration.ofMinutes(30)));
        path.publish(message("ALARM"));
        fixture.pass(Duration.ofMinutes(29));
        assertThat(started).isEmpty();

        fixture.pass(Duration.ofMinutes(2));

        assertThat(started).hasSize(1);
    }

    @Test
    void rule_matchesSourceAndDetailType() {
        path.putEvent(event("aws.cloudwatch", TriggerPath.DETAIL_TYPE));
        path.putEvent(event(TriggerPath.SOURCE, TriggerPath.DETAIL_TYPE).put("account", "999988887777"));
        path.putEvent(event(TriggerPath.SOURCE, "CloudWatch Alarm State Change"));
        path.putEvent(event(TriggerPath.SOURCE, TriggerPath.DETAIL_TYPE));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(started).hasSize(1);
        assertThat(started.getFirst().at("/alarm/AlarmName").asText()).isEqualTo("forged");
    }

    @Test
    void failedStart_endsInTheDeadLetterQueue() {
        path.calls().arm(CallFaultRule.nth("f", "StartExecution", 1, new CallFault.Throttled()));
        path.publish(message("ALARM"));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(started).isEmpty();
        assertThat(path.deadLetters()).hasSize(1);
        assertThat(path.deadLetters().getFirst().input().path("trigger").asText())
                .isEqualTo("ALARM");
    }

    @Test
    void restoredPath_deliversAtTheSameInstants() {
        path.deliver(Delivery.STANDARD.withDuplicates(3, Duration.ofMinutes(1)));
        TriggerPath.State saved = path.save();
        path.publish(message("ALARM"));
        fixture.pass(Duration.ofMinutes(2));

        RegionFixture again = new RegionFixture();
        List<Instant> startedAgain = new ArrayList<>();
        TriggerPath restored = TriggerPath.restore(
                saved,
                again.agenda,
                Latencies.NONE,
                RegionIdentity.STANDARD,
                input -> startedAgain.add(again.agenda.instant()));
        restored.publish(message("ALARM"));
        again.pass(Duration.ofMinutes(2));

        assertThat(startedAgain).isEqualTo(startedAt);
        assertThat(restored.save()).isEqualTo(path.save());
    }

    private void start(JsonNode input) {
        started.add(input);
        startedAt.add(fixture.agenda.instant());
    }

    private static ObjectNode message(String state) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("AlarmName", "web-01")
                .put("AlarmArn", "arn:aws:cloudwatch:us-west-2:111122223333:alarm:web-01")
                .put("NewStateValue", state);
    }

    private static ObjectNode event(String source, String detailType) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("source", source).put("detail-type", detailType).put("account", "111122223333");
        event.putObject("detail").put("AlarmName", "forged");
        return event;
    }
}
