package io.github.outpostrecovery.storage.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Secret;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
    /** In Base64 it has both characters in which the two alphabets differ, and is padded. */
    private static final String SECRET = "pa\u00ffs\u00fe>>?\"w\\d \u00e9";

    static Stream<String> forms() {
        byte[] bytes = SECRET.getBytes(UTF_8);
        return Stream.of(
                SECRET,
                SECRET.replace("\\", "\\\\").replace("\"", "\\\""),
                PercentEncoding.encode(SECRET),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void clean_strikesASecretOut_inEachForm(String form) {
        assertThat(new Redaction(List.of(new Secret(SECRET))).clean("it said " + form + "."))
                .matches("it said \\[redacted]=?\\.");
    }
}
