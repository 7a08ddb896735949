package io.github.outpostrecovery.lab.alletra.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.WsapiUser;
import io.github.outpostrecovery.lab.alletra.session.ManagementSession;
import io.github.outpostrecovery.lab.alletra.settings.Dialect;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The WSAPI of one array. Always called with the array's state lock held. */
public final class WsapiApi {
    /** The header that carries the session key. */
    public static final String KEY_HEADER = "X-HP3PAR-WSAPI-SessionKey";

    /** Where log-ins are made and ended. */
    public static final String CREDENTIALS = "/api/v1/credentials";

    static final String BASE = "/api/v1";
    private static final String JSON = "application/json";
    private static final int BAD_REQUEST = 400;

    private final AlletraSystem system;
    private final List<WsapiUser> users;
    private final LogIns logIns;
    private final Copies copies;
    private final Router router = new Router();

    public WsapiApi(AlletraSystem system, List<WsapiUser> users) {
        this.system = requireNonNull(system, "system is null");
        this.users = List.copyOf(users);
        this.logIns = new LogIns(system, users);
        this.copies = new Copies(system);
        new SystemResource(system).route(router);
        new HostResource(system).route(router);
        new HostSetResource(system).route(router);
        new VolumeResource(system, copies).route(router);
        new VolumeSetResource(system).route(router);
        new VlunResource(system).route(router);
        new PortResource(system).route(router);
        new TaskResource(system, copies).route(router);
    }

    /** Serves a request. A refusal is an answer, and has changed nothing. */
    public RestResponse serve(RestRequest request, Turn turn) {
        try {
            return route(request, turn);
        } catch (WsapiError refusal) {
            return refusal.response(system.nextRefusal());
        }
    }

    private RestResponse route(RestRequest request, Turn turn) {
        checkContentType(request);
        if (request.segments().equals(List.of("api"))) {
            return version();
        }
        if (request.segments().size() == 3
                && request.path().equals(CREDENTIALS)
                && request.method().equals("POST")) {
            return logIns.logIn(request, turn.now());
        }
        if (request.segments().size() == 4
                && request.path().startsWith(CREDENTIALS + "/")
                && request.method().equals("DELETE")) {
            return logIns.logOut(request.segments().getLast(), turn.now());
        }
        ManagementSession session = logIns.required(request.header(KEY_HEADER), turn.now());
        boolean mayChange = users.stream()
                .anyMatch(user -> user.name().equals(session.user()) && user.role() == WsapiUser.Role.EDIT);
        if (!request.method().equals("GET") && !mayChange) {
            throw WsapiCode.PERM_DENIED.error("permission denied");
        }
        return router.serve(new ApiCall(request, List.of(), session.user(), turn));
    }

    private static void checkContentType(RestRequest request) {
        Optional<String> type = request.header("Content-Type").map(value -> value.toLowerCase(Locale.ROOT));
        boolean wrong = type.isPresent()
                ? !type.get().startsWith(JSON)
                : !request.body().isEmpty();
        if (wrong) {
            throw WsapiCode.INV_INPUT.error(BAD_REQUEST, "the content type is not " + JSON);
        }
    }

    private RestResponse version() {
        Dialect dialect = system.settings().dialect();
        return Members.one(JsonNodeFactory.instance
                .objectNode()
                .put("major", 1)
                .put("minor", dialect.minor())
                .put("revision", 0)
                .put("build", dialect.build()));
    }

    /** A physical copy has taken its time. */
    public void endCopy(Turn turn, int task) {
        copies.end(turn, task);
    }
}
