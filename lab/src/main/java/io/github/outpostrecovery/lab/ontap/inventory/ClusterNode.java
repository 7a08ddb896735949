package io.github.outpostrecovery.lab.ontap.inventory;

/** A node and the name of its partner in the HA pair; its own name if it has none. */
public record ClusterNode(String uuid, String name, String partner) {}
