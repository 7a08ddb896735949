package io.github.outpostrecovery.lab.powerstore.inventory;

/** A host group. Its hosts name it. */
public record HostGroup(String id, String name, String description, String connectivity) {}
