package io.github.outpostrecovery.storage.inventory;

/**
 * Where a machine can log in.
 *
 * @param address without its port
 * @param target the target IQN or subsystem NQN; empty if the array tells it only once something is mapped
 */
public record TargetPortal(String address, int port, String target) {}
