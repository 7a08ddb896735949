package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The addresses at which machines log in, and the ports under them. What a log-in tells is the port (virtual, physical, or a
 * bond), what a machine is given is the address.
 */
final class TargetPorts {
    private static final String ADDRESSES = "/ip_pool_address";
    private static final String PORTS = "/ip_port";

    private final PowerStoreRest rest;
    private final PowerStoreProtocol protocol;

    TargetPorts(PowerStoreRest rest, PowerStoreProtocol protocol) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    /**
     * One address.
     *
     * @param targetIqn empty over NVMe/TCP, where the whole cluster has one name
     */
    record TargetAddress(
            String address, Optional<String> appliance, Optional<IpPort> port, Optional<String> targetIqn) {
        /** Unless PowerStore says that the link is down. */
        boolean mayBeUp() {
            return port.map(IpPort::link).filter(Link.DOWN::equals).isEmpty();
        }
    }

    /** What PowerStore says about a link. */
    enum Link {
        UP,
        DOWN,
        UNTOLD
    }

    /**
     * A port with an address on it.
     *
     * @param ids of whatever it lies on, by the field of a log-in that names it
     */
    record IpPort(Map<String, String> ids, Link link) {
        IpPort {
            ids = Map.copyOf(ids);
        }
    }

    /** Every address for this protocol, on all appliances, in the order of the addresses. */
    Answer<List<TargetAddress>> addresses(Deadline deadline) {
        RestCall addresses = PowerStoreRest.ask(
                        ADDRESSES,
                        "id",
                        "address",
                        "appliance_id",
                        "node_id",
                        "purposes",
                        "ip_port_id",
                        "ip_port(id,target_iqn)")
                .query("purposes", "cs.{" + protocol.purpose() + "}");
        RestCall ports = PowerStoreRest.ask(
                PORTS,
                "id",
                "target_iqn",
                "bond_id",
                "eth_port_id",
                "veth_port_id",
                "bond(id,is_link_up)",
                "eth_port(id,is_link_up)",
                "veth_port(id,is_link_up)");
        List<Supplier<Answer<List<JsonNode>>>> both =
                List.of(() -> rest.rows(addresses, deadline), () -> rest.rows(ports, deadline));
        List<Answer<List<JsonNode>>> answers = rest.fanOut().all(both);
        return answers.getFirst()
                .flatMap(rows -> answers.getLast().flatMap(portRows -> joined(addresses, rows, portRows)));
    }

    private Answer<List<TargetAddress>> joined(RestCall call, List<JsonNode> rows, List<JsonNode> portRows) {
        Map<String, IpPort> ports = new HashMap<>();
        portRows.forEach(row -> ports.put(row.path("id").asText(""), port(row)));
        List<TargetAddress> addresses = new ArrayList<>();
        for (JsonNode row : rows) {
            boolean serves = false;
            for (JsonNode purpose : row.path("purposes")) {
                serves |= purpose.asText("").equals(protocol.purpose());
            }
            Optional<String> address = Fields.text(row, "address");
            if (address.isEmpty()) {
                return PowerStoreRest.incomprehensible(call, "an address without an address");
            }
            if (serves) {
                Optional<String> port = Fields.text(row, "ip_port_id").or(() -> Fields.text(row.path("ip_port"), "id"));
                addresses.add(new TargetAddress(
                        address.get(),
                        Fields.text(row, "appliance_id"),
                        port.flatMap(id -> Optional.ofNullable(ports.get(id))),
                        Fields.text(row.path("ip_port"), "target_iqn")));
            }
        }
        addresses.sort(Comparator.comparing(TargetAddress::address));
        return Answer.of(List.copyOf(addresses));
    }

    private static IpPort port(JsonNode row) {
        Map<String, String> ids = new HashMap<>();
        Link link = Link.UNTOLD;
        for (String below : List.of("bond", "eth_port", "veth_port")) {
            Fields.text(row, below + "_id")
                    .or(() -> Fields.text(row.path(below), "id"))
                    // A log-in has veth_id where everything else has veth_port_id.
                    .ifPresent(id -> ids.put(below.equals("veth_port") ? "veth_id" : below + "_id", id));
            JsonNode up = row.path(below).path("is_link_up");
            if (up.isBoolean()) {
                link = up.booleanValue() ? Link.UP : Link.DOWN;
            }
        }
        return new IpPort(ids, link);
    }

    /** Where each log-in of one initiator goes to. For one reading of one initiator. */
    static final class Resolution {
        private static final List<String> PORT_FIELDS = List.of("veth_id", "eth_port_id", "bond_id");

        private final List<TargetAddress> addresses;
        private final Map<String, Integer> used = new HashMap<>();

        Resolution(List<TargetAddress> addresses) {
            this.addresses = List.copyOf(addresses);
        }

        /**
         * The address that a log-in goes to. A port with two addresses does not tell which of them it was: each further log-in
         * there counts for the next one, so that the number of paths is right. A port that is not known gives a name of its
         * own, since the log-in is there all the same.
         */
        String portalOf(JsonNode session) {
            List<String> candidates = List.of();
            String where = "unknown port";
            for (String field : PORT_FIELDS) {
                Optional<String> id = Fields.text(session, field);
                if (id.isPresent()) {
                    where = field + " " + id.get();
                    candidates = on(field, id.get());
                }
            }
            if (candidates.isEmpty()) {
                return where;
            }
            int next = used.merge(where, 1, Integer::sum) - 1;
            return candidates.get(Math.min(next, candidates.size() - 1));
        }

        private List<String> on(String field, String id) {
            return addresses.stream()
                    .filter(address -> address.port()
                            .filter(port -> id.equals(port.ids().get(field)))
                            .isPresent())
                    .map(TargetAddress::address)
                    .toList();
        }
    }
}
