package io.github.outpostrecovery.lab.simulation;

/** Where a fault is shown to do no harm. */
public enum Layer {
    /** By runs with a seed, in this package. */
    SIMULATION,
    /** By a search of every interleaving of the real steps in a small world. */
    SEARCH,
    /** By the model checker. */
    MODEL,
    /** By a test that names it, since it happens where no recovery runs: when something is protected, parsed or opened. */
    TEST,
    /** By nothing here: it needs a real array, a real guest or a real account. What an operator does about it is written down. */
    OPERATION
}
