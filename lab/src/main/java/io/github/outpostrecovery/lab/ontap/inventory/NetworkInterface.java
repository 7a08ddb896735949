package io.github.outpostrecovery.lab.ontap.inventory;

import java.util.List;

/** A LIF. {@code node} and {@code homeNode} are node names; {@code services} as ONTAP names them. */
public record NetworkInterface(
        String uuid,
        String svm,
        String name,
        String address,
        String node,
        String homeNode,
        boolean enabled,
        State state,
        List<String> services) {
    public static final String DATA_ISCSI = "data_iscsi";
    public static final String DATA_NVME_TCP = "data_nvme_tcp";

    /** Whether the port is up. */
    public enum State {
        UP,
        DOWN
    }

    /** Whether machines reach it. */
    public boolean isServing(String service) {
        return enabled && state == State.UP && services.contains(service);
    }

    public NetworkInterface with(boolean nowEnabled, State nowState) {
        return new NetworkInterface(uuid, svm, name, address, node, homeNode, nowEnabled, nowState, services);
    }
}
