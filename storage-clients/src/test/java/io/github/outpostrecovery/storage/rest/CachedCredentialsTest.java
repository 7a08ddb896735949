package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.name.SecretArn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CachedCredentialsTest {
    private static final SecretArn ARN = new SecretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a");
    private static final String DOCUMENT =
            "{\"vendor\":\"netapp\",\"endpoint\":\"https://a\",\"username\":\"u\",\"password\":\"p\"}";

    private final SteppingClock clock = new SteppingClock();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicReference<SecretSource> source = new AtomicReference<>(arn -> DOCUMENT);
    private final CachedCredentials credentials = new CachedCredentials(
            "netapp",
            Endpoint.parse("https://a"),
            ARN,
            arn -> {
                readings.incrementAndGet();
                return source.get().read(arn);
            },
            Duration.ofMinutes(5),
            clock);

    @Test
    void current_when_askedWithinMinutes_readsOnce() {
        ArrayCredentials first = credentials.current();
        clock.pass(Duration.ofMinutes(4));

        assertThat(credentials.current()).isSameAs(first);
        clock.pass(Duration.ofMinutes(1));
        assertThat(credentials.current()).isNotSameAs(first);
        assertThat(readings).hasValue(2);
    }

    @Test
    void current_when_itCannotBeReadAgain_keepsTheKnown() {
        ArrayCredentials first = credentials.current();
        clock.pass(Duration.ofHours(1));
        source.set(arn -> {
            throw new IllegalStateException("down");
        });

        assertThat(credentials.current()).isSameAs(first);
    }

    @Test
    void current_when_itCannotBeReadAgain_doesNotTryWithEveryCall() {
        ArrayCredentials first = credentials.current();
        AtomicInteger tries = new AtomicInteger();
        clock.pass(Duration.ofHours(1));
        source.set(arn -> {
            tries.incrementAndGet();
            throw new IllegalStateException("down");
        });

        for (int time = 0; time < 5; time++) {
            assertThat(credentials.current()).isSameAs(first);
        }
        assertThat(tries).hasValue(1);
        clock.pass(Duration.ofSeconds(30));
        assertThat(credentials.current()).isSameAs(first);
        assertThat(tries).hasValue(2);
    }

    @Test
    void insteadOf_when_severalWereRefused_readsOnceForAll() {
        ArrayCredentials refused = credentials.current();

        ArrayCredentials fresh = credentials.insteadOf(refused);

        assertThat(fresh).isNotSameAs(refused);
        assertThat(credentials.insteadOf(refused)).isSameAs(fresh);
        assertThat(readings).hasValue(2);
    }

    @Test
    void current_when_sourceFails_tellsTheClassOnly() {
        source.set(arn -> {
            throw new IllegalStateException("canary");
        });

        assertThatThrownBy(credentials::current)
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void current_when_secretIsOfAnotherArray_isRefused() {
        source.set(arn -> DOCUMENT.replace("https://a", "https://b"));
        assertThatThrownBy(credentials::current).hasMessageContaining("another endpoint");

        source.set(arn -> DOCUMENT.replace("netapp", "dell"));
        assertThatThrownBy(credentials::current).hasMessageContaining("another vendor");
    }
}
