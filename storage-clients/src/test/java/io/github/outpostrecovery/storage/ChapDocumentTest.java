package io.github.outpostrecovery.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.storage.rest.CredentialsUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChapDocumentTest {
    @Test
    void parse_when_itGoesOneWay_hasNoSecretOfTheArray() {
        ChapCredentials chap = ChapDocument.parse("{\"user\":\"web\",\"password\":\"canary\"}");

        assertThat(chap.user()).isEqualTo("web");
        assertThat(chap.secret().reveal()).isEqualTo("canary");
        assertThat(chap.mutual()).isEmpty();
    }

    @Test
    void parse_when_itGoesBothWays_hasBothSecrets() {
        ChapCredentials chap = ChapDocument.parse(
                "{\"user\":\"web\",\"password\":\"canary\",\"targetUser\":\"array\",\"targetPassword\":\"canary-2\"}");

        assertThat(chap.mutual()).hasValueSatisfying(mutual -> {
            assertThat(mutual.user()).isEqualTo("array");
            assertThat(mutual.secret().reveal()).isEqualTo("canary-2");
        });
        assertThat(chap.toString()).doesNotContain("canary");
    }

    @Test
    void parse_takesWhatAGuestReads() {
        ChapCredentials chap = ChapDocument.parse("{\"userid\":\"web\",\"password\":\"canary\","
                + "\"mutual_userid\":\"array\",\"mutual_password\":\"canary-2\"}");
        assertThat(chap.user()).isEqualTo("web");
        assertThat(chap.mutual()).hasValueSatisfying(mutual -> {
            assertThat(mutual.user()).isEqualTo("array");
            assertThat(mutual.secret().reveal()).isEqualTo("canary-2");
        });
        ChapCredentials keys =
                ChapDocument.parse("{\"dh_chap_host_key\":\"canary\",\"dh_chap_ctrl_key\":\"canary-2\"}");
        assertThat(keys.secret().reveal()).isEqualTo("canary");
        assertThat(keys.mutual())
                .hasValueSatisfying(
                        mutual -> assertThat(mutual.secret().reveal()).isEqualTo("canary-2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":\"canary\",\"password\":\"canary\",\"dh_chap_host_key\":\"canary-2\"} | dh_chap_host_key",
                "{\"user\":\"canary\",\"userid\":\"canary-2\",\"password\":\"canary\"} | userid",
                "{\"password\":\"canary\"} | \"user\"",
                "{\"user\":\"canary\"} | \"password\"",
                "{\"user\":\"canary\",\"password\":\" \"} | \"password\"",
                "{\"user\":\"canary\",\"password\":12345} | \"password\"",
                "{\"user\":\"canary\",\"password\":{\"canary\":1}} | \"password\"",
                "{\"user\":\"canary\",\"password\":null} | \"password\"",
                "{\"user\":\"canary\",\"password\":\"canary\",\"targetUser\":\"canary\"} | \"targetPassword\"",
                "{\"user\":\"canary\",\"password\":\"canary\",\"targetPassword\":\"canary\"} | \"targetUser\"",
                "[\"canary\"] | \"user\"",
                "\"canary\" | \"user\"",
                "{\"user\":\"canary\",\"password\":\"canary\" | JSON",
                "{\"user\":\"canary\",\"user\":\"canary\",\"password\":\"canary\"} | JSON",
                "canary | JSON",
                "'' | \"user\"",
            })
    void parse_when_documentIsWrong_namesTheFieldAndNoValue(String document, String named) {
        assertThatThrownBy(() -> ChapDocument.parse(document))
                .isInstanceOf(CredentialsUnavailableException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }
}
