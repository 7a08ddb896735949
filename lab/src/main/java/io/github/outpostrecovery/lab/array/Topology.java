package io.github.outpostrecovery.lab.array;

/** By which objects of the array an instance reaches its volumes. */
public enum Topology {
    /** One object of its own: an igroup, a subsystem, a host. */
    PRIVATE_OBJECT,
    /** All but the last volume by an object of its own; the last one by a second object, or by a group it is in alone. */
    TWO_WAYS,
    /** One object or group that the neighbour is a member of as well, so that both reach the volumes. */
    SHARED_GROUP,
    /** A group inside a group, with the neighbour in the outer one; or a set of volumes shown to a set of hosts. */
    NESTED_GROUP,
    /** Rules that are bound to ports of the array: matched-set VLUNs, an igroup with a port set. */
    BY_PORT
}
