package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.storage.rest.ArrayCredentials.ApiToken;
import io.github.outpostrecovery.storage.rest.ArrayCredentials.UserPassword;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayCredentialsTest {
    private static final String PIN = "ab".repeat(32);

    @Test
    void parse_when_documentIsComplete_readsIt() {
        ArrayCredentials read = ArrayCredentials.parse("""
                {"vendor":"netapp","endpoint":"https://array.example","username":"u","password":"p",
                 "certificateSha256":"%s"}""".formatted(PIN));

        assertThat(read.vendor()).isEqualTo("netapp");
        assertThat(read.endpoint()).hasToString("https://array.example");
        assertThat(read.login()).isInstanceOfSatisfying(UserPassword.class, login -> {
            assertThat(login.username()).isEqualTo("u");
            assertThat(login.password().reveal()).isEqualTo("p");
        });
        assertThat(read.trust()).isEqualTo(new ServerTrust.PinnedCertificate(PIN));
    }

    @Test
    void parse_when_itHasATokenAndNoTrust_usesThePlatform() {
        ArrayCredentials read = ArrayCredentials.parse(
                "{\"vendor\":\"purestorage\",\"endpoint\":\"array.example\",\"apiToken\":\"t\"}");

        assertThat(read.login()).isInstanceOf(ApiToken.class);
        assertThat(read.trust()).isEqualTo(new ServerTrust.Platform());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"endpoint\":\"a\",\"username\":\"u\",\"password\":\"canary\"} | vendor",
                "{\"vendor\":\"netapp\",\"username\":\"u\",\"password\":\"canary\"} | endpoint",
                "{\"vendor\":\"netapp\",\"endpoint\":\"a\",\"password\":\"canary\"} | username",
                "{\"vendor\":\"netapp\",\"endpoint\":\"a\",\"username\":\"canary\"} | password",
                "{\"vendor\":\"netapp\",\"endpoint\":\"a\",\"username\":\"canary\",\"password\":\" \"} | password",
                "{\"vendor\":\"netapp\",\"endpoint\":\"a\",\"apiToken\":\"canary\",\"password\":\"canary\"} | apiToken",
                "{\"vendor\":\"netapp\",\"endpoint\":\"a\",\"username\":\"u\",\"password\":\"canary\",\"caCertPem\":\"canary\"}"
                        + " | caCertPem",
                "{\"vendor\":\"netapp\",\"endpoint\":\"a\",\"username\":\"u\",\"password\":\"canary\","
                        + "\"certificateSha256\":\"canary\"} | certificateSha256",
                "{\"vendor\":\"netapp\",\"endpoint\":\"canary canary\",\"username\":\"u\",\"password\":\"p\"} | endpoint",
                "{\"password\":\"canary\" | JSON",
                "\"canary\" | JSON",
            })
    void parse_when_documentIsWrong_namesTheFieldAndNoValue(String document, String named) {
        assertThatThrownBy(() -> ArrayCredentials.parse(document))
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void toString_when_itHasSecrets_showsNone() {
        assertThat(ArrayCredentials.parse(
                                "{\"vendor\":\"v\",\"endpoint\":\"a\",\"username\":\"u\",\"password\":\"canary\"}")
                        .toString())
                .doesNotContain("canary");
    }
}
