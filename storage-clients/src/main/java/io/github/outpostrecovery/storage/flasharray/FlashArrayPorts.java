package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target ports of one protocol: every port serves every volume.
 *
 * <p>{@code GET ports} lists ports that are down as well. A port is left out if its controller ({@code CT0} of
 * {@code CT0.ETH4}) is not ready, or if its network interface is not enabled or does not offer the protocol: NVMe over RoCE
 * has ports of the same form. Interfaces are written in lower case and ports in upper case. The address of a bond or of a
 * virtual interface may be listed under another name than that of the port, so an interface is also found by its address. What
 * no controller and no interface speaks against is taken as up.
 */
final class FlashArrayPorts {
    private static final Pattern PORTAL = Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)]|([^\\[\\]:]+)):([0-9]{1,5})");

    private final FlashArrayRest rest;
    private final InitiatorKind kind;

    FlashArrayPorts(FlashArrayRest rest, InitiatorKind kind) {
        this.rest = requireNonNull(rest, "rest is null");
        this.kind = requireNonNull(kind, "kind is null");
    }

    /** A port and where it listens. */
    record Port(String name, TargetPortal portal) {}

    /** An address without its port; brackets around IPv6 are taken off. */
    static Optional<String> addressIn(String portal) {
        Matcher matcher = PORTAL.matcher(portal);
        return matcher.matches() ? Optional.of(addressIn(matcher)) : Optional.empty();
    }

    private static String addressIn(Matcher portal) {
        return Optional.ofNullable(portal.group(1))
                .or(() -> Optional.ofNullable(portal.group(2)))
                .orElseThrow();
    }

    /** All of them, up or down. */
    Answer<List<Port>> all(Deadline deadline) {
        RestCall call = RestCall.get("/ports");
        return rest.items(call, deadline).flatMap(items -> ports(call, items));
    }

    /** Those that are up. */
    Answer<List<Port>> up(Deadline deadline) {
        RestCall call = RestCall.get("/ports");
        return Answers.<List<JsonNode>>all(
                        rest.fanOut(),
                        List.of(
                                () -> rest.items(call, deadline),
                                () -> rest.items(RestCall.get("/controllers"), deadline),
                                () -> rest.items(RestCall.get("/network-interfaces"), deadline)))
                .flatMap(lists -> ports(call, lists.get(0))
                        .map(ports -> ports.stream()
                                .filter(port -> isReady(port, lists.get(1)) && isEnabled(port, lists.get(2)))
                                .toList()));
    }

    private Answer<List<Port>> ports(RestCall call, List<JsonNode> items) {
        List<JsonNode> own = items.stream()
                .filter(item -> !item.path(kind.single()).asText("").isEmpty()
                        && !item.path("portal").asText("").isEmpty())
                .toList();
        return HostAccess.parsed(call, own, this::port);
    }

    private Optional<Port> port(JsonNode json) {
        String name = json.path("name").asText("");
        Matcher matcher = PORTAL.matcher(json.path("portal").asText(""));
        return name.isEmpty() || !matcher.matches()
                ? Optional.empty()
                : Optional.of(new Port(
                        name,
                        new TargetPortal(
                                addressIn(matcher),
                                Integer.parseInt(matcher.group(3)),
                                json.path(kind.single()).asText(""))));
    }

    private static boolean isReady(Port port, List<JsonNode> controllers) {
        return controllers.stream()
                .filter(controller -> port.name()
                        .toUpperCase(Locale.ROOT)
                        .startsWith(controller.path("name").asText("").toUpperCase(Locale.ROOT) + "."))
                .allMatch(controller -> controller.path("status").asText("").equals("ready"));
    }

    private boolean isEnabled(Port port, List<JsonNode> interfaces) {
        return interfaces.stream()
                .filter(one -> one.path("name").asText("").equalsIgnoreCase(port.name())
                        || one.path("eth")
                                .path("address")
                                .asText("")
                                .equals(port.portal().address()))
                .allMatch(this::serves);
    }

    private boolean serves(JsonNode networkInterface) {
        List<String> services = new ArrayList<>();
        networkInterface.path("services").forEach(service -> services.add(service.asText("")));
        return networkInterface.path("enabled").asBoolean(false)
                && (services.isEmpty() || services.contains(kind.service()));
    }
}
