package io.github.outpostrecovery.lab.powerstore.query;

/** How a selected field that has no value is answered. */
public enum Absent {
    /** As null: the examples of the contract show it. */
    NULL,
    LEFT_OUT
}
