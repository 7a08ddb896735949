package io.github.outpostrecovery.storage;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import io.github.outpostrecovery.storage.rest.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The secret that machines prove themselves to an array with. It is read by the engine, which tells the array, and by the
 * guest, which logs in with it, so both forms that guests know are taken:
 *
 * <ul>
 *   <li>iSCSI: {@code userid} and {@code password}, and {@code mutual_userid} and {@code mutual_password} where the machine
 *       checks the array as well. {@code user}, {@code targetUser} and {@code targetPassword} mean the same.
 *   <li>NVMe/TCP: {@code dh_chap_host_key}, and {@code dh_chap_ctrl_key} where the machine checks the array as well.
 * </ul>
 */
final class ChapDocument {
    private static final List<String> USER = List.of("user", "userid");
    private static final List<String> PASSWORD = List.of("password", "dh_chap_host_key");
    private static final List<String> TARGET_USER = List.of("targetUser", "mutual_userid");
    private static final List<String> TARGET_PASSWORD =
            List.of("targetPassword", "mutual_password", "dh_chap_ctrl_key");

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
        // Over NVMe/TCP the host's name stands for the user.
        boolean keyOnly = json.has("dh_chap_host_key") && USER.stream().noneMatch(json::has);
        boolean mutual =
                Stream.concat(TARGET_USER.stream(), TARGET_PASSWORD.stream()).anyMatch(json::has);
        return new ChapCredentials(
                keyOnly ? "" : required(json, USER),
                new Secret(required(json, PASSWORD)),
                mutual
                        ? Optional.of(new ChapCredentials.Mutual(
                                keyOnly ? "" : required(json, TARGET_USER),
                                new Secret(required(json, TARGET_PASSWORD))))
                        : Optional.empty());
    }

    /** The value of one of several fields that mean the same. */
    private static String required(JsonNode json, List<String> fields) {
        List<String> given = fields.stream().filter(json::has).toList();
        if (given.isEmpty()) {
            throw new CredentialsUnavailableException("the CHAP secret lacks the field \"" + fields.getFirst() + "\"");
        }
        for (String field : given) {
            JsonNode value = json.path(field);
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw new CredentialsUnavailableException("the CHAP secret lacks the field \"" + field + "\"");
            }
        }
        if (given.stream().map(field -> json.path(field).textValue()).distinct().count() > 1) {
            throw new CredentialsUnavailableException("the CHAP secret has the fields " + String.join(", ", given)
                    + " with different values: keep one secret for each protocol");
        }
        return json.path(given.getFirst()).textValue();
    }
}
