package io.github.outpostrecovery.lab.ontap.inventory;

/** A namespace as a subsystem offers it: uuids and the namespace id. */
public record SubsystemMap(String svm, String subsystem, String namespace, int nsid) {
    public static String key(String subsystem, String namespace) {
        return subsystem + "/" + namespace;
    }
}
