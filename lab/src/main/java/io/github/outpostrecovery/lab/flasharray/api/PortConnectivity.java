package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.flasharray.FlashArray;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import java.util.Map;
import java.util.TreeMap;

/** How well a host is connected to both controllers. Machines that the array has not yet given up count. */
enum PortConnectivity {
    REDUNDANT("Redundant", "healthy"),
    UNEVEN("Uneven", "unhealthy"),
    SINGLE_CONTROLLER("Single Controller", "unhealthy"),
    NONE("None", "critical"),
    NOT_APPLICABLE("N/A", "healthy");

    private final String details;
    private final String status;

    PortConnectivity(String details, String status) {
        this.details = details;
        this.status = status;
    }

    static PortConnectivity of(FlashArray array, Host host) {
        if (host.initiators().isEmpty()) {
            return NOT_APPLICABLE;
        }
        Map<String, Integer> byController = new TreeMap<>();
        for (Session session : array.sessions()) {
            if (host.initiators(session.protocol()).contains(session.initiator())) {
                array.hardware()
                        .portAt(session.portalAddress())
                        .map(Port::controller)
                        .ifPresent(controller -> byController.merge(controller, 1, Integer::sum));
            }
        }
        return switch (byController.size()) {
            case 0 -> NONE;
            case 1 -> SINGLE_CONTROLLER;
            default -> byController.values().stream().distinct().count() == 1 ? REDUNDANT : UNEVEN;
        };
    }

    ObjectNode json() {
        return Documents.object().put("details", details).put("status", status);
    }
}
