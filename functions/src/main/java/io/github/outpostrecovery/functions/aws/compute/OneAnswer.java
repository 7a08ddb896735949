package io.github.outpostrecovery.functions.aws.compute;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How a launch is sent: so that a refusal is the answer to the only request that can have made a machine.
 *
 * <p>The SDK's own retries would send the request again after one that went unanswered, and a refusal of the second would
 * hide that the first may yet make a machine. So only throttling is retried here, which refuses a request before anything is
 * done, with full jitter. What goes unanswered is reported; the state machine asks again, with the same token.
 */
public final class OneAnswer {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    /** A launch that is cut off on our side is in doubt: it gets more time than a read. */
    private static final Duration ATTEMPT = Duration.ofSeconds(15);

    private static final Duration CALL = Duration.ofSeconds(25);

    private static final SdkPlugin ONLY_THROTTLING =
            client -> client.overrideConfiguration(configuration -> configuration.retryStrategy(strategy()));

    private OneAnswer() {}

    /** For the request that must not be sent twice. */
    public static AwsRequestOverrideConfiguration configuration() {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .addPlugin(ONLY_THROTTLING)
                .build();
    }

    private static StandardRetryStrategy strategy() {
        BackoffStrategy pause = BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE);
        return StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                .retryOnException(OneAnswer::isThrottling)
                .treatAsThrottling(OneAnswer::isThrottling)
                .backoffStrategy(pause)
                .throttlingBackoffStrategy(pause)
                .useClientDefaults(false)
                .build();
    }

    private static boolean isThrottling(Throwable failure) {
        return failure instanceof SdkServiceException answer && answer.isThrottlingException();
    }
}
