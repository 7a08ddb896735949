package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Secret;
import java.util.List;

/**
 * What a client needs to be let in by one array, and to know that it is the array. Safe to print: secrets do not show.
 *
 * @param vendor as in the configuration: {@code netapp}, ...
 */
public record ArrayCredentials(String vendor, Endpoint endpoint, Login login, ServerTrust trust) {
    public ArrayCredentials {
        requireNonNull(vendor, "vendor is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(login, "login is null");
        requireNonNull(trust, "trust is null");
    }

    /** How the array knows us. */
    public sealed interface Login {
        /** What must not be seen. */
        List<Secret> secrets();
    }

    /** A user and a password. */
    public record UserPassword(String username, Secret password) implements Login {
        @Override
        public List<Secret> secrets() {
            return List.of(password);
        }
    }

    /** A token made on the array. */
    public record ApiToken(Secret token) implements Login {
        @Override
        public List<Secret> secrets() {
            return List.of(token);
        }
    }

    /**
     * Reads the document that is kept in Secrets Manager: {@code vendor}, {@code endpoint}, and either {@code username}
     * with {@code password} or {@code apiToken}; optionally {@code caCertPem} or {@code certificateSha256}.
     *
     * @throws CredentialsUnavailableException if it is no such document; the message names the field, never a value
     */
    public static ArrayCredentials parse(String document) {
        JsonNode json;
        try {
            json = Json.read(document);
        } catch (JacksonException e) {
            // Without the cause: a parser may quote what it could not read.
            throw new CredentialsUnavailableException("the secret is not a JSON document");
        }
        if (!json.isObject()) {
            throw new CredentialsUnavailableException("the secret is not a JSON object");
        }
        try {
            return new ArrayCredentials(
                    required(json, "vendor"), Endpoint.parse(required(json, "endpoint")), login(json), trust(json));
        } catch (IllegalArgumentException e) {
            throw new CredentialsUnavailableException("the secret does not fit: " + reasonOf(e));
        }
    }

    private static Login login(JsonNode json) {
        if (json.has("apiToken")) {
            if (json.has("username") || json.has("password")) {
                throw new CredentialsUnavailableException(
                        "the secret has both \"apiToken\" and \"username\" or \"password\": keep one of the two");
            }
            return new ApiToken(new Secret(required(json, "apiToken")));
        }
        return new UserPassword(required(json, "username"), new Secret(required(json, "password")));
    }

    private static ServerTrust trust(JsonNode json) {
        boolean pem = json.has("caCertPem");
        boolean pin = json.has("certificateSha256");
        if (pem && pin) {
            throw new CredentialsUnavailableException(
                    "the secret has both \"caCertPem\" and \"certificateSha256\": keep one of the two");
        }
        if (pem) {
            return new ServerTrust.PemAnchors(required(json, "caCertPem"));
        }
        return pin
                ? new ServerTrust.PinnedCertificate(required(json, "certificateSha256"))
                : new ServerTrust.Platform();
    }

    private static String required(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new CredentialsUnavailableException("the secret lacks the field \"" + field + "\"");
        }
        return value.textValue();
    }

    private static String reasonOf(IllegalArgumentException e) {
        // An address that java.net.URI cannot read is quoted in its message; ours say what is wrong without it.
        return e.getCause() instanceof java.net.URISyntaxException
                ? "\"endpoint\" is not an address"
                : String.valueOf(e.getMessage());
    }
}
