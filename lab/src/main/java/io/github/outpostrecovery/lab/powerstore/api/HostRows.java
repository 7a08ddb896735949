package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator.PortType;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import io.github.outpostrecovery.lab.powerstore.query.Catalog;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Count;
import io.github.outpostrecovery.lab.powerstore.query.Row;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hosts, host groups, initiators and mappings as they are read. */
final class HostRows {
    private final PowerStoreCluster cluster;

    HostRows(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    private Inventory inventory() {
        return cluster.inventory();
    }

    void addTo(Catalog catalog) {
        catalog.add(
                new ResourceType("host")
                        .texts("id", "name", "description", "host_group_id", "import_host_system_id")
                        .words("type", "os_type", "host_connectivity")
                        .embedded("host_initiators")
                        .many("initiators", "initiator", "host_id")
                        .one("host_group", "host_group", "host_group_id")
                        .many("mapped_hosts", "host_volume_mapping", "host_id")
                        .nothing(Count.ONE, "import_host_system")
                        .nothing(Count.MANY, "host_virtual_volume_mappings", "vsphere_hosts"),
                now -> inventory().hosts().stream().map(this::host).toList());
        catalog.add(
                new ResourceType("host_group")
                        .texts("id", "name", "description")
                        .words("host_connectivity")
                        .many("hosts", "host", "host_group_id")
                        .many("mapped_host_groups", "host_volume_mapping", "host_group_id")
                        .nothing(Count.MANY, "host_virtual_volume_mappings"),
                now -> inventory().groups().stream().map(HostRows::group).toList());
        catalog.add(
                new ResourceType("initiator")
                        .texts(
                                "id",
                                "host_id",
                                "port_name",
                                "port_type",
                                "chap_single_username",
                                "chap_mutual_username")
                        .embedded("active_sessions")
                        .one("host", "host", "host_id"),
                now -> inventory().initiators().stream().map(this::initiator).toList());
        catalog.add(
                new ResourceType("host_volume_mapping")
                        .texts("id", "host_id", "host_group_id", "volume_id")
                        .numbers("logical_unit_number")
                        .one("host", "host", "host_id")
                        .one("host_group", "host_group", "host_group_id")
                        .one("volume", "volume", "volume_id"),
                now -> inventory().mappings().stream().map(HostRows::mapping).toList());
        catalog.add(
                new ResourceType("discovered_initiator")
                        .texts("name")
                        .words("protocol_type")
                        .lists("nvme_transport_addresses", "nvme_transport_types", "nvme_transport_types_l10n"),
                now -> discovered());
    }

    private ObjectNode host(Host host) {
        ArrayNode initiators = JsonNodeFactory.instance.arrayNode();
        inventory().initiatorsOf(host).forEach(one -> initiators.add(inHost(one)));
        return new Row()
                .text("id", host.id())
                .text("name", host.name())
                .text("description", host.description())
                .text("host_group_id", host.group())
                .word("type", "External")
                .word("os_type", host.osType())
                .word("host_connectivity", host.connectivity())
                .json("host_initiators", initiators)
                .values();
    }

    private static ObjectNode group(HostGroup group) {
        return new Row()
                .text("id", group.id())
                .text("name", group.name())
                .text("description", group.description())
                .word("host_connectivity", group.connectivity())
                .values();
    }

    private ObjectNode inHost(Initiator initiator) {
        return described(initiator)
                .word("port_type", initiator.portType().text())
                .values();
    }

    private ObjectNode initiator(Initiator initiator) {
        return described(initiator)
                .text("id", initiator.id())
                .text("host_id", initiator.host())
                .text("port_type", initiator.portType().text())
                .values();
    }

    private Row described(Initiator initiator) {
        ArrayNode sessions = JsonNodeFactory.instance.arrayNode();
        cluster.frontEnd().sessions().stream()
                .filter(session -> session.initiator().equals(initiator.portName())
                        && PortType.of(session.protocol()) == initiator.portType())
                .forEach(session -> sessions.add(active(session)));
        return new Row()
                .text("port_name", initiator.portName())
                .text("chap_single_username", initiator.chap().singleUser())
                .text("chap_mutual_username", initiator.chap().mutualUser())
                .json("active_sessions", sessions);
    }

    private ObjectNode active(Session session) {
        TargetPort port = inventory().portAt(session.portalAddress()).orElseThrow();
        Row row = new Row()
                .text("port_name", session.target())
                .text("appliance_id", Inventory.APPLIANCE)
                .text("node_id", port.node())
                .text("eth_port_id", port.ethPort());
        if (session.protocol() == Protocol.NVME_TCP) {
            row.list("nvme_transport_addresses", List.of(session.sourceAddress()))
                    .word("nvme_transport_type", "TCP");
        }
        return row.values();
    }

    private static ObjectNode mapping(Mapping mapping) {
        Row row = new Row()
                .text("id", mapping.id())
                .text("volume_id", mapping.volume())
                .number("logical_unit_number", mapping.number());
        return switch (mapping.holder().kind()) {
            case HOST -> row.text("host_id", mapping.holder().id()).values();
            case HOST_GROUP -> row.text("host_group_id", mapping.holder().id()).values();
        };
    }

    /** Those that are connected and that no host has. */
    private List<ObjectNode> discovered() {
        TreeMap<String, Set<String>> addresses = new TreeMap<>();
        TreeMap<String, Protocol> protocols = new TreeMap<>();
        cluster.frontEnd().sessions().stream()
                .filter(session ->
                        inventory().initiatorNamed(session.initiator()).isEmpty())
                .forEach(session -> {
                    protocols.put(session.initiator(), session.protocol());
                    addresses
                            .computeIfAbsent(session.initiator(), key -> new TreeSet<>())
                            .add(session.sourceAddress());
                });
        return protocols.entrySet().stream()
                .map(one -> {
                    Row row = new Row()
                            .text("name", one.getKey())
                            .word("protocol_type", PortType.of(one.getValue()).text());
                    if (one.getValue() == Protocol.NVME_TCP) {
                        row.list("nvme_transport_addresses", addresses.getOrDefault(one.getKey(), Set.of()))
                                .list("nvme_transport_types", List.of("TCP"))
                                .list("nvme_transport_types_l10n", List.of("TCP"));
                    }
                    return row.values();
                })
                .toList();
    }
}
