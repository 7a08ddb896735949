package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.PortPosition;
import io.github.outpostrecovery.lab.alletra.settings.Fabric;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** {@code /ports}. The address of an NVMe/TCP port is in its {@code nodeWWN}. */
final class PortResource {
    private static final int TARGET_MODE = 2;
    private static final int VLAN_TAG = 120;
    private static final String NO_ADDRESS = "0.0.0.0";
    private static final String NVME_DISCOVERY = "nqn.2014-08.org.nvmexpress.discovery";

    private final AlletraSystem system;

    PortResource(AlletraSystem system) {
        this.system = system;
    }

    void route(Router router) {
        router.get("/ports", this::list).get("/ports/{}", this::one).get("/ports/{}/iSCSIVlans", this::vlans);
    }

    private RestResponse list(ApiCall call) {
        return Members.all(call, system.ports().stream().map(this::document).toList());
    }

    private RestResponse one(ApiCall call) {
        return Members.one(document(existing(call)));
    }

    private RestResponse vlans(ApiCall call) {
        ArrayPort port = existing(call);
        if (port.kind() != ArrayPort.Kind.ISCSI || !inVlans()) {
            return Members.all(call, List.of());
        }
        return Members.all(
                call,
                List.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("vlanTag", VLAN_TAG)
                        .put("IPAddr", port.address())
                        .put("netmask", "255.255.255.0")
                        .put("gateway", NO_ADDRESS)));
    }

    private ArrayPort existing(ApiCall call) {
        PortPosition position = PortPosition.parse(call.variable())
                .orElseThrow(() -> WsapiCode.INV_INPUT_PORT_SPECIFICATION.error("invalid port specification"));
        return system.ports()
                .find(position.toString())
                .orElseThrow(() -> WsapiCode.NON_EXISTENT_PORT.error("port does not exist"));
    }

    private boolean inVlans() {
        return system.settings().fabric().addressing() == Fabric.Addressing.IN_VLANS;
    }

    private ObjectNode document(ArrayPort port) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("portPos", position(port.position()));
        node.put("mode", TARGET_MODE)
                .put("linkState", port.link().state())
                .put("protocol", port.kind().protocol())
                .put(
                        "portWWN",
                        "2FF70002AC%02X%02X%02X"
                                .formatted(
                                        port.position().node(),
                                        port.position().slot(),
                                        port.position().cardPort()));
        switch (port.kind()) {
            case FC -> node.put("type", 1).put("nodeWWN", port.address());
            case NVME_TCP -> node.put("type", 8).put("nodeWWN", port.address()).put("NVMeNQN", NVME_DISCOVERY);
            case ISCSI -> {
                String address = inVlans() ? NO_ADDRESS : port.address();
                node.put("type", 8)
                        .put("nodeWWN", "2FF70002AC000000")
                        .put("IPAddr", address)
                        .put("iSCSIName", port.targetName())
                        .putObject("iSCSIPortInfo")
                        .put("vlan", inVlans() ? 1 : 0)
                        .put("IPAddr", address)
                        .put("iSCSIName", port.targetName())
                        .put("TPGT", 31)
                        .put("rate", "10Gbps");
            }
        }
        return node;
    }

    static ObjectNode position(PortPosition position) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("node", position.node())
                .put("slot", position.slot())
                .put("cardPort", position.cardPort());
    }
}
