package io.github.outpostrecovery.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/** User data as EC2 carries it: encoded in base64, which the SDK leaves to its caller. */
final class Base64Text {
    /** The code of user data that is no text, such as a compressed one. */
    static final String NO_TEXT = "UserDataIsNoText";

    private Base64Text() {}

    static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /**
     * Decodes it, or fails: a text with replaced characters in it would be copied into templates.
     *
     * @param object whose it is, for a person
     */
    static String decode(String encoded, String object) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded.replaceAll("\\s", ""));
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            throw new CloudTroubleException(
                    NO_TEXT,
                    "the user data of " + object
                            + " is no UTF-8 text (compressed user data is not: no boot firmware reads it)",
                    unreadable);
        }
    }
}
