package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.WsapiUser;
import io.github.outpostrecovery.lab.alletra.session.ManagementSession;
import io.github.outpostrecovery.lab.alletra.session.ManagementSessions;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /credentials}: session keys are given out, checked and taken back. */
final class LogIns {
    private static final int CREATED = 201;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Set<String> ALLOWED = Set.of("user", "password", "sessionType");

    private final AlletraSystem system;
    private final List<WsapiUser> users;

    LogIns(AlletraSystem system, List<WsapiUser> users) {
        this.system = system;
        this.users = List.copyOf(users);
    }

    RestResponse logIn(RestRequest request, Instant now) {
        Body body = Body.of(request, ALLOWED);
        String name = body.requiredText("user");
        String password = body.requiredText("password");
        body.number("sessionType");
        boolean known = users.stream()
                .anyMatch(user -> user.name().equals(name) && user.password().equals(password));
        if (!known) {
            throw WsapiCode.INV_USER_PASS.error("invalid username or password");
        }
        ManagementSessions sessions = system.sessions(now);
        if (sessions.count() >= system.settings().limits().sessions()) {
            throw new WsapiError(
                    SERVICE_UNAVAILABLE, system.settings().limits().refusalCode(), "too many sessions are in use");
        }
        String key = system.identifiers().nextKey();
        sessions.add(key, name, now);
        return RestResponse.json(CREATED, JsonNodeFactory.instance.objectNode().put("key", key))
                .withHeader("Location", WsapiApi.CREDENTIALS + "/" + key);
    }

    RestResponse logOut(String key, Instant now) {
        if (!system.sessions(now).end(key)) {
            throw invalidKey();
        }
        return Members.done();
    }

    /** The session of a request, which lives on. */
    ManagementSession required(Optional<String> key, Instant now) {
        return key.flatMap(one -> system.sessions(now).use(one, now)).orElseThrow(LogIns::invalidKey);
    }

    private static WsapiError invalidKey() {
        return WsapiCode.INV_SESS_KEY.error("invalid session key");
    }
}
