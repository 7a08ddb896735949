package io.github.outpostrecovery.cli.userdata;

/** What the machine uses its array for. */
public enum Feature {
    /** Boots from the array over iSCSI, by iPXE. */
    SANBOOT,
    /** Boots from the array's volume after copying or chaining locally, by the localboot AMI. */
    LOCALBOOT,
    /** Boots from EBS, and attaches volumes of the array. */
    DATA_VOLUMES
}
