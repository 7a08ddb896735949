package io.github.outpostrecovery.core.array;

/**
 * The object on the array by which initiators are let in: an igroup, a subsystem, a host, a host group.
 *
 * @param id the array's own identifier
 * @param name what an operator sees
 */
public record AccessObject(String id, String name) {}
