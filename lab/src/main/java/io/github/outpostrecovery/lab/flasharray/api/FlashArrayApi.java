package io.github.outpostrecovery.lab.flasharray.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.flasharray.FlashArray;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.login.ApiAccount;
import io.github.outpostrecovery.lab.flasharray.login.ManagementSession;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST API of one array. Always called with the array's state lock held. */
public final class FlashArrayApi {
    private static final Pattern SERVED = Pattern.compile("2\\.(\\d{1,4})");
    private static final String REQUEST_ID = "X-Request-ID";

    private final FlashArray array;
    private final List<ApiAccount> accounts;
    private final Router router = new Router();

    public FlashArrayApi(FlashArray array, List<ApiAccount> accounts) {
        this.array = requireNonNull(array, "array is null");
        this.accounts = List.copyOf(accounts);
        new HostResource().route(router);
        new HostGroupResource().route(router);
        new MembershipResource().route(router);
        new ConnectionResource().route(router);
        new VolumeResource().route(router);
        new PerformanceResource().route(router);
        new BalanceResource().route(router);
        new PortResource().route(router);
        new HardwareResource().route(router);
        new SessionResource().route(router);
    }

    /** The agenda's name for changes of an array that are still to be applied. */
    public static String applyRecipient(String name) {
        return name + "/changes";
    }

    /** Serves a request. A refusal is an answer, and has changed nothing. */
    public RestResponse serve(RestRequest request, Turn turn) {
        RestResponse response;
        try {
            response = answer(request, turn);
        } catch (ApiError refusal) {
            response = refusal.response();
        }
        Optional<String> id = request.header(REQUEST_ID);
        return id.isEmpty() ? response : response.withHeader(REQUEST_ID, id.get());
    }

    private RestResponse answer(RestRequest request, Turn turn) {
        List<String> path = request.segments();
        if (path.equals(List.of("api", "api_version"))) {
            return versions(request);
        }
        if (path.size() < 3 || !path.getFirst().equals("api")) {
            throw new ApiError(ApiError.NOT_FOUND, "The requested path does not exist.", request.path());
        }
        ApiCall call = new ApiCall(request, version(path.get(1)), array, turn);
        String resource = String.join("/", path.subList(2, path.size()));
        return switch (resource) {
            case "login" -> login(call);
            case "logout" -> logout(call);
            default -> serve(call, resource);
        };
    }

    private RestResponse versions(RestRequest request) {
        if (!request.method().equals("GET")) {
            throw new ApiError(405, "Method not allowed.", request.path());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode versions = body.putArray("version");
        array.settings().versions().forEach(versions::add);
        return RestResponse.json(200, body);
    }

    private int version(String spoken) {
        Matcher matcher = SERVED.matcher(spoken);
        if (!matcher.matches() || !array.settings().versions().contains(spoken)) {
            throw new ApiError(ApiError.NOT_FOUND, "The requested API version does not exist.", spoken);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private RestResponse login(ApiCall call) {
        mustBePost(call);
        call.allow(Set.of());
        Body.optional(call.request(), Set.of());
        ApiAccount account = call.request()
                .header("api-token")
                .flatMap(token -> accounts.stream()
                        .filter(one -> one.apiToken().equals(token))
                        .findFirst())
                .orElseThrow(() -> new ApiError(ApiError.UNAUTHORIZED, "Invalid credentials supplied.", ""));
        ManagementSession session =
                array.managementSessions().open(account.name(), call.turn().now(), idle());
        ObjectNode user = JsonNodeFactory.instance.objectNode().put("username", account.name());
        return Listing.items(List.of(user)).withHeader("x-auth-token", session.token());
    }

    private RestResponse logout(ApiCall call) {
        mustBePost(call);
        call.allow(Set.of());
        Optional<ManagementSession> ended = call.request()
                .header("x-auth-token")
                .flatMap(token ->
                        array.managementSessions().close(token, call.turn().now()));
        if (ended.isEmpty()) {
            throw unauthorized();
        }
        return Listing.done();
    }

    private static void mustBePost(ApiCall call) {
        if (!call.request().method().equals("POST")) {
            throw new ApiError(405, "Method not allowed.", call.request().path());
        }
    }

    private RestResponse serve(ApiCall call, String resource) {
        ApiAccount account = call.request()
                .header("x-auth-token")
                .flatMap(token ->
                        array.managementSessions().use(token, call.turn().now(), idle()))
                .flatMap(session -> accounts.stream()
                        .filter(one -> one.name().equals(session.user()))
                        .findFirst())
                .orElseThrow(FlashArrayApi::unauthorized);
        Function<ApiCall, RestResponse> handler = router.find(call.request().method(), resource);
        if (call.request().method().equals("GET")) {
            return handler.apply(call);
        }
        return switch (account.role()) {
            case STORAGE_ADMIN -> change(call, handler);
            case READ_ONLY -> throw new ApiError(ApiError.FORBIDDEN, "Operation not permitted.", account.name());
        };
    }

    /** All of a change, or none of it. */
    private RestResponse change(ApiCall call, Function<ApiCall, RestResponse> handler) {
        Inventory.Saved before = array.versions().accepted().save();
        RestResponse response;
        try {
            response = handler.apply(call);
        } catch (RuntimeException refusal) {
            array.versions().accepted().restore(before);
            throw refusal;
        }
        Duration delay = array.settings().applyDelay();
        if (delay.isZero()) {
            array.versions().apply();
        } else {
            long number = array.versions().defer();
            call.turn()
                    .schedule(
                            delay,
                            applyRecipient(array.name()),
                            JsonNodeFactory.instance.objectNode().put("change", number));
        }
        call.turn().tell(observer -> observer.accessChanged(array.name()));
        return response;
    }

    private Duration idle() {
        return array.settings().idleTimeout();
    }

    private static ApiError unauthorized() {
        return new ApiError(ApiError.UNAUTHORIZED, "Invalid or expired session token.", "");
    }
}
