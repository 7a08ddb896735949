package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.flasharray.login.ManagementSession;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Set;

/** {@code /sessions}: log-ins of the management API. Those of machines are listed nowhere. */
final class SessionResource {
    private final Listing listing = new Listing(
            Set.of(
                    "id",
                    "name",
                    "end_time",
                    "event",
                    "event_count",
                    "location",
                    "method",
                    "start_time",
                    "user",
                    "user_interface"),
            Set.of("ids", "names"));

    void route(Router router) {
        router.get("sessions", this::list);
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        List<ManagementSession> all = call.array().managementSessions().all();
        List<ManagementSession> open =
                call.array().managementSessions().open(call.turn().now());
        String parameter = call.has("ids") ? "ids" : "names";
        Selection<ManagementSession> wanted = call.has(parameter)
                ? Selection.of(
                        call.names(parameter),
                        id -> all.stream().filter(one -> one.id().equals(id)).findFirst(),
                        "Session does not exist.")
                : Selection.all(all);
        List<Listing.Row> rows = wanted.found().stream()
                .map(one -> new Listing.Row("%010d".formatted(Long.parseLong(one.id())), document(one, open)))
                .toList();
        return listing.page(call, rows, wanted.missing());
    }

    private static ObjectNode document(ManagementSession session, List<ManagementSession> open) {
        ObjectNode row = Documents.object()
                .put("id", session.id())
                .put("name", session.id())
                .put("event", "user session")
                .put("event_count", 1)
                .put("location", "192.0.2.20")
                .put("method", "API token")
                .put("start_time", session.start().getEpochSecond())
                .put("user", session.user())
                .put("user_interface", "REST");
        if (!open.contains(session)) {
            row.put("end_time", session.end().getEpochSecond());
        }
        return row;
    }
}
