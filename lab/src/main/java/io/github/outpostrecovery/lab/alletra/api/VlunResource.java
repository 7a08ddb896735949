package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /vluns}. Only templates are made and removed; the active rows follow them. */
final class VlunResource {
    private static final Set<String> QUERY_FIELDS = Set.of("hostname", "volumeName");

    private final AlletraSystem system;
    private final VlunRows rows;
    private final VlunCreation creation;

    VlunResource(AlletraSystem system) {
        this.system = system;
        this.rows = new VlunRows(system);
        this.creation = new VlunCreation(system);
    }

    void route(Router router) {
        router.get("/vluns", this::list)
                .post("/vluns", this::create)
                .get("/vluns/{}", this::one)
                .delete("/vluns/{}", this::delete);
    }

    private RestResponse list(ApiCall call) {
        Optional<Query> query = query(call);
        List<ObjectNode> found = rows.all().stream()
                .filter(row -> query.isEmpty() || asksFor(query.get(), row))
                .toList();
        if (query.isPresent()
                && found.isEmpty()
                && system.settings().answers().nothingFound() == Answers.NothingFound.NOT_FOUND) {
            throw notThere();
        }
        return Members.all(call, found);
    }

    private Optional<Query> query(ApiCall call) {
        if (call.request().parameter("query").isEmpty()
                || system.settings().dialect().filtersVluns()) {
            return Query.of(call.request(), QUERY_FIELDS);
        }
        return switch (system.settings().answers().unsupportedQuery()) {
            case IGNORED -> Optional.empty();
            case REFUSED -> throw WsapiCode.INV_INPUT.error("VLUN queries are not supported");
        };
    }

    private static boolean asksFor(Query query, ObjectNode row) {
        return query.asksFor("hostname", row.path("hostname").asText())
                || query.asksFor("volumeName", row.path("volumeName").asText());
    }

    private RestResponse one(ApiCall call) {
        return Members.one(rows.template(existing(system.effective(), VlunKey.parse(call.variable()))));
    }

    private RestResponse create(ApiCall call) {
        Vlun vlun = creation.make(Body.of(call.request(), VlunCreation.FIELDS));
        system.publish(call.turn());
        return Members.created("/vluns/" + vlun.key());
    }

    private RestResponse delete(ApiCall call) {
        VlunKey key = VlunKey.parse(call.variable());
        Inventory inventory = system.configured();
        if (key.host().startsWith(Vlun.SET)) {
            HostSetResource.existing(inventory, Vlun.setName(key.host()));
        } else if (!key.host().isEmpty()) {
            HostResource.existing(inventory, key.host());
        }
        if (!key.port().isEmpty() && system.ports().find(key.port()).isEmpty()) {
            throw WsapiCode.NON_EXISTENT_PORT.error("port does not exist");
        }
        inventory.vluns().remove(existing(inventory, key));
        system.publish(call.turn());
        return Members.done();
    }

    private static Vlun existing(Inventory inventory, VlunKey key) {
        return inventory
                .vluns()
                .find(new Vlun(key.volume(), key.lun(), key.host(), key.port()).key())
                .orElseThrow(VlunResource::notThere);
    }

    private static WsapiError notThere() {
        return WsapiCode.NON_EXISTENT_VLUN.error("VLUN does not exist");
    }
}
