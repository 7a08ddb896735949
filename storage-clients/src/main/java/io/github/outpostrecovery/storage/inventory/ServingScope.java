package io.github.outpostrecovery.storage.inventory;

/**
 * A part of an array that serves a protocol.
 *
 * @param name as in {@link ArrayInventory#scopes}
 * @param target the IQN that machines ask for there; empty over NVMe, where each subsystem has a name of its own
 */
public record ServingScope(String name, String target) {}
