package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsArraysTest {
    private static final SecretArn SECRET =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-AbCdEf");
    private static final ArrayConnection CONNECTION = new ArrayConnection(
            new ArrayName("array-1"),
            "netapp",
            Protocol.ISCSI,
            URI.create("https://192.0.2.10"),
            SECRET,
            SECRET,
            Optional.empty(),
            Optional.of("svm1"));

    private final ScriptedAws aws = new ScriptedAws();
    private final CredentialSource inSecret = aws.cloud().arrays().inSecret(SECRET);

    @AfterEach
    void close() {
        aws.close();
    }

    private void secret(String vendor, String endpoint) {
        aws.answer(
                "GetSecretValue",
                ("{'SecretString':'{\\'vendor\\':\\'" + vendor + "\\',\\'endpoint\\':\\'" + endpoint
                                + "\\',\\'username\\':\\'u\\',\\'password\\':\\'hunter2hunter2\\'}'}")
                        .replace('\'', '"'));
    }

    @Test
    void vendors_areThoseThatAreRegistered() {
        assertThat(aws.cloud().arrays().vendors()).containsExactly("dell", "hpe", "netapp", "purestorage");
    }

    @Test
    void array_isOpened_withoutAQuestion() {
        assertThat(aws.cloud().arrays().array(CONNECTION, inSecret)).isNotNull();
        assertThat(aws.cloud().arrays().inventory(CONNECTION, inSecret)).isNotNull();
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void credentials_areReadOnce_andAgainWhenTheArrayRefusesThem() {
        secret("netapp", "https://192.0.2.10");
        ArrayCredentials first = inSecret.current();
        assertThat(inSecret.current()).isSameAs(first);
        assertThat(aws.calls("GetSecretValue")).hasSize(1);
        assertThat(inSecret.insteadOf(first)).isNotSameAs(first);
        assertThat(aws.calls("GetSecretValue")).hasSize(2);
        assertThat(inSecret.insteadOf(first)).isSameAs(inSecret.current());
        assertThat(aws.calls("GetSecretValue")).hasSize(2);
        assertThat(first.toString()).doesNotContain("hunter2");
    }

    @Test
    void credentials_ofAnotherArray_areNotUsed() {
        CredentialSource matching = new MatchingCredentials(CONNECTION, inSecret);
        secret("netapp", "https://192.0.2.11");
        assertThatThrownBy(matching::current)
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessageContaining("another endpoint than https://192.0.2.10")
                .hasMessageNotContaining("hunter2");
        CredentialSource ofDell =
                new MatchingCredentials(CONNECTION, aws.cloud().arrays().inSecret(SECRET));
        secret("dell", "https://192.0.2.10");
        assertThatThrownBy(ofDell::current)
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessageContaining("another vendor than \"netapp\"");
    }

    @Test
    void credentials_fitTheirOwnArray() {
        secret("netapp", "https://192.0.2.10");
        CredentialSource matching = new MatchingCredentials(CONNECTION, inSecret);
        assertThat(matching.current().vendor()).isEqualTo("netapp");
        assertThat(matching.insteadOf(matching.current()).vendor()).isEqualTo("netapp");
    }

    @Test
    void credentials_areMissed_withTheCodeOnly() {
        aws.answer("GetSecretValue", jsonError(400, "ResourceNotFoundException", "no"));
        assertThatThrownBy(inSecret::current)
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessageContaining("ResourceNotFoundException");
    }
}
