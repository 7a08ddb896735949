package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import io.github.outpostrecovery.lab.powerstore.query.Catalog;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Count;
import io.github.outpostrecovery.lab.powerstore.query.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The cluster itself, its appliance, nodes and addresses as they are read. */
final class SystemRows {
    private static final String STORAGE_NETWORK = "NW2";
    private static final String MANAGEMENT_NETWORK = "NW1";
    private static final String RELEASE = "4.1.0.0";

    private final PowerStoreCluster cluster;
    private final SystemIdentity identity;

    SystemRows(PowerStoreCluster cluster, SystemIdentity identity) {
        this.cluster = cluster;
        this.identity = identity;
    }

    void addTo(Catalog catalog) {
        catalog.add(
                new ResourceType("cluster")
                        .texts("id", "global_id", "name", "management_address", "storage_discovery_address")
                        .texts("master_appliance_id", "primary_appliance_id", "system_time", "nvm_subsystem_nqn")
                        .numbers("appliance_count", "physical_mtu", "compatibility_level")
                        .flags("is_encryption_enabled")
                        .words("state"),
                this::clusters);
        catalog.add(
                new ResourceType("appliance")
                        .texts("id", "name", "service_tag", "express_service_code", "model")
                        .words("mode", "drive_failure_tolerance_level", "storage_class")
                        .numbers("node_count")
                        .flags("is_hyper_converged")
                        .many("nodes", "node", "appliance_id")
                        .many("ip_pool_addresses", "ip_pool_address", "appliance_id")
                        .many("volumes", "volume", "appliance_id")
                        .nothing(Count.MANY, "fsns", "veth_ports", "virtual_volumes", "maintenance_windows")
                        .nothing(Count.MANY, "fc_ports", "sas_ports", "eth_ports", "eth_be_ports", "hardware")
                        .nothing(Count.MANY, "software_installed"),
                always(this::appliances));
        catalog.add(
                new ResourceType("node")
                        .texts("id", "appliance_id")
                        .numbers("slot")
                        .one("appliance", "appliance", "appliance_id")
                        .many("ip_pool_addresses", "ip_pool_address", "node_id")
                        .nothing(Count.MANY, "veth_ports"),
                always(this::nodes));
        catalog.add(
                new ResourceType("ip_pool_address")
                        .texts("id", "name", "network_id", "ip_port_id", "appliance_id", "node_id", "address")
                        .lists("purposes", "purposes_l10n")
                        .one("ip_port", "ip_port", "ip_port_id")
                        .one("appliance", "appliance", "appliance_id")
                        .one("node", "node", "node_id")
                        .nothing(Count.ONE, "network")
                        .nothing(Count.MANY, "nvme_discovered_cdcs"),
                always(this::addresses));
        catalog.add(
                new ResourceType("ip_port")
                        .texts("id", "partner_id", "target_iqn", "fsn_id", "bond_id", "eth_port_id", "veth_port_id")
                        .lists("available_usages", "available_usages_l10n", "current_usages", "current_usages_l10n")
                        .many("ip_pool_addresses", "ip_pool_address", "ip_port_id")
                        .one("partner", "ip_port", "partner_id")
                        .nothing(Count.ONE, "fsn", "bond", "eth_port", "veth_port")
                        .nothing(Count.MANY, "file_interfaces"),
                always(this::ports));
        catalog.add(
                new ResourceType("software_installed")
                        .texts("id", "release_version", "build_version", "release_timestamp", "installed_date")
                        .texts("build_id")
                        .flags("is_cluster")
                        .words("build_flavor", "build_type")
                        .nothing(Count.ONE, "appliance"),
                always(this::software));
        catalog.add(
                new ResourceType("chap_config").texts("id").words("mode"),
                always(() -> List.of(new Row()
                        .text("id", "0")
                        .word("mode", cluster.inventory().chapMode().text())
                        .values())));
    }

    private static Function<Instant, List<ObjectNode>> always(java.util.function.Supplier<List<ObjectNode>> rows) {
        return now -> rows.get();
    }

