package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.array.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestCallTest {
    @Test
    void segment_when_itHasReservedCharacters_isEncodedWhole() {
        assertThat(RestCall.delete("/api/igroups")
                        .segment("u/1")
                        .segment("iqn.2006-03.com.x:a b")
                        .target())
                .isEqualTo("/api/igroups/u%2F1/iqn.2006-03.com.x%3Aa%20b");
    }

    @Test
    void query_when_valueHasSeparators_isEncodedWhole() {
        assertThat(RestCall.get("/api/luns")
                        .query("name", "/vol/v&x=1/ä,b")
                        .queryList("fields", "name", "lun.uuid")
                        .target())
                .isEqualTo("/api/luns?name=%2Fvol%2Fv%26x%3D1%2F%C3%A4%2Cb&fields=name,lun.uuid");
    }

    @Test
    void segment_when_itWouldLeaveThePath_isRefused() {
        assertThatThrownBy(() -> RestCall.get("/api").segment("..")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RestCall.get("/api").segment("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RestCall.get("/api").query("a", "b").segment("c"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void get_when_targetIsAnotherHost_isRefused() {
        assertThatThrownBy(() -> RestCall.get("//evil.example/api")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RestCall.get("https://evil.example/api")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_when_callHasBodyAndQuery_showsNeither() {
        assertThat(RestCall.post("/api/credentials")
                        .query("token", "canary")
                        .json(Json.object().put("password", "canary"))
                        .hiding(new Secret("canary")))
                .hasToString("POST /api/credentials");
    }

    @Test
    void toString_when_thePathHasASecret_strikesItOut() {
        assertThat(RestCall.delete("/api/sessions").segment("can ary").hiding(new Secret("can ary")))
                .hasToString("DELETE /api/sessions/[redacted]");
    }

    @Test
    void header_when_added_joinsTheOthersAndLeavesTheCall() {
        RestCall plain = RestCall.get("/api/things");
        RestCall call = plain.header("A", "1").query("q", "x").header("B", "2").header("A", "3");

        assertThat(call.headers()).containsOnly(Map.entry("A", "3"), Map.entry("B", "2"));
        assertThat(call.target()).isEqualTo("/api/things?q=x");
        assertThat(plain.headers()).isEmpty();
        assertThat(call.hiding(new Secret("s")).json(Json.object()).headers()).isEqualTo(call.headers());
    }
}
