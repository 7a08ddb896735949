package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1",
                "http://array.example:8080",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "ftp://127.0.0.1",
                "http://[fd00::1]"
            })
    void parse_when_plainHttpLeavesTheMachine_isRefused(String address) {
        assertThatThrownBy(() -> Endpoint.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use https");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9", "https://10.0.0.1"})
    void parse_when_addressIsSafe_isAccepted(String address) {
        assertThat(Endpoint.parse(address)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://u:p@array", "https://array/api", "https://array?x=1", "https://"})
    void parse_when_thereIsMoreOrLessThanAHost_isRefused(String address) {
        assertThatThrownBy(() -> Endpoint.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("u:p");
    }

    @Test
    void isSameAs_when_writtenDifferently_comparesHostAndPort() {
        assertThat(Endpoint.parse("ARRAY.example").isSameAs(Endpoint.parse("https://array.example:443/")))
                .isTrue();
        assertThat(Endpoint.parse("array.example").isSameAs(Endpoint.parse("https://array.example:8443")))
                .isFalse();
    }
}