    private List<ObjectNode> clusters(Instant now) {
        return List.of(new Row()
                .text("id", "0")
                .text("global_id", identity.globalId())
                .text("name", cluster.name())
                .text("management_address", identity.managementAddress())
                .text("master_appliance_id", Inventory.APPLIANCE)
                .text("primary_appliance_id", Inventory.APPLIANCE)
                .number("appliance_count", 1)
                .number("physical_mtu", 1500)
                .flag("is_encryption_enabled", true)
                .number("compatibility_level", 41)
                .word("state", "Configured")
                .text("system_time", cluster.clock(now))
                .text("nvm_subsystem_nqn", identity.subsystem())
                .values());
    }

    private List<ObjectNode> appliances() {
        return List.of(new Row()
                .text("id", Inventory.APPLIANCE)
                .text("name", cluster.name() + "-appliance-1")
                .text("service_tag", identity.globalId().substring(2, 9))
                .text("model", "PowerStore 1200T")
                .word("mode", "Block")
                .number("node_count", SystemIdentity.NODES.size())
                .word("drive_failure_tolerance_level", "Single")
                .flag("is_hyper_converged", false)
                .values());
    }

    private List<ObjectNode> nodes() {
        List<ObjectNode> rows = new ArrayList<>();
        for (String node : SystemIdentity.NODES) {
            rows.add(new Row()
                    .text("id", node)
                    .number("slot", rows.size())
                    .text("appliance_id", Inventory.APPLIANCE)
                    .values());
        }
        return rows;
    }

    private List<ObjectNode> addresses() {
        List<ObjectNode> rows = new ArrayList<>();
        rows.add(address("IP1", MANAGEMENT_NETWORK, identity.managementAddress(), "Mgmt_Cluster_Floating")
                .values());
        cluster.inventory().ports().stream()
                .map(port -> address(port.addressId(), STORAGE_NETWORK, port.address(), purpose(port))
                        .text("ip_port_id", port.id())
                        .text("appliance_id", Inventory.APPLIANCE)
                        .text("node_id", port.node())
                        .values())
                .forEach(rows::add);
        return rows;
    }

    private static Row address(String id, String network, String address, String purpose) {
        return new Row()
                .text("id", id)
                .text(
                        "name",
                        "Default " + (network.equals(STORAGE_NETWORK) ? "Storage" : "Management") + " Network ("
                                + address + ")")
                .text("network_id", network)
                .text("address", address)
                .list("purposes", List.of(purpose))
                .list("purposes_l10n", List.of(purpose.replace('_', ' ')));
    }

    private static String purpose(TargetPort port) {
        return switch (port.protocol()) {
            case ISCSI -> "Storage_Iscsi_Target";
            case NVME_TCP -> "Storage_NVMe_TCP_Port";
        };
    }

    private List<ObjectNode> ports() {
        return cluster.inventory().ports().stream()
                .map(port -> {
                    String usage = port.protocol() == Protocol.ISCSI ? "ISCSI" : "NVMe_TCP";
                    return new Row()
                            .text("id", port.id())
                            .text("partner_id", port.partner())
                            .text("target_iqn", port.targetIqn())
                            .text("eth_port_id", port.ethPort())
                            .list("available_usages", List.of("ISCSI", "NVMe_TCP"))
                            .list("available_usages_l10n", List.of("iSCSI", "NVMe/TCP"))
                            .list("current_usages", List.of(usage))
                            .list("current_usages_l10n", List.of(usage.replace('_', ' ')))
                            .values();
                })
                .toList();
    }

    private List<ObjectNode> software() {
        List<ObjectNode> rows = new ArrayList<>();
        for (String id : List.of("appliance", "cluster")) {
            rows.add(new Row()
                    .text("id", identity.derived("software/" + id))
                    .text("release_version", RELEASE)
                    .text("build_version", RELEASE)
                    .text("release_timestamp", "2024-12-01T00:00:00+00:00")
                    .text("installed_date", "2025-01-15T00:00:00+00:00")
                    .text("build_id", "2406181")
                    .flag("is_cluster", id.equals("cluster"))
                    .word("build_flavor", "Retail")
                    .word("build_type", "Release")
                    .values());
        }
        return rows;
    }
}
