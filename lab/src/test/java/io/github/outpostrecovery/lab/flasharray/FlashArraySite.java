package io.github.outpostrecovery.lab.flasharray;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.api.FlashArrayErrorStyle;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.flasharray.login.ApiAccount;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small array, and a client that speaks to it as a storage administrator. */
final class FlashArraySite {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String A = "iqn.2006-03.com.amazon.aws:web-01.a.g1";
    static final String B = "iqn.2006-03.com.amazon.aws:web-01.b.g2";
    static final String OTHER = "iqn.2006-03.com.amazon.aws:db-01.c.g1";
    static final String NQN_A = "nqn.2014-08.org.nvmexpress:uuid:aaaa";
    static final String NQN_B = "nqn.2014-08.org.nvmexpress:uuid:bbbb";
    static final ApiAccount ADMIN = new ApiAccount("fencer", "token-of-the-fencer", ApiAccount.Role.STORAGE_ADMIN);
    static final ApiAccount READER = new ApiAccount("reader", "token-of-the-reader", ApiAccount.Role.READ_ONLY);
    static final List<ApiAccount> ACCOUNTS = List.of(ADMIN, READER);
    static final String V = "/api/2.52/";

    private static final int MOST_PAGES = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    final CallLog log = new CallLog();
    final Volume boot;
    final Volume data;
    final Volume shared;
    final Volume spare;
    final Volume namespace;
    final Host web;
    final Host db;
    final Host nvme;
    final HostGroup group;
    final List<Port> iscsi;
    final List<Port> nvmeTcp;
    final FlashArraySimulator array;
    final BlockTarget machines;
    final FaultyRest rest;
    private String token = "";

    record Answer(int status, JsonNode body, Map<String, String> headers) {
        String message() {
            return body.path("errors").path(0).path("message").asText();
        }

        String context() {
            return body.path("errors").path(0).path("context").asText();
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        List<JsonNode> items() {
            List<JsonNode> items = new ArrayList<>();
            body.path("items").forEach(items::add);
            return items;
        }

        JsonNode item() {
            if (items().size() != 1) {
                throw new AssertionError(toString());
            }
            return items().getFirst();
        }
    }

    FlashArraySite() {
        this(FlashArraySettings.DEFAULTS);
    }

    /** web has boot and data privately; db is in the group that has shared; nvme has the namespace. */
    FlashArraySite(FlashArraySettings settings) {
        FlashArrayBuilder builder = FlashArrayBuilder.array("array-a", 1).settings(settings);
        ACCOUNTS.forEach(builder::account);
        boot = builder.volume("web-01-boot");
        data = builder.volume("web-01-data-1");
        shared = builder.volume("shared");
        spare = builder.volume("spare");
        namespace = builder.volume("ns");
        web = builder.host("web-01", Protocol.ISCSI, A);
        db = builder.host("db-01", Protocol.ISCSI, OTHER);
        nvme = builder.host("nvme-01", Protocol.NVME_TCP, NQN_A);
        group = builder.group("group", db);
        builder.connect(web, boot);
        builder.connect(web, data);
        builder.connect(group, shared);
        builder.connect(nvme, namespace);
        iscsi = builder.ports(Protocol.ISCSI);
        nvmeTcp = builder.ports(Protocol.NVME_TCP);
        array = builder.build(agenda);
        machines = array.blockTarget();
        rest = new FaultyRest("array-a", array, new FlashArrayErrorStyle(), agenda, log, Duration.ofMillis(10));
    }

    Answer get(String target) {
        return send("GET", target, "");
    }

    Answer post(String target, String body) {
        return send("POST", target, body);
    }

    Answer patch(String target, String body) {
        return send("PATCH", target, body);
    }

    Answer delete(String target) {
        return send("DELETE", target, "");
    }

    /** Sends it as the administrator, to version 2.52. */
    Answer send(String method, String target, String body) {
        if (token.isEmpty()) {
            token = login(ADMIN);
        }
        return send(method, V + target, body, Map.of("x-auth-token", token));
    }

    String login(ApiAccount account) {
        Answer answer = send("POST", V + "login", "", Map.of("api-token", account.apiToken()));
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.header("x-auth-token").orElseThrow();
    }

    Answer send(String method, String target, String body, Map<String, String> headers) {
        try {
            RestResponse response = rest.serve(RestRequest.of(method, target, headers, body));
            JsonNode tree = response.body().isEmpty() ? MissingNode.getInstance() : MAPPER.readTree(response.body());
            return new Answer(response.status(), tree, new HashMap<>(response.headers()));
        } catch (DroppedConnectionException | JsonProcessingException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Reads a collection to its end, as every client must. */
    List<JsonNode> all(String target) {
        List<JsonNode> items = new ArrayList<>();
        Optional<String> token = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String query = token.map(one -> (target.contains("?") ? "&" : "?") + "continuation_token="
                            + URLEncoder.encode(one, StandardCharsets.UTF_8))
                    .orElse("");
            Answer page = get(target + query);
            if (page.status() != 200) {
                throw new AssertionError(page.toString());
            }
            items.addAll(page.items());
            token = page.header("x-next-token");
            if (token.isEmpty()) {
                return items;
            }
        }
        throw new AssertionError("no end of " + target);
    }

    LoginAttempt attempt(String machine, String initiator, Port port) {
        return new LoginAttempt(
                machine,
                initiator,
                port.protocol(),
                port.target(),
                "00:02:3d:00:00:01",
                "10.10.30.1",
                port.portal(),
                Optional.empty());
    }

    LoginAttempt withChap(LoginAttempt attempt, ChapAccount account) {
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
        LoginReply reply = machines.login(attempt);
        if (reply instanceof LoginReply.Accepted accepted) {
            return accepted.sessionId();
        }
        throw new AssertionError(reply.toString());
    }

    String loginOfWeb() {
        return login(attempt("server-1", A, iscsi.getFirst()));
    }
}
