package io.github.outpostrecovery.lab.powerstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapMode;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.session.Account;
import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small cluster, and a client that is logged in to it as an administrator. */
final class SimulatedCluster {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String A = "iqn.2006-03.com.amazon.aws:web-01.a.g1";
    static final String B = "iqn.2006-03.com.amazon.aws:web-01.b.g2";
    static final String OTHER = "iqn.2006-03.com.amazon.aws:db-01.c.g1";
    static final String MEMBER = "iqn.2006-03.com.amazon.aws:app-01.d.g1";
    static final String NQN = "nqn.2014-08.org.nvmexpress:uuid:aaaa";
    static final Account ADMIN = Account.administrator("fencer", "p:ss\"word");
    static final Account READER = Account.operator("reader", "reader-pass");
    static final List<Account> ACCOUNTS = List.of(ADMIN, READER);
    static final ChapAccount ONE_WAY = new ChapAccount("web-user", "first-secret-1");
    static final ChapAccount BOTH_WAYS = new ChapAccount(
            "web-user", "first-secret-1", Optional.of(new ChapAccount.Target("array-user", "array-secret-1")));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    final Volume boot;
    final Volume data;
    final Volume shared;
    final Volume spare;
    final Volume metro;
    final Volume namespace;
    final Host web;
    final Host db;
    final Host app;
    final Host nvme;
    final HostGroup group;
    final List<TargetPort> iscsi;
    final List<TargetPort> nvmeTcp;
    final String subsystem;
    final PowerStoreSimulator array;
    private final RestService service;
    private String cookie = "";
    private String token = "";

    record Answer(int status, Map<String, String> headers, JsonNode body) {
        String code() {
            return body.path("messages").path(0).path("code").asText();
        }

        List<JsonNode> rows() {
            List<JsonNode> rows = new ArrayList<>();
            body.forEach(rows::add);
            return rows;
        }

        JsonNode row() {
            if (body.size() != 1) {
                throw new AssertionError("not one row: " + body);
            }
            return body.path(0);
        }

        String id() {
            return body.path("id").asText();
        }
    }

    SimulatedCluster() {
        this(PowerStoreSettings.DEFAULTS);
    }

    SimulatedCluster(PowerStoreSettings settings) {
        this(settings, ChapMode.DISABLED, Optional.empty());
    }

    SimulatedCluster(PowerStoreSettings settings, ChapMode mode, Optional<ChapAccount> chap) {
        PowerStoreBuilder builder =
                PowerStoreBuilder.cluster("array-d", 7).settings(settings).chap(mode);
        ACCOUNTS.forEach(builder::account);
        boot = builder.volume("web-01-boot");
        data = builder.volume("web-01-data-1");
        shared = builder.volume("shared");
        spare = builder.volume("spare");
        metro = builder.metroVolume("metro");
        namespace = builder.volume("namespace");
        web = builder.host("web-01", Protocol.ISCSI, chap, A);
        db = builder.host("db-01", Protocol.ISCSI, chap, OTHER);
        app = builder.host("app-01", Protocol.ISCSI, chap, MEMBER);
        nvme = builder.host("nvme-01", Protocol.NVME_TCP, Optional.empty(), NQN);
        group = builder.group("group", db, app);
        builder.map(web, boot, 0).map(web, data, 1).map(group, shared, 5).map(nvme, namespace, 9);
        iscsi = builder.ports(Protocol.ISCSI);
        nvmeTcp = builder.ports(Protocol.NVME_TCP);
        subsystem = builder.subsystem();
        array = builder.build(agenda);
        service = array;
        login(ADMIN);
    }

    /** Logs in; later calls belong to the new session. */
    Answer login(Account account) {
        Answer answer = send(
                "GET",
                "/login_session?select=id,user,role_ids,idle_timeout,is_password_change_required",
                "",
                Map.of("Authorization", account.authorization()));
        if (answer.status() == 200) {
            keep(answer);
        }
        return answer;
    }

