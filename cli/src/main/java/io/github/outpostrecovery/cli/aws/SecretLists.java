package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.core.name.SecretArn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets: their names, and the keys in them. What is read of one is told to nobody. */
final class SecretLists {
    private static final Set<String> NONE = Set.of("ResourceNotFoundException");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<SecretsManagerClient> secrets;

    SecretLists(Supplier<SecretsManagerClient> secrets) {
        this.secrets = requireNonNull(secrets, "secrets is null");
    }

    /** Without those that another service keeps there for itself, and changes when it likes. */
    List<SecretEntry> secrets() {
        return Asking.of(
                "secretsmanager:ListSecrets",
                "the secrets",
                () -> secrets.get().listSecretsPaginator(request -> {}).stream()
                        .flatMap(page -> page.secretList().stream())
                        .filter(secret -> secret.owningService() == null)
                        .map(secret -> new SecretEntry(secret.name(), new SecretArn(secret.arn())))
                        .toList());
    }

    Optional<Set<String>> keys(String nameOrArn) {
        return Asking.unless(
                NONE,
                "secretsmanager:GetSecretValue",
                "the secret " + nameOrArn,
                () -> Optional.of(keysIn(secrets.get()
                        .getSecretValue(request -> request.secretId(nameOrArn))
                        .secretString())));
    }

    /** A parser quotes what it cannot read, so its words go no further. */
    private static Set<String> keysIn(@Nullable String document) {
        if (document == null) {
            return Set.of();
        }
        try {
            JsonNode json = JSON.readTree(document);
            Set<String> keys = new TreeSet<>();
            if (json.isObject()) {
                json.fieldNames().forEachRemaining(keys::add);
            }
            return keys;
        } catch (JsonProcessingException noJson) {
            return Set.of();
        }
    }
}
