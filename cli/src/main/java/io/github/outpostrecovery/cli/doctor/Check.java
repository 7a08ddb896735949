package io.github.outpostrecovery.cli.doctor;

/** Looks at one thing that a recovery needs. Changes nothing. */
interface Check {
    void look(Examined examined, Found found);
}
