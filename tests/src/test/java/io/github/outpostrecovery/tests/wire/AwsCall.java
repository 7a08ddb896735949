package io.github.outpostrecovery.tests.wire;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A request to AWS, as it came over the wire.
 *
 * @param target path and query
 * @param headers by their names in any case; of repeated ones the first
 */
public record AwsCall(String method, String target, Map<String, String> headers, SdkBytes body) {
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=[^/]+/[0-9]+/[^/]+/([^/]+)/aws4_request");

    /** What is sent back. */
    public record Reply(int status, String contentType, SdkBytes body) {
        public static Reply xml(int status, String text) {
            return new Reply(status, "text/xml;charset=UTF-8", SdkBytes.fromUtf8String(text));
        }

        public static Reply json(int status, String text) {
            return new Reply(status, "application/json", SdkBytes.fromUtf8String(text));
        }

        public String text() {
            return body.asUtf8String();
        }

        public Reply withText(String text) {
            return new Reply(status, contentType, SdkBytes.fromUtf8String(text));
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** The service that it was signed for, such as {@code ec2}. */
    public String service() {
        return header("Authorization")
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .orElse("");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String text() {
        return body.asUtf8String();
    }

    public AwsCall withText(String text) {
        return new AwsCall(method, target, headers, SdkBytes.fromUtf8String(text));
    }
}
