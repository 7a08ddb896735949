package io.github.outpostrecovery.lab.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.ontap.api.OntapErrorStyle;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small cluster behind a real socket, and a client that speaks to it as an administrator. */
final class SimulatedSite implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String A = "iqn.2006-03.com.amazon.aws:web-01.a.g1";
    static final String B = "iqn.2006-03.com.amazon.aws:web-01.b.g2";
    static final String OTHER = "iqn.2006-03.com.amazon.aws:db-01.c.g1";
    static final String NQN_A = "nqn.2014-08.org.nvmexpress:uuid:aaaa";
    static final String NQN_B = "nqn.2014-08.org.nvmexpress:uuid:bbbb";
    static final RestUser ADMIN = RestUser.admin("fencer", "p:ss\"word");
    static final RestUser READER = RestUser.readOnly("reader", "reader-pass");
    static final RestUser VSADMIN = new RestUser("vsadmin", "svm-pass", RestUser.Role.ADMIN, Optional.of("svm2"));
    static final List<RestUser> USERS = List.of(ADMIN, READER, VSADMIN);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    final CallLog log = new CallLog();
    final SvmBuilder svm1;
    final SvmBuilder svm2;
    final StorageUnit boot;
    final StorageUnit data;
    final StorageUnit spare;
    final StorageUnit otherBoot;
    final StorageUnit namespace;
    final Igroup webs;
    final Igroup websOfSvm2;
    final Igroup child;
    final Igroup parent;
    final Subsystem subsystem;
    final OntapSimulator array;
    final FaultyRest rest;
    private final RestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    record Answer(int status, JsonNode body) {
        String code() {
            return body.path("error").path("code").textValue();
        }

        List<JsonNode> records() {
            List<JsonNode> records = new ArrayList<>();
            body.path("records").forEach(records::add);
            return records;
        }
    }

    SimulatedSite() {
        this(OntapSettings.DEFAULTS);
    }

    SimulatedSite(OntapSettings settings) {
        OntapBuilder builder = OntapBuilder.cluster("array-a", 4).settings(settings);
        USERS.forEach(builder::user);
        svm1 = builder.svm("svm1").volume("v", List.of("daily"));
        svm2 = builder.svm("svm2");
        boot = svm1.lun("/vol/v/boot");
        data = svm1.lun("/vol/v/data");
        spare = svm1.lun("/vol/v/spare");
        otherBoot = svm2.lun("/vol/v/boot");
        namespace = svm1.namespace("/vol/v/ns");
        webs = svm1.igroup("webs", A);
        websOfSvm2 = svm2.igroup("webs", OTHER);
        child = svm1.igroup("child", OTHER);
        parent = svm1.nestingIgroup("parent", child);
        svm1.map(webs, boot, 0).map(webs, data, 1).map(parent, spare, 5);
        svm2.map(websOfSvm2, otherBoot, 0);
        subsystem = svm1.subsystem("sub", NQN_A);
        svm1.map(subsystem, namespace, 1);
        array = builder.build(agenda);
        rest = new FaultyRest("array-a", array, new OntapErrorStyle(), agenda, log, Duration.ofMillis(10));
        server = RestServer.http(rest, RestServer.ANY_PORT);
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }

    Answer get(String target) {
        return send("GET", target, "", ADMIN.authorization());
    }

    Answer post(String target, String body) {
        return send("POST", target, body, ADMIN.authorization());
    }

    Answer patch(String target, String body) {
        return send("PATCH", target, body, ADMIN.authorization());
    }

    Answer delete(String target) {
        return send("DELETE", target, "", ADMIN.authorization());
    }

    Answer send(String method, String target, String body, String authorization, String... headers) {
        try {
            return exchange(method, target, body, authorization, headers);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Answer exchange(String method, String target, String body, String authorization, String... headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.baseUri().resolve(target))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Reads a collection to its end, as every client must. */
    List<JsonNode> all(String target) {
        List<JsonNode> records = new ArrayList<>();
        String next = target;
        while (!next.isEmpty()) {
            Answer page = get(next);
            if (page.status() != 200) {
                throw new AssertionError(page.toString());
            }
            records.addAll(page.records());
            next = page.body().path("_links").path("next").path("href").asText("");
        }
        return records;
    }

    LoginAttempt iscsi(String machine, String initiator, String portal) {
        return new LoginAttempt(
                machine,
                initiator,
                Protocol.ISCSI,
                svm1.targetIqn(),
                "00:02:3d:00:00:01",
                "10.10.30.1",
                portal + ":3260",
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

    LoginAttempt nvme(String machine, String nqn, String portal) {
        return new LoginAttempt(
                machine,
                nqn,
                Protocol.NVME_TCP,
                subsystem.targetNqn(),
                "b8546ca6097349e5b1558dc154fc073b",
                "10.10.30.1",
                portal + ":4420",
                Optional.empty());
    }

    String login(LoginAttempt attempt) {
        LoginReply reply = array.login(attempt);
        if (reply instanceof LoginReply.Accepted accepted) {
            return accepted.sessionId();
        }
        throw new AssertionError(reply.toString());
    }

    String initiator(Igroup igroup, String name) {
        return "/api/protocols/san/igroups/" + igroup.uuid() + "/initiators/" + name.replace(":", "%3A");
    }

    String map(StorageUnit lun, Igroup igroup) {
        return "/api/protocols/san/lun-maps/" + lun.uuid() + "/" + igroup.uuid();
    }

    static String json(Map<String, ?> body) {
        return MAPPER.valueToTree(body).toString();
    }
}
