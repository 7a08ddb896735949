package io.github.outpostrecovery.lab.alletra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.lab.alletra.api.WsapiApi;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small array, and a client that speaks to it as an administrator. */
final class AlletraSite {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String A = "iqn.2006-03.com.amazon.aws:web-01.a.g1";
    static final String B = "iqn.2006-03.com.amazon.aws:web-01.b.g2";
    static final String OTHER = "iqn.2006-03.com.amazon.aws:db-01.c.g1";
    static final String NQN_A = "nqn.2014-08.org.nvmexpress:uuid:aaaa";
    static final String NQN_B = "nqn.2014-08.org.nvmexpress:uuid:bbbb";
    static final WsapiUser ADMIN = new WsapiUser("fencer", "p:ss\"word", WsapiUser.Role.EDIT);
    static final WsapiUser READER = new WsapiUser("reader", "reader-pass", WsapiUser.Role.BROWSE);
    static final List<WsapiUser> USERS = List.of(ADMIN, READER);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    final Volume boot;
    final Volume data;
    final Volume shared;
    final Volume spare;
    final Volume namespace;
    final Volume otherBoot;
    final List<ArrayPort> iscsi;
    final List<ArrayPort> nvme;
    final String subsystem;
    final AlletraSimulator array;
    final String key;

    record Answer(int status, JsonNode body, Map<String, String> headers) {
        int code() {
            return body.path("code").asInt();
        }

        List<JsonNode> members() {
            List<JsonNode> members = new ArrayList<>();
            body.path("members").forEach(members::add);
            return members;
        }
    }

    AlletraSite() {
        this(AlletraSettings.DEFAULTS);
    }

    AlletraSite(AlletraSettings settings) {
        AlletraBuilder builder = AlletraBuilder.array("array-h", 7).settings(settings);
        USERS.forEach(builder::user);
        boot = builder.volume("boot");
        data = builder.volume("data");
        shared = builder.volume("shared");
        spare = builder.volume("spare");
        namespace = builder.volume("namespace");
        otherBoot = builder.volume("other-boot");
        builder.iscsiHost("web-01", A)
                .iscsiHost("db-01", OTHER)
                .nvmeHost("nv-01", NQN_A)
                .hostSet("both", "web-01", "db-01")
                .hostSet("empty")
                .volumeSet("vvs", List.of())
                .vlun("boot", 0, "web-01")
                .vlun("data", 1, "web-01")
                .vlun("shared", 5, "set:both")
                .vlun("other-boot", 0, "db-01")
                .vlun("namespace", 1, "nv-01");
        iscsi = builder.portals(ArrayPort.Kind.ISCSI);
        nvme = builder.portals(ArrayPort.Kind.NVME_TCP);
        subsystem = builder.subsystemNqn();
        array = builder.build(agenda);
        key = logIn(ADMIN);
    }

    String logIn(WsapiUser user) {
        Answer answer = tryLogIn(user.name(), user.password());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body().path("key").asText();
    }

    Answer tryLogIn(String name, String password) {
        return send("POST", "/api/v1/credentials", json(Map.of("user", name, "password", password)), "");
    }

    Answer get(String path) {
        return send("GET", "/api/v1" + path, "", key);
    }

    /** Reads with a query, in its quotes and encoded. */
    Answer query(String path, String query) {
        return get(path + "?query=" + URLEncoder.encode("\"" + query + "\"", StandardCharsets.UTF_8));
    }

    Answer post(String path, String body) {
        return send("POST", "/api/v1" + path, body, key);
    }

    Answer put(String path, String body) {
        return send("PUT", "/api/v1" + path, body, key);
    }

    Answer delete(String path) {
        return send("DELETE", "/api/v1" + path, "", key);
    }

    Answer send(String method, String target, String body, String sessionKey) {
        Map<String, String> headers = sessionKey.isEmpty()
                ? Map.of("Content-Type", "application/json")
                : Map.of("Content-Type", "application/json", WsapiApi.KEY_HEADER, sessionKey);
        return send(RestRequest.of(method, target, headers, body));
    }

    Answer send(RestRequest request) {
        RestResponse response = array.serve(request);
        return new Answer(response.status(), tree(response.body()), response.headers());
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static String json(Map<String, ?> body) {
        return MAPPER.valueToTree(body).toString();
    }

    /** The rows of a volume that the API shows. */
    List<JsonNode> rows(String volume) {
        return query("/vluns", "volumeName EQ " + volume).members();
    }

    LoginAttempt iscsi(String machine, String initiator, int node) {
        return new LoginAttempt(
                machine,
                initiator,
                Protocol.ISCSI,
                iscsi.get(node).targetName(),
                "00023d000001",
                "10.20.0.1",
                iscsi.get(node).address() + ":3260",
                Optional.empty());
    }

    LoginAttempt nvme(String machine, String nqn, int node) {
        return new LoginAttempt(
                machine,
                nqn,
                Protocol.NVME_TCP,
                subsystem,
                "b8546ca6097349e5b1558dc154fc073b",
                "10.20.0.1",
                nvme.get(node).address() + ":4420",
                Optional.empty());
    }

    static LoginAttempt with(LoginAttempt attempt, ChapAccount account) {
        return new LoginAttempt(
                attempt.machine(),
                attempt.initiator(),
                attempt.protocol(),
                attempt.target(),
                attempt.isid(),
                attempt.sourceAddress(),
                attempt.portal(),
                Optional.of(account));
    }

    String login(LoginAttempt attempt) {
        LoginReply reply = array.login(attempt);
        if (reply instanceof LoginReply.Accepted accepted) {
            return accepted.sessionId();
        }
        throw new AssertionError(reply.toString());
    }
}
