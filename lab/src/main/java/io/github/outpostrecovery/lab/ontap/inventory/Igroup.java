package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * An initiator group: initiators of its own, or child igroups.
 *
 * @param portset the name of the portset it is bound to, empty if none
 * @param replicated whether a peer cluster holds a copy
 * @param children uuids
 */
public record Igroup(
        String uuid,
        String svm,
        String name,
        String osType,
        String protocol,
        String portset,
        boolean deleteOnUnmap,
        boolean replicated,
        List<String> initiators,
        List<String> children) {
    public boolean servesIscsi() {
        return protocol.equals("iscsi") || protocol.equals("mixed");
    }

    public Igroup withInitiators(List<String> others) {
        return new Igroup(
                uuid, svm, name, osType, protocol, portset, deleteOnUnmap, replicated, List.copyOf(others), children);
    }

    public Igroup with(String initiator) {
        List<String> more = new ArrayList<>(initiators);
        more.add(initiator);
        return withInitiators(more);
    }

    public Igroup without(String initiator) {
        return withInitiators(
                initiators.stream().filter(one -> !one.equals(initiator)).toList());
    }

    public Igroup withoutChild(String child) {
        return new Igroup(
                uuid,
                svm,
                name,
                osType,
                protocol,
                portset,
                deleteOnUnmap,
                replicated,
                initiators,
                children.stream().filter(one -> !one.equals(child)).toList());
    }

    /** Changes what a PATCH may change. */
    public Igroup renamed(String newName, String newOsType, boolean newDeleteOnUnmap) {
        return new Igroup(
                uuid, svm, newName, newOsType, protocol, portset, newDeleteOnUnmap, replicated, initiators, children);
    }
}
