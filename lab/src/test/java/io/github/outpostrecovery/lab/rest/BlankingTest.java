package io.github.outpostrecovery.lab.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BlankingTest {
    @Test
    void target_hidesASessionKeyInThePath_whenTold() {
        Blanking blanking = Blanking.ofFields().andInPath(Pattern.compile("/credentials/([^/]+)"));

        assertThat(blanking.target(RestRequest.of("DELETE", "/api/v1/credentials/0-abc", Map.of(), "")))
                .isEqualTo("/api/v1/credentials/***");
    }

    @Test
    void body_isNotRepeated_whenItIsNotJson() {
        assertThat(Blanking.ofFields().body("password=x")).doesNotContain("password");
    }
}
