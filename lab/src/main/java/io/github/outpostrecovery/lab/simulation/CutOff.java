package io.github.outpostrecovery.lab.simulation;

/** A function dies where it stands. No exception, so that nothing that dies with it can catch it. */
final class CutOff extends Error {
    private static final long serialVersionUID = 1L;

    CutOff() {
        super("the function is cut off", null, false, false);
    }
}
