package io.github.outpostrecovery.lab.powerstore.inventory;

import io.github.outpostrecovery.lab.datapath.Protocol;

/**
 * A storage port of a node with its address: the API's {@code ip_port} and {@code ip_pool_address}.
 *
 * @param node the node's id
 * @param targetIqn each iSCSI port has its own; empty for NVMe/TCP
 * @param ethPort the id of the physical port
 * @param partner the id of the port in the same place on the other node
 */
public record TargetPort(
        String id,
        String addressId,
        String node,
        String address,
        Protocol protocol,
        String targetIqn,
        String ethPort,
        String partner,
        Link link) {
    /** Whether machines reach it. */
    public enum Link {
        UP,
        DOWN
    }

    public TargetPort with(Link now) {
        return new TargetPort(id, addressId, node, address, protocol, targetIqn, ethPort, partner, now);
    }
}
