package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.flasharray.hardware.Controller;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /arrays}, {@code /controllers} and {@code /network-interfaces}. */
final class HardwareResource {
    private static final String PURITY = "6.8.5";
    private static final String MANAGEMENT = "vir0";
    private static final long CAPACITY = 100L << 40;

    private final Listing arrays =
            new Listing(Set.of("id", "name", "capacity", "idle_timeout", "os", "version"), Set.of());
    private final Listing controllers =
            new Listing(Set.of("name", "mode", "mode_since", "model", "status", "type", "version"), Set.of("names"));
    private final Listing interfaces =
            new Listing(Set.of("name", "enabled", "eth", "interface_type", "services", "speed"), Set.of("names"));

    private record Interface(String name, boolean enabled, String address, String subtype, String service) {}

    void route(Router router) {
        router.get("arrays", this::arrays)
                .get("controllers", this::controllers)
                .get("network-interfaces", this::interfaces);
    }

    private RestResponse arrays(ApiCall call) {
        arrays.check(call);
        ObjectNode row = Documents.object()
                .put("id", call.array().id())
                .put("name", call.array().name())
                .put("capacity", CAPACITY)
                .put(
                        "idle_timeout",
                        Math.toIntExact(call.array().settings().idleTimeout().toMillis()))
                .put("os", "Purity//FA")
                .put("version", PURITY);
        return arrays.page(call, List.of(new Listing.Row(call.array().name(), row)), List.of());
    }

    private RestResponse controllers(ApiCall call) {
        controllers.check(call);
        List<Controller> all = call.array().hardware().controllers();
        Selection<Controller> wanted = call.has("names")
                ? Selection.of(
                        call.names("names"),
                        name -> all.stream()
                                .filter(one -> one.name().equalsIgnoreCase(name))
                                .findFirst(),
                        "Controller does not exist.")
                : Selection.all(all);
        List<Listing.Row> rows = wanted.found().stream()
                .map(one -> new Listing.Row(one.name(), document(one, all)))
                .toList();
        return controllers.page(call, rows, wanted.missing());
    }

    private static ObjectNode document(Controller controller, List<Controller> all) {
        boolean ready = controller.status() == Controller.Status.READY;
        boolean first = all.stream()
                .filter(one -> one.status() == Controller.Status.READY)
                .findFirst()
                .filter(controller::equals)
                .isPresent();
        String mode = first ? "primary" : "secondary";
        return Documents.object()
                .put("name", controller.name())
                .put("mode", ready ? mode : "offline")
                .put("model", "FA-X20R4")
                .put("status", controller.status().text())
                .put("type", "array_controller")
                .put("version", PURITY);
    }

    private RestResponse interfaces(ApiCall call) {
        interfaces.check(call);
        List<Interface> all = interfaces(call.array().hardware().ports());
        Selection<Interface> wanted = call.has("names")
                ? Selection.of(
                        call.names("names"),
                        name -> all.stream()
                                .filter(one -> one.name().equalsIgnoreCase(name))
                                .findFirst(),
                        "Network interface does not exist.")
                : Selection.all(all);
        List<Listing.Row> rows = wanted.found().stream()
                .map(one -> new Listing.Row(one.name(), document(one)))
                .toList();
        return interfaces.page(call, rows, wanted.missing());
    }

    /** Those of the ports, whose names are in lower case here, and the virtual one of the management. */
    private static List<Interface> interfaces(List<Port> ports) {
        List<Interface> all = new ArrayList<>();
        for (Port port : ports) {
            String service = switch (port.protocol()) {
                case ISCSI -> "iscsi";
                case NVME_TCP -> "nvme-tcp";
            };
            all.add(new Interface(
                    port.name().toLowerCase(Locale.ROOT), port.enabled(), port.address(), "physical", service));
        }
        all.add(new Interface(MANAGEMENT, true, "192.0.2.10", "virtual", "management"));
        return all;
    }

    private static ObjectNode document(Interface one) {
        ObjectNode row = Documents.object()
                .put("name", one.name())
                .put("enabled", one.enabled())
                .put("interface_type", "eth")
                .put("speed", 25_000_000_000L);
        row.putArray("services").add(one.service());
        row.putObject("eth")
                .put("address", one.address())
                .put("mtu", 1500)
                .put("netmask", "255.255.255.0")
                .put("subtype", one.subtype());
        return row;
    }
}
