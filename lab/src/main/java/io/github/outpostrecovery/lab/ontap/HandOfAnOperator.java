package io.github.outpostrecovery.lab.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.ontap.inventory.Credential;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.ontap.inventory.LunMap;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import java.util.List;

/** What an operator does on the console of a cluster. Only to be used with the state lock held. */
final class HandOfAnOperator {
    private final OntapCluster cluster;
    private final Inventory inventory;

    HandOfAnOperator(OntapCluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster is null");
        this.inventory = cluster.inventory();
    }

    /** Lets an initiator reach volumes that it does not reach yet. */
    void admit(String initiator, List<String> names) {
        List<StorageUnit> closed = names.stream()
                .map(this::unit)
                .filter(unit -> !cluster.reach().initiatorsOf(unit.uuid()).contains(initiator))
                .toList();
        List<StorageUnit> luns = closed.stream()
                .filter(unit -> unit.kind() == StorageUnit.Kind.LUN)
                .toList();
        if (!luns.isEmpty()) {
            throughAnIgroup(initiator, luns);
        }
        closed.stream()
                .filter(unit -> unit.kind() == StorageUnit.Kind.NAMESPACE)
                .forEach(unit -> throughItsSubsystem(initiator, unit));
        inventory.svms().stream().forEach(svm -> undeny(svm.uuid(), initiator));
    }

    private StorageUnit unit(String name) {
        return inventory.units().stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no volume " + name));
    }

    private void throughAnIgroup(String initiator, List<StorageUnit> luns) {
        String svm = luns.getFirst().svm();
        Igroup igroup = new Igroup(
                inventory.newUuid(),
                svm,
                "by-hand-" + (inventory.igroups().all().size() + 1),
                "linux",
                "iscsi",
                "",
                false,
                false,
                List.of(initiator),
                List.of());
        inventory.igroups().put(igroup);
        for (StorageUnit lun : luns) {
            List<LunMap> maps = inventory.lunMaps().stream()
                    .filter(map -> map.lun().equals(lun.uuid()))
                    .toList();
            int number = maps.isEmpty()
                    ? cluster.reach().lowestFreeNumber(igroup).orElseThrow()
                    : maps.getFirst().number();
            List<String> reporting =
                    maps.isEmpty() ? List.of(lun.node()) : maps.getFirst().reportingNodes();
            inventory.lunMaps().put(new LunMap(svm, lun.uuid(), igroup.uuid(), number, reporting));
        }
    }

    private void throughItsSubsystem(String initiator, StorageUnit namespace) {
        inventory.subsystemMaps().stream()
                .filter(map -> map.namespace().equals(namespace.uuid()))
                .map(map -> inventory.subsystems().get(map.subsystem()))
                .filter(subsystem -> !subsystem.admits(initiator))
                .forEach(subsystem -> inventory.subsystems().put(subsystem.with(new Subsystem.Host(initiator, ""))));
    }

    private void undeny(String svm, String initiator) {
        inventory
                .credentials()
                .find(Credential.key(svm, initiator))
                .filter(record -> record.type() == Credential.Type.DENY)
                .ifPresent(record -> inventory.credentials().remove(Credential.key(svm, initiator)));
    }
}
