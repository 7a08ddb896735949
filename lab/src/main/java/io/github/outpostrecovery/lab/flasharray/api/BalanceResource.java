package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.load.LoadMeter;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code /hosts/performance/balance}: how many operations each of a host's initiators sent to each port in the last full
 * sampling interval. Paths that nobody uses are listed as well, with none.
 */
final class BalanceResource {
    private final Listing listing = new Listing(
            Set.of("name", "fraction_relative_to_max", "initiator", "op_count", "target", "time"), Set.of("names"));

    private record Path(String initiator, Port port, long operations) {}

    void route(Router router) {
        router.get("hosts/performance/balance", this::list);
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        Selection<Host> wanted = HostResource.selected(call, "names", call.applied());
        List<Listing.Row> rows = new ArrayList<>();
        wanted.found().forEach(host -> rows.addAll(rows(call, host)));
        return listing.page(call, rows, wanted.missing());
    }

    private static List<Listing.Row> rows(ApiCall call, Host host) {
        List<Path> paths = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (String initiator : host.initiators(protocol)) {
                call.array().hardware().ports(protocol).forEach(port -> paths.add(path(call, initiator, port)));
            }
        }
        long most = paths.stream().mapToLong(Path::operations).max().orElse(0);
        return paths.stream().map(path -> row(call, host, path, most)).toList();
    }

    private static Path path(ApiCall call, String initiator, Port port) {
        long operations = call.array()
                .meter()
                .atPort(call.turn().now(), port.name(), initiator)
                .total();
        return new Path(initiator, port, operations);
    }

    private static Listing.Row row(ApiCall call, Host host, Path path, long most) {
        LoadMeter meter = call.array().meter();
        ObjectNode row = Documents.object()
                .put("name", host.name())
                .put("fraction_relative_to_max", most == 0 ? 0 : (double) path.operations() / most)
                .put("op_count", path.operations())
                .put("time", meter.lastAt(call.turn().now()).toEpochMilli());
        row.set("initiator", PortResource.initiator(call.array(), path.initiator(), path.port()));
        row.set("target", PortResource.target(path.port()));
        String key = host.name() + "/" + path.initiator() + "/" + path.port().name();
        return new Listing.Row(key, row);
    }
}
