package io.github.outpostrecovery.lab.asl.definition;

/** What comes after a state. */
public sealed interface Transition {
    /** Another state. */
    record To(String state) implements Transition {}

    /** The execution succeeds. */
    record End() implements Transition {}
}
