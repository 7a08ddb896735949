package io.github.outpostrecovery.lab.powerstore.inventory;

import io.github.outpostrecovery.lab.datapath.Protocol;

/** An initiator of a host, by its IQN or NQN; no two hosts have the same one. */
public record Initiator(String id, String host, String portName, PortType portType, ChapSecrets chap) {
    /** The kinds of initiators. */
    public enum PortType {
        ISCSI("iSCSI"),
        FC("FC"),
        NVME("NVMe"),
        NVME_VVOL("NVMe_vVol");

        private final String text;

        PortType(String text) {
            this.text = text;
        }

        /** As the API spells it. */
        public String text() {
            return text;
        }

        /** What an initiator that speaks this protocol is registered as. */
        public static PortType of(Protocol protocol) {
            return switch (protocol) {
                case ISCSI -> ISCSI;
                case NVME_TCP -> NVME;
            };
        }
    }

    public Initiator with(ChapSecrets secrets) {
        return new Initiator(id, host, portName, portType, secrets);
    }
}
