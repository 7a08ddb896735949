package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.ArrayList;
import java.util.List;

/** An NVMe subsystem and the hosts that may connect to it. {@code nextNsid} was never given to a namespace. */
public record Subsystem(
        String uuid,
        String svm,
        String name,
        String targetNqn,
        String osType,
        String serial,
        List<Host> hosts,
        int nextNsid) {
    private static final int SERIAL_LENGTH = 20;

    /** A subsystem without namespaces. ONTAP makes its NQN from its serial number and its name. */
    public static Subsystem of(Inventory inventory, Svm svm, String name, String osType, List<Host> hosts) {
        String serial = inventory.newUuid().replace("-", "").substring(0, SERIAL_LENGTH);
        String nqn = "nqn.1992-08.com.netapp:sn." + serial + ":subsystem." + name;
        return new Subsystem(inventory.newUuid(), svm.uuid(), name, nqn, osType, serial, List.copyOf(hosts), 1);
    }

    /** A host that may connect; {@code secret} is its DH-HMAC-CHAP key, empty if it needs none. */
    public record Host(String nqn, String secret) {
        /** Tells no secret. */
        @Override
        public String toString() {
            return "Host[nqn=" + nqn + "]";
        }
    }

    public boolean admits(String nqn) {
        return hosts.stream().anyMatch(host -> host.nqn().equals(nqn));
    }

    public Subsystem with(Host host) {
        List<Host> more = new ArrayList<>(hosts);
        more.add(host);
        return new Subsystem(uuid, svm, name, targetNqn, osType, serial, List.copyOf(more), nextNsid);
    }

    public Subsystem without(String nqn) {
        List<Host> fewer =
                hosts.stream().filter(host -> !host.nqn().equals(nqn)).toList();
        return new Subsystem(uuid, svm, name, targetNqn, osType, serial, fewer, nextNsid);
    }

    public Subsystem withNsidUsed(int nsid) {
        return new Subsystem(uuid, svm, name, targetNqn, osType, serial, hosts, Math.max(nextNsid, nsid + 1));
    }
}
