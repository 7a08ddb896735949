package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoresTest {
    private static final SecretArn SECRET =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1-read");

    private final RegionFixture fixture = new RegionFixture();
    private final SimulatedParameters parameters =
            new SimulatedParameters(fixture.agenda, Latencies.STANDARD, SimulatedParameters.State.EMPTY);
    private final SimulatedSecrets secrets =
            new SimulatedSecrets(fixture.agenda, Latencies.STANDARD, SimulatedSecrets.State.EMPTY);
    private final Mailbox mailbox = new Mailbox(fixture.agenda, Latencies.STANDARD, Mailbox.State.EMPTY);

    @Test
    void parameters_areFoundByNameAndPath() {
        parameters.put("/stack/instances/web-01", "one");
        parameters.put("/stack/other", "two");

        assertThat(parameters.value("/stack/instances/web-01")).contains("one");
        assertThat(parameters.under("/stack/instances/")).containsOnlyKeys("/stack/instances/web-01");
        parameters.delete("/stack/instances/web-01");
        assertThat(parameters.value("/stack/instances/web-01")).isEmpty();
    }

    @Test
    void parameters_failWhenNotAnswered() {
        parameters.calls().arm(CallFaultRule.nth("f", "GetParameter", 1, new CallFault.Throttled()));

        assertThatThrownBy(() -> parameters.value("/stack/other")).isInstanceOf(ServiceUnavailableException.class);
        assertThat(parameters.value("/stack/other")).isEmpty();
    }

    @Test
    void secrets_areRotated_andNeverTold() {
        secrets.put(SECRET, "{\"password\":\"old\"}");
        secrets.put(SECRET, "{\"password\":\"new\"}");

        assertThat(secrets.document(SECRET)).contains("{\"password\":\"new\"}");
        assertThat(secrets.save().toString()).contains(SECRET.value()).doesNotContain("new");
        secrets.delete(SECRET);
        assertThat(secrets.document(SECRET)).isEmpty();
    }

    @Test
    void secrets_failWhenNotAnswered() {
        secrets.calls().arm(CallFaultRule.always("f", "GetSecretValue", new CallFault.Throttled()));

        assertThatThrownBy(() -> secrets.document(SECRET)).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void mailbox_keepsMails_alsoLateOnes() {
        mailbox.send(new Notice("first", "body"));
        mailbox.calls()
                .arm(CallFaultRule.nth(
                        "f", "Publish", 1, new CallFault.AppliedLate(Duration.ofSeconds(1), Duration.ofMinutes(1), 1)));
        assertThatThrownBy(() -> mailbox.publish("second", "body")).isInstanceOf(ServiceUnavailableException.class);
        assertThat(mailbox.mails()).extracting(Mailbox.Mail::subject).containsExactly("first");

        fixture.pass(Duration.ofMinutes(2));

        assertThat(mailbox.mails()).extracting(Mailbox.Mail::subject).containsExactly("first", "second");
    }
}
