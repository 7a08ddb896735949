package io.github.outpostrecovery.lab.alletra.inventory;

/**
 * A port of the array.
 *
 * @param address the IP address; the WWN of an FC port; empty if it has none
 * @param targetName the IQN of an iSCSI port, else empty
 */
public record ArrayPort(PortPosition position, Kind kind, Link link, String address, String targetName) {
    /** What a port speaks, with the number that the API has for it. */
    public enum Kind {
        FC(1),
        ISCSI(2),
        NVME_TCP(6);

        private final int protocol;

        Kind(int protocol) {
            this.protocol = protocol;
        }

        public int protocol() {
            return protocol;
        }
    }

    /** Whether a port serves, with the number that the API has for it. */
    public enum Link {
        READY(4),
        LOSS_SYNC(5);

        private final int state;

        Link(int state) {
            this.state = state;
        }

        public int state() {
            return state;
        }
    }

    public ArrayPort with(Link next) {
        return new ArrayPort(position, kind, next, address, targetName);
    }
}
