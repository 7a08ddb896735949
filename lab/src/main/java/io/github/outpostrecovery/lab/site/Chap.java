package io.github.outpostrecovery.lab.site;

/** Who proves itself to whom when a machine logs in: CHAP over iSCSI, DH-HMAC-CHAP over NVMe/TCP. */
public enum Chap {
    /** Nobody: an array knows a machine by its name alone. */
    NONE,
    /** The machine to the array. */
    ONE_WAY,
    /** The machine to the array, and the array to the machine. */
    MUTUAL
}
