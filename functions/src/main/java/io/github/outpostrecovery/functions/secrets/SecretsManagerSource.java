package io.github.outpostrecovery.functions.secrets;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.SecretSource;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets of AWS Secrets Manager, in their current version. Of a failure the code is told, never what was read. */
public final class SecretsManagerSource implements SecretSource {
    private final Supplier<SecretsManagerClient> client;

    public SecretsManagerSource(Supplier<SecretsManagerClient> client) {
        this.client = requireNonNull(client, "client is null");
    }

    @Override
    public String read(SecretArn arn) {
        try {
            String document = client.get()
                    .getSecretValue(request -> request.secretId(arn.value()))
                    .secretString();
            if (document == null) {
                throw new CredentialsUnavailableException("the secret " + arn + " is binary, not text");
            }
            return document;
        } catch (AwsServiceException refused) {
            String code = refused.awsErrorDetails() == null
                    ? "status " + refused.statusCode()
                    : refused.awsErrorDetails().errorCode();
            throw new CredentialsUnavailableException("the secret " + arn + " cannot be read: " + code);
        } catch (SdkClientException unreachable) {
            throw new CredentialsUnavailableException(
                    "the secret " + arn + " cannot be read: " + firstLine(unreachable.getMessage()));
        }
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String message) {
        return message == null ? "no answer" : message.lines().findFirst().orElse("no answer");
    }
}
