package io.github.outpostrecovery.core.name;

/** How a machine reaches its volumes. */
public enum Protocol {
    ISCSI,
    NVME_TCP
}
