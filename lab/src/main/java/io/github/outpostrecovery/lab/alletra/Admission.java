package io.github.outpostrecovery.lab.alletra;

import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Somebody exports volumes to an initiator by hand. */
final class Admission {
    private Admission() {}

    /**
     * Adds what is missing.
     *
     * @param newHostId for a host of its own, if no host has the initiator
     */
    static void admit(Inventory inventory, String initiator, List<String> volumes, int newHostId) {
        String name = Host.canonical(initiator);
        Host host = inventory.reach().hostOf(name).orElseGet(() -> {
            boolean nvme = name.startsWith("nqn.");
            Host made = Host.of(newHostId, "by-hand-" + newHostId, nvme ? List.of() : List.of(name), nvme ? name : "");
            inventory.hosts().put(made);
            return made;
        });
        for (String volumeName : volumes) {
            // A volume that was made a moment ago need not be effective yet.
            inventory.volumes().find(volumeName).ifPresent(volume -> export(inventory, host, volume));
        }
    }

    private static void export(Inventory inventory, Host host, Volume volume) {
        boolean reached = inventory.reach().exportsFor(host).stream()
                .anyMatch(one ->
                        one.volume().equals(volume) && one.template().port().isEmpty());
        if (!reached) {
            inventory.vluns().put(new Vlun(volume.name(), lun(inventory, host, volume), host.name(), ""));
        }
    }

    /** The LUN id that others know the volume by, if the host has it free. */
    private static int lun(Inventory inventory, Host host, Volume volume) {
        Set<Integer> taken = new TreeSet<>();
        inventory.reach().exportsFor(host).stream()
                .filter(one -> !one.volume().equals(volume))
                .forEach(one -> taken.add(one.lun()));
        int lowest = host.speaksNvme() ? Vlun.LOWEST_NVME_LUN : 0;
        int highest = host.speaksNvme() ? Vlun.HIGHEST_NVME_LUN : Vlun.HIGHEST_LUN;
        return inventory.vluns().stream()
                .flatMap(vlun -> inventory.reach().exports(vlun).stream())
                .filter(one -> one.volume().equals(volume) && !taken.contains(one.lun()))
                .map(one -> one.lun())
                .findFirst()
                .or(() -> inventory.reach().lowestFreeLun(List.of(host), lowest, highest))
                .orElseThrow(() -> new IllegalStateException("no LUN id is free for " + host.name()));
    }
}
