package io.github.outpostrecovery.lab.region.catalog;

/**
 * An instance type on an Outpost.
 *
 * @param capacity how many instances of it the Outpost is slotted for
 */
public record TypeOffer(String outpost, String type, int capacity) {}
