package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.OntapSettings;
import io.github.outpostrecovery.lab.ontap.inventory.BackingVolume;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.util.Optional;
import java.util.Set;

/**
 * Makes LUNs and namespaces, new or as clones. An order is checked when it is given and again when its job comes to make
 * it, since the world may have changed.
 */
final class StorageUnitCreation {
    static final Set<String> BODY =
            Set.of("svm.name", "svm.uuid", "name", "os_type", "space.size", "clone.source.name", "clone.source.uuid");

    private final OntapCluster cluster;

    /**
     * What a job is to make.
     *
     * @param source uuid of what is cloned, empty if nothing is
     */
    record Order(StorageUnit.Kind kind, String svm, String name, String osType, long size, String source) {}

    StorageUnitCreation(OntapCluster cluster) {
        this.cluster = cluster;
    }

    Order order(StorageUnit.Kind kind, Svm svm, Body body) {
        String name = body.requiredText("name");
        boolean cloned = body.has("clone.source.name") || body.has("clone.source.uuid");
        Order order = cloned ? cloneOrder(kind, svm, name, body) : newOrder(kind, svm, name, body);
        check(order);
        return order;
    }

    private Order newOrder(StorageUnit.Kind kind, Svm svm, String name, Body body) {
        long size = body.size("space.size")
                .orElseThrow(
                        () -> OntapError.badRequest("262254", "The field \"space.size\" is required.", "space.size"));
        return new Order(kind, svm.uuid(), name, body.requiredText("os_type"), size, "");
    }

    private Order cloneOrder(StorageUnit.Kind kind, Svm svm, String name, Body body) {
        if (cluster.settings().personality() == OntapSettings.Personality.ASA_R2) {
            throw OntapError.unexpectedArgument("clone.source");
        }
        if (body.has("os_type")) {
            throw OntapError.badRequest(
                    "5374883", "The operating system type cannot be specified for a clone.", "os_type");
        }
        if (body.has("space.size")) {
            throw OntapError.badRequest("5374942", "The size cannot be specified for a clone.", "space.size");
        }
        StorageUnit source = source(kind, svm, body);
        boolean sameVolume = StorageUnitNames.parse(name)
                .filter(names -> names.volume().equals(source.volume()))
                .isPresent();
        if (!sameVolume) {
            throw OntapError.badRequest("1260121", "The clone must be on the same volume as its source.", "name");
        }
        return new Order(kind, svm.uuid(), name, source.osType(), source.size(), source.uuid());
    }

    private StorageUnit source(StorageUnit.Kind kind, Svm svm, Body body) {
        Optional<String> uuid = body.text("clone.source.uuid");
        if (uuid.isPresent()) {
            return cluster.inventory()
                    .unit(kind, uuid.get())
                    .filter(unit -> unit.svm().equals(svm.uuid()))
                    .orElseThrow(() -> OntapError.notFound("5374875", "The source does not exist."));
        }
        return StorageUnitNames.parse(body.requiredText("clone.source.name"))
                .filter(names -> names.snapshot().isEmpty() || hasSnapshot(svm, names))
                .flatMap(names -> cluster.inventory().unitNamed(kind, svm.uuid(), names.path()))
                .orElseThrow(() -> OntapError.notFound("5374876", "The source does not exist."));
    }

    private boolean hasSnapshot(Svm svm, StorageUnitNames names) {
        return cluster.inventory()
                .volumeNamed(svm.uuid(), names.volume())
                .filter(volume -> volume.snapshots().contains(names.snapshot().orElseThrow()))
                .isPresent();
    }

    private void check(Order order) {
        boolean cloned = !order.source().isEmpty();
        if (!isFlat()) {
            StorageUnitNames names = StorageUnitNames.parse(order.name())
                    .filter(one -> one.snapshot().isEmpty())
                    .orElseThrow(() -> OntapError.invalidValue(order.name(), "name"));
            if (cluster.inventory().volumeNamed(order.svm(), names.volume()).isEmpty()) {
                throw OntapError.notFound("917927", "The specified volume was not found.");
            }
        } else if (order.name().contains("/")) {
            throw OntapError.invalidValue(order.name(), "name");
        }
        boolean exists = cluster.inventory().units().stream()
                .anyMatch(unit -> unit.svm().equals(order.svm()) && unit.name().equals(order.name()));
        if (exists) {
            throw cloned
                    ? OntapError.conflict("1260136", "The clone destination exists already.")
                    : OntapError.conflict("5374242", "A LUN or NVMe namespace of that name exists already.");
        }
        if (cloned && cluster.inventory().units().find(order.source()).isEmpty()) {
            throw OntapError.notFound("5374875", "The source does not exist.");
        }
    }

    /** Makes what was ordered. */
    StorageUnit make(JsonNode json) {
        Order order = JsonRecords.read(json, Order.class);
        check(order);
        Optional<BackingVolume> volume = StorageUnitNames.parse(order.name())
                .flatMap(names -> cluster.inventory().volumeNamed(order.svm(), names.volume()));
        StorageUnit unit = new StorageUnit(
                order.kind(),
                cluster.inventory().newUuid(),
                order.svm(),
                order.name(),
                cluster.inventory().newSerial(),
                order.osType(),
                true,
                order.size(),
                volume.map(BackingVolume::name).orElse(""),
                volume.map(BackingVolume::node)
                        .orElseGet(() ->
                                cluster.inventory().nodes().all().getFirst().name()),
                StorageUnit.Condition.NORMAL);
        cluster.inventory().units().put(unit);
        if (!order.source().isEmpty()) {
            cluster.frontEnd().copy(order.source(), unit.uuid());
        }
        return unit;
    }

    private boolean isFlat() {
        return cluster.settings().personality() == OntapSettings.Personality.ASA_R2;
    }
}
