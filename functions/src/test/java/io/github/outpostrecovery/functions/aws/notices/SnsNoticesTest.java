package io.github.outpostrecovery.functions.aws.notices;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.xml;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.xmlError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.service.Notices.Notice;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnsNoticesTest {
    private static final String TOPIC = "arn:aws:sns:us-west-2:111122223333:notices";

    private final AwsEndpoint aws = new AwsEndpoint();
    private final SnsNotices notices = new SnsNotices(aws.clients().sns(), TOPIC);

    @AfterEach
    void close() {
        aws.close();
    }

    private Map<String, String> sent(String subject, String body) {
        aws.answer("Publish", xml("Publish", "<MessageId>m</MessageId>"));
        notices.send(new Notice(subject, body));
        return aws.call("Publish").form();
    }

    @Test
    void send_publishesToTheTopic() {
        assertThat(sent("web-01#7 RECOVERED", "All is well.\né"))
                .containsEntry("TopicArn", TOPIC)
                .containsEntry("Subject", "web-01#7 RECOVERED")
                .containsEntry("Message", "All is well.\né");
    }

    @Test
    void send_makesTheSubjectFit() {
        assertThat(sent("Zürich:\n" + "x".repeat(92), "b").get("Subject")).isEqualTo("Zurich: " + "x".repeat(91));
    }

    @Test
    void send_cutsWhatSnsWouldRefuse_betweenCharacters() {
        String message = sent("s", "€😀".repeat(60_000)).getOrDefault("Message", "");
        assertThat(message.getBytes(StandardCharsets.UTF_8).length).isBetween(255 * 1024 - 8, 255 * 1024);
        assertThat(message).endsWith("has the rest]").doesNotContain("?").doesNotContain("\uFFFD");
    }

    @Test
    void send_isUnavailable_whenTheTopicRefuses() {
        aws.answer(
                "Publish", xmlError(403, "AuthorizationError", "not authorized to perform: SNS:Publish on resource"));
        assertThatThrownBy(() -> notices.send(new Notice("s", "b")))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("AuthorizationError: not authorized to perform: SNS:Publish on resource");
    }

    @Test
    void send_triesAgain_whenThrottled() {
        aws.answer("Publish", xmlError(400, "Throttling", "Rate exceeded"), xml("Publish", "<MessageId>m</MessageId>"));
        notices.send(new Notice("s", "b"));
        assertThat(aws.calls()).hasSize(2);
    }
}
