package io.github.outpostrecovery.functions.secrets;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.json;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsManagerSourceTest {
    private static final SecretArn ARN =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:s/fence/array-1-AbCdEf");

    private final AwsEndpoint aws = new AwsEndpoint();
    private final SecretsManagerSource source =
            new SecretsManagerSource(aws.clients().secretsManager());

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void read_asksForTheCurrentVersion() {
        aws.answer("GetSecretValue", json("{\"ARN\":\"" + ARN + "\",\"SecretString\":\"{}\"}"));
        assertThat(source.read(ARN)).isEqualTo("{}");
        assertThat(aws.call("GetSecretValue").json().path("SecretId").asText()).isEqualTo(ARN.value());
        assertThat(aws.call("GetSecretValue").json().has("VersionId")).isFalse();
    }

    @Test
    void read_refusesBinarySecrets() {
        aws.answer("GetSecretValue", json("{\"ARN\":\"" + ARN + "\",\"SecretBinary\":\"aGVsbG8=\"}"));
        assertThatThrownBy(() -> source.read(ARN))
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessage("the secret " + ARN + " is binary, not text");
    }

    @ParameterizedTest
    @CsvSource({"400, ResourceNotFoundException", "400, AccessDeniedException", "500, InternalServiceError"})
    void read_tellsTheCode(int status, String code) {
        aws.answer("GetSecretValue", jsonError(status, code, "no"));
        assertThatThrownBy(() -> source.read(ARN))
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessage("the secret " + ARN + " cannot be read: " + code);
    }
}
