package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.PortPosition;
import io.github.outpostrecovery.lab.alletra.inventory.Reach;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import io.github.outpostrecovery.lab.datapath.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The VLUNs as the API shows them: the templates, which name what they were made for, be it a set, and an active row for
 * each live path and volume, which names the host and the volume themselves.
 */
final class VlunRows {
    private final AlletraSystem system;

    VlunRows(AlletraSystem system) {
        this.system = system;
    }

    List<ObjectNode> all() {
        List<ObjectNode> rows = new ArrayList<>();
        system.effective().vluns().stream().forEach(vlun -> rows.add(template(vlun)));
        system.loggedIn().forEach(session -> rows.addAll(active(session)));
        return rows;
    }

    ObjectNode template(Vlun vlun) {
        Reach reach = system.effective().reach();
        ObjectNode row = row(vlun, vlun.lun(), vlun.volume(), vlun.host()).put("active", false);
        PortPosition.parse(vlun.port()).ifPresent(port -> row.set("portPos", PortResource.position(port)));
        if (!vlun.volume().startsWith(Vlun.SET)) {
            reach.exports(vlun).forEach(one -> row.put("volumeWWN", one.volume().wwn()));
        }
        if (reach.hosts(vlun).stream().anyMatch(Host::speaksNvme)) {
            putSubsystem(row);
        }
        return row;
    }

    private List<ObjectNode> active(Session session) {
        Reach reach = system.effective().reach();
        Optional<ArrayPort> port = system.portAt(session.portalAddress());
        Optional<Host> host = reach.hostOf(session.initiator());
        if (port.isEmpty() || host.isEmpty() || isHidden(host.get())) {
            return List.of();
        }
        return reach.seen(host.get(), port.get().position()).stream()
                .map(one -> active(session, host.get(), port.get(), one))
                .toList();
    }

    private boolean isHidden(Host host) {
        return host.speaksNvme() && system.settings().answers().nvmeActiveRows() == Answers.NvmeActiveRows.HIDDEN;
    }

    private ObjectNode active(Session session, Host host, ArrayPort port, Reach.Export export) {
        ObjectNode row = row(export.template(), export.lun(), export.volume().name(), host.name())
                .put("active", true)
                .put("remoteName", session.initiator())
                .put("volumeWWN", export.volume().wwn());
        row.set("portPos", PortResource.position(port.position()));
        if (host.speaksNvme()) {
            putSubsystem(row);
        }
        return row;
    }

    private void putSubsystem(ObjectNode row) {
        row.put("Subsystem_NQN", system.identifiers().subsystemNqn());
    }

    private ObjectNode row(Vlun vlun, int lun, String volume, String host) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("lun", lun).put("volumeName", volume);
        if (!host.isEmpty()) {
            row.put("hostname", host);
        }
        return row.put("type", vlun.type().number())
                .put("multipathing", 1)
                .put("failedPathPol", 1)
                .put("failedPathInterval", 0)
                .put("hostDeviceName", "")
                .put("serial", system.identifiers().serialNumber());
    }
}
