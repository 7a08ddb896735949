package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.PortPosition;
import io.github.outpostrecovery.lab.alletra.inventory.Reach;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code POST /vluns}: a volume, or a set of them, is exported. */
final class VlunCreation {
    static final Set<String> FIELDS = Set.of(
            "volumeName", "lun", "hostname", "portPos", "noVcn", "overrideLowerPriority", "autoLun", "maxAutoLun");

    private final AlletraSystem system;

    VlunCreation(AlletraSystem system) {
        this.system = system;
    }

    /** Adds the template that is asked for. */
    Vlun make(Body body) {
        Inventory inventory = system.configured();
        String volume = body.requiredText("volumeName");
        String host = body.text("hostname").orElse("");
        String port = body.has("portPos") ? port(body) : "";
        body.flag("noVcn");
        boolean override = body.flag("overrideLowerPriority");
        if (host.isEmpty() && port.isEmpty()) {
            throw WsapiCode.INV_INPUT_MISSING_REQUIRED.error("a host or a port is required");
        }
        requireVolume(inventory, volume);
        requireHost(inventory, host);
        List<Host> hosts = inventory.reach().hosts(new Vlun(volume, 0, host, port));
        if (!port.isEmpty() && hosts.stream().anyMatch(Host::speaksNvme)) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error("an export to an NVMe host is bound to no port");
        }
        boolean already = inventory.vluns().stream()
                .anyMatch(one -> one.volume().equals(volume)
                        && one.host().equals(host)
                        && one.port().equals(port));
        if (already) {
            throw WsapiCode.ALREADY_EXPORTED.error("the volume is already exported to the host");
        }
        Vlun vlun = new Vlun(volume, lun(body, hosts), host, port);
        List<Reach.Export> exports = inventory.reach().exports(vlun);
        exports.forEach(export -> requireRange(export.lun(), hosts));
        exports.forEach(export -> requireOneHost(export.volume(), hosts));
        if (override) {
            removeWeaker(vlun, exports, hosts);
        }
        Inventory tried = Inventory.of(inventory.save());
        tried.vluns().put(vlun);
        hosts.forEach(one -> VlunConflicts.requireNone(tried, one));
        inventory.vluns().put(vlun);
        return vlun;
    }

    private String port(Body body) {
        Body given = body.requiredObject("portPos", Set.of("node", "slot", "cardPort"));
        PortPosition position = new PortPosition(
                given.requiredNumber("node"), given.requiredNumber("slot"), given.requiredNumber("cardPort"));
        if (system.ports().find(position.toString()).isEmpty()) {
            throw WsapiCode.INV_INPUT_PORT_SPECIFICATION.error("invalid port specification");
        }
        return position.toString();
    }

    private static void requireVolume(Inventory inventory, String reference) {
        if (reference.startsWith(Vlun.SET)) {
            VolumeSetResource.existing(inventory, Vlun.setName(reference));
        } else {
            VolumeResource.existing(inventory, reference);
        }
    }

    private static void requireHost(Inventory inventory, String reference) {
        if (reference.startsWith(Vlun.SET)) {
            HostSetResource.existing(inventory, Vlun.setName(reference));
        } else if (!reference.isEmpty()) {
            HostResource.existing(inventory, reference);
        }
    }

    private int lun(Body body, List<Host> hosts) {
        if (!body.flag("autoLun")) {
            return body.requiredNumber("lun");
        }
        boolean nvme = hosts.stream().anyMatch(Host::speaksNvme);
        int lowest = Math.max(body.number("lun").orElse(0), nvme ? Vlun.LOWEST_NVME_LUN : 0);
        int most = nvme ? Vlun.HIGHEST_NVME_LUN : Vlun.HIGHEST_LUN;
        int asked = body.number("maxAutoLun").orElse(0);
        return system.configured()
                .reach()
                .lowestFreeLun(hosts, lowest, asked == 0 ? most : Math.min(asked, most))
                .orElseThrow(() -> WsapiCode.LUN_IN_USE.error("no LUN id is free"));
    }

    private static void requireRange(int lun, List<Host> hosts) {
        if (lun > Vlun.HIGHEST_LUN) {
            throw WsapiCode.TOO_LARGE.error("the LUN id is too large");
        }
        boolean nvme = hosts.stream().anyMatch(Host::speaksNvme);
        boolean outsideNvme = nvme && (lun < Vlun.LOWEST_NVME_LUN || lun > Vlun.HIGHEST_NVME_LUN);
        if (lun < 0 || outsideNvme) {
            throw WsapiCode.INV_INPUT_EXCEEDS_RANGE.error("invalid input: lun exceeds the expected range");
        }
    }

    /** A volume with the policy is exported to nobody but one host. */
    private void requireOneHost(Volume volume, List<Host> hosts) {
        Set<Host> all = new HashSet<>(hosts);
        system.configured().hosts().stream()
                .filter(host -> system.configured().reach().exportsFor(host).stream()
                        .anyMatch(one -> one.volume().equals(volume)))
                .forEach(all::add);
        if (volume.hostPolicy() == Volume.HostPolicy.ONE_HOST && all.size() > 1) {
            throw WsapiCode.ONE_HOST_ONLY.error("the policy of the volume allows one host");
        }
    }

    /** What {@code overrideLowerPriority} does: other volumes of the host lose the LUN id, and with it the host. */
    private void removeWeaker(Vlun vlun, List<Reach.Export> exports, List<Host> hosts) {
        hosts.stream()
                .flatMap(host -> system.configured().reach().exportsFor(host).stream())
                .filter(old -> old.template().type().compareTo(vlun.type()) >= 0)
                .filter(old -> exports.stream().anyMatch(added -> VlunConflicts.collide(old, added)))
                .forEach(old -> system.configured().vluns().remove(old.template()));
    }
}
