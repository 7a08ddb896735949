package io.github.outpostrecovery.lab.ontap;

import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;

/**
 * All that a simulated cluster knows, but for its REST accounts. Two that are equal are in the same state; CHAP secrets of
 * the simulation are among it.
 */
public record OntapState(
        String name, String uuid, OntapSettings settings, Inventory.Saved inventory, FrontEnd.Saved frontEnd) {}
