package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.FlashArray;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code /ports} and {@code /ports/initiators}. The latter pairs every initiator that some host has, or that was ever
 * seen, with every port that it might use: it says nothing about log-ins. The address of an initiator is where it was last
 * seen at that port, however long ago.
 */
final class PortResource {
    private final Listing ports =
            new Listing(Set.of("name", "failover", "iqn", "nqn", "portal", "wwn"), Set.of("names"));
    private final Listing pairs = new Listing(Set.of("initiator", "target"), Set.of("names"));

    void route(Router router) {
        router.get("ports", this::ports).get("ports/initiators", this::initiators);
    }

    private RestResponse ports(ApiCall call) {
        ports.check(call);
        Selection<Port> wanted = selected(call);
        List<Listing.Row> rows = wanted.found().stream()
                .map(port -> new Listing.Row(port.name(), target(port)))
                .toList();
        return ports.page(call, rows, wanted.missing());
    }

    private RestResponse initiators(ApiCall call) {
        pairs.check(call);
        Selection<Port> wanted = selected(call);
        List<Listing.Row> rows = new ArrayList<>();
        for (Port port : wanted.found()) {
            for (String initiator : initiators(call, port.protocol())) {
                ObjectNode row = Documents.object();
                row.set("initiator", initiator(call.array(), initiator, port));
                row.set("target", target(port));
                rows.add(new Listing.Row(initiator + "/" + port.name(), row));
            }
        }
        return pairs.page(call, rows, wanted.missing());
    }

    private static Set<String> initiators(ApiCall call, Protocol protocol) {
        Set<String> initiators = new TreeSet<>();
        for (Host host : call.applied().hosts().all()) {
            initiators.addAll(host.initiators(protocol));
        }
        call.array().discoveries().stream()
                .filter(one -> one.protocol() == protocol)
                .map(FlashArray.Discovery::initiator)
                .forEach(initiators::add);
        return initiators;
    }

    private static Selection<Port> selected(ApiCall call) {
        List<Port> all = call.array().hardware().ports();
        return call.has("names")
                ? Selection.of(
                        call.names("names"),
                        name -> all.stream()
                                .filter(port -> port.name().equalsIgnoreCase(name))
                                .findFirst(),
                        "Port does not exist.")
                : Selection.all(all);
    }

    static ObjectNode target(Port port) {
        return Documents.object()
                .put("name", port.name())
                .put(field(port.protocol()), port.target())
                .put("portal", port.portal());
    }

    static ObjectNode initiator(FlashArray array, String initiator, Port port) {
        ObjectNode row = Documents.object().put(field(port.protocol()), initiator);
        Optional<FlashArray.Discovery> seen = array.discovery(initiator, port.name());
        seen.ifPresent(one -> row.put("portal", one.source()));
        return row;
    }

    private static String field(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "iqn";
            case NVME_TCP -> "nqn";
        };
    }
}
