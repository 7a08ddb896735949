package io.github.outpostrecovery.lab.datapath;

/** How a machine reaches an array's volumes. */
public enum Protocol {
    ISCSI,
    NVME_TCP
}
