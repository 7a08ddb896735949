package io.github.outpostrecovery.storage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Json;
import java.util.Optional;

/**
 * The secret that machines prove themselves to an array with: {@code user} and {@code password}, and where the machines check
 * the array as well, {@code targetUser} and {@code targetPassword}.
 */
final class ChapDocument {
    private ChapDocument() {}

    /**
     * Reads it.
     *
     * @throws CredentialsUnavailableException if it is no such document; the message names the field, never a value
     */
    static ChapCredentials parse(String document) {
        JsonNode json;
        try {
            json = Json.read(document);
        } catch (JacksonException e) {
            // Without the cause: a parser may quote what it could not read.
            throw new CredentialsUnavailableException("the CHAP secret is not a JSON document");
        }
        boolean mutual = json.has("targetUser") || json.has("targetPassword");
        return new ChapCredentials(
                required(json, "user"),
                new Secret(required(json, "password")),
                mutual
                        ? Optional.of(new ChapCredentials.Mutual(
                                required(json, "targetUser"), new Secret(required(json, "targetPassword"))))
                        : Optional.empty());
    }

    private static String required(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new CredentialsUnavailableException("the CHAP secret lacks the field \"" + field + "\"");
        }
        return value.textValue();
    }
}
