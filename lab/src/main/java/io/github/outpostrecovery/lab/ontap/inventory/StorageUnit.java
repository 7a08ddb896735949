package io.github.outpostrecovery.lab.ontap.inventory;

/**
 * A LUN or an NVMe namespace.
 *
 * @param name {@code /vol/volume/name}, or a flat name on an ASA r2
 * @param volume the backing volume's name
 * @param node the name of the node that owns it
 */
public record StorageUnit(
        Kind kind,
        String uuid,
        String svm,
        String name,
        String serial,
        String osType,
        boolean enabled,
        long size,
        String volume,
        String node,
        Condition condition) {
    /** What it is. */
    public enum Kind {
        LUN,
        NAMESPACE
    }

    /** What is being done to it. */
    public enum Condition {
        NORMAL,
        MOVING,
        RESTORING
    }

    /** Brings it online or takes it offline. */
    public StorageUnit with(boolean nowEnabled) {
        return new StorageUnit(kind, uuid, svm, name, serial, osType, nowEnabled, size, volume, node, condition);
    }

    public StorageUnit in(Condition next) {
        return new StorageUnit(kind, uuid, svm, name, serial, osType, enabled, size, volume, node, next);
    }
}
