package io.github.outpostrecovery.functions.aws.notices;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.service.Notices;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Mail by an SNS topic. A message whose answer got lost is sent again: two mails are better than none.
 *
 * <p>SNS takes subjects of ASCII without line breaks, shorter than 100 characters, and 256 KB in all (API reference,
 * Publish). What does not fit is changed rather than refused: a page must go out.
 */
public final class SnsNotices implements Notices {
    private static final int LONGEST_SUBJECT = 99;
    private static final int LONGEST_BODY = 255 * 1024;
    private static final String CUT = "\n[cut here: the record of the incident has the rest]";

    private final Supplier<SnsClient> client;
    private final String topic;

    /**
     * Makes the mail of one topic.
     *
     * @param topic its ARN
     */
    public SnsNotices(Supplier<SnsClient> client, String topic) {
        this.client = requireNonNull(client, "client is null");
        this.topic = requireNonNull(topic, "topic is null");
    }

    @Override
    public void send(Notice notice) {
        try {
            client.get()
                    .publish(request -> request.topicArn(topic)
                            .subject(subject(notice.subject()))
                            .message(body(notice.body())));
        } catch (SdkException failed) {
            throw AwsFailure.unavailable("Publish to " + topic, failed);
        }
    }

    private static String subject(String wanted) {
        String ascii = Normalizer.normalize(wanted, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\x20-\\x7e]+", " ")
                .strip();
        String shown = ascii.isEmpty() ? "Outpost Recovery" : ascii;
        return shown.length() <= LONGEST_SUBJECT ? shown : shown.substring(0, LONGEST_SUBJECT);
    }

    private static String body(String wanted) {
        String shown = wanted.isBlank() ? "(no text)" : wanted;
        if (shown.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BODY) {
            return shown;
        }
        // The encoder stops before a character that no longer fits, so none is split.
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        CharBuffer characters = CharBuffer.wrap(shown);
        encoder.encode(characters, ByteBuffer.allocate(LONGEST_BODY - CUT.length()), true);
        return shown.substring(0, characters.position()) + CUT;
    }
}
