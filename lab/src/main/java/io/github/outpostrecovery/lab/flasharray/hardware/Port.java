package io.github.outpostrecovery.lab.flasharray.hardware;

import io.github.outpostrecovery.lab.datapath.Protocol;

/**
 * An Ethernet port that machines log in through.
 *
 * @param name such as {@code CT0.ETH4}
 * @param address without its port number
 * @param target the array's target IQN or subsystem NQN
 */
public record Port(String name, String controller, Protocol protocol, String address, String target, boolean enabled) {
    /** The TCP port. */
    public int number() {
        return switch (protocol) {
            case ISCSI -> 3260;
            case NVME_TCP -> 4420;
        };
    }

    /** {@code address:port}. */
    public String portal() {
        return address + ":" + number();
    }

    Port enabled(boolean on) {
        return new Port(name, controller, protocol, address, target, on);
    }
}