    private void keep(Answer answer) {
        cookie = cookieOf(answer);
        token = answer.headers().getOrDefault("DELL-EMC-TOKEN", "");
    }

    static String cookieOf(Answer answer) {
        String header = answer.headers().getOrDefault("Set-Cookie", "");
        int end = header.indexOf(';');
        return end < 0 ? header : header.substring(0, end);
    }

    Map<String, String> credentials() {
        return Map.of("Cookie", cookie, "DELL-EMC-TOKEN", token);
    }

    Answer get(String target) {
        return send("GET", target, "", Map.of("Cookie", cookie));
    }

    Answer post(String target, String body) {
        return send("POST", target, body, credentials());
    }

    Answer patch(String target, String body) {
        return send("PATCH", target, body, credentials());
    }

    Answer delete(String target) {
        return send("DELETE", target, "", credentials());
    }

    Answer send(String method, String target, String body, Map<String, String> headers) {
        return send(service, RestRequest.of(method, "/api/rest" + target, headers, body));
    }

    static Answer send(RestService service, RestRequest request) {
        try {
            RestResponse response = service.serve(request);
            JsonNode body = response.body().isEmpty()
                    ? JsonNodeFactory.instance.missingNode()
                    : MAPPER.readTree(response.body());
            return new Answer(response.status(), response.headers(), body);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        } catch (DroppedConnectionException dropped) {
            throw new UncheckedIOException(dropped);
        }
    }

    /** Reads a collection to its end, as every client must. */
    List<JsonNode> all(String target) {
        List<JsonNode> rows = new ArrayList<>();
        Answer page = get(target);
        rows.addAll(page.rows());
        while (page.status() == 206 && rows.size() < total(page)) {
            page = get(target + (target.contains("?") ? "&" : "?") + "offset=" + rows.size());
            rows.addAll(page.rows());
        }
        if (page.status() > 206) {
            throw new AssertionError(page.toString());
        }
        return rows;
    }

    private static int total(Answer page) {
        String range = page.headers().getOrDefault("Content-Range", "");
        return Integer.parseInt(range.substring(range.indexOf('/') + 1));
    }

    /** The sessions that the API shows of a registered initiator. */
    List<JsonNode> activeSessions(String portName) {
        List<JsonNode> sessions = new ArrayList<>();
        get("/initiator?port_name=eq." + portName + "&select=active_sessions")
                .row()
                .path("active_sessions")
                .forEach(sessions::add);
        return sessions;
    }

    List<String> discovered() {
        return get("/discovered_initiator?select=name").body().findValuesAsText("name");
    }

    LoginAttempt attempt(String machine, String initiator, int port) {
        return new LoginAttempt(
                machine,
                initiator,
                Protocol.ISCSI,
                iscsi.get(port).targetIqn(),
                "00:02:3d:00:00:01",
                "10.10.30.1",
                iscsi.get(port).address() + ":3260",
                Optional.empty());
    }

    LoginAttempt connect(String machine, String nqn, int port) {
        return new LoginAttempt(
                machine,
                nqn,
                Protocol.NVME_TCP,
                subsystem,
                "b8546ca6097349e5b1558dc154fc073b",
                "10.10.30.2",
                nvmeTcp.get(port).address() + ":4420",
                Optional.empty());
    }

    static LoginAttempt with(ChapAccount account, LoginAttempt attempt) {
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

    String session(LoginAttempt attempt) {
        LoginReply reply = array.login(attempt);
        if (reply instanceof LoginReply.Accepted accepted) {
            return accepted.sessionId();
        }
        throw new AssertionError(reply.toString());
    }

    void advance(long seconds) {
        agenda.advance(Duration.ofSeconds(seconds));
    }

    static String initiators(String property, String... names) {
        List<Map<String, String>> list = new ArrayList<>();
        for (String name : names) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("port_name", name);
            one.put("port_type", name.startsWith("nqn") ? "NVMe" : "iSCSI");
            list.add(one);
        }
        return json(Map.of(property, list));
    }

    static String json(Map<String, ?> body) {
        return MAPPER.valueToTree(body).toString();
    }
}
