package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A host of PowerStore: a name for some initiators, each of which belongs to no other host.
 *
 * @param external whether it is outside of PowerStore; an internal one is an ESXi node of the appliance and read-only
 * @param connectivity as in {@code Local_Only} or {@code Metro_Optimize_Both}; empty before 3.0, which knows no metro
 */
record Host(
        String id,
        String name,
        boolean external,
        Optional<String> operatingSystem,
        Optional<String> group,
        Optional<String> connectivity,
        List<Port> ports) {
    static final String COLLECTION = "/host";
    static final String[] FIELDS = {"id", "name", "type", "os_type", "host_group_id", "host_connectivity"};

    Host {
        ports = List.copyOf(ports);
    }

    /**
     * One initiator in it.
     *
     * @param spelling the name as PowerStore has it, by which it is taken out
     * @param overNvme whether it sees a volume by its namespace id, and not by a LUN
     * @param chapUser the name under which it proves itself, if it does
     */
    record Port(Initiator initiator, String spelling, boolean overNvme, Chap chap, Optional<String> chapUser) {
        static final String COLLECTION = "/initiator";
        static final String[] FIELDS = {
            "id", "host_id", "port_name", "port_type", "chap_single_username", "chap_mutual_username"
        };

        static Optional<Port> parse(JsonNode row) {
            Optional<String> type = Fields.text(row, "port_type");
            Chap chap = Fields.text(row, "chap_mutual_username").isPresent()
                    ? Chap.MUTUAL
                    : Fields.text(row, "chap_single_username").isPresent() ? Chap.SINGLE : Chap.NONE;
            return Fields.text(row, "port_name")
                    .filter(name -> type.isPresent())
                    .map(name -> new Port(
                            Initiator.parse(name),
                            name,
                            type.filter(word -> word.startsWith("NVMe")).isPresent(),
                            chap,
                            Fields.text(row, "chap_single_username")));
        }
    }

    /** What an initiator proves itself with; the secrets cannot be read. */
    enum Chap {
        NONE,
        SINGLE,
        MUTUAL
    }

    /** A host as its row has it, its ports from elsewhere. */
    static Optional<Host> parse(JsonNode row, List<Port> ports) {
        return Fields.text(row, "name")
                .filter(name -> Fields.text(row, "id").isPresent())
                .map(name -> new Host(
                        row.path("id").asText(""),
                        name,
                        !row.path("type").asText("").equals("Internal"),
                        Fields.text(row, "os_type"),
                        Fields.text(row, "host_group_id"),
                        Fields.text(row, "host_connectivity"),
                        ports));
    }

    AccessObject asObject() {
        return new AccessObject(id, name);
    }

    Set<Initiator> initiators() {
        return ports.stream().map(Port::initiator).collect(Collectors.toUnmodifiableSet());
    }

    boolean isMetro() {
        return connectivity.filter(word -> word.startsWith("Metro")).isPresent();
    }
}
