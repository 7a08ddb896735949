package io.github.outpostrecovery.lab.oracle;

/** What must hold at every instant. */
public enum Invariant {
    /** I1: no two machines that can send have write access to one volume, logged in or not. */
    ONE_WRITER,
    /** I1: no write of an older generation lands on a volume after a newer generation was let in. */
    NO_LATE_WRITE,
    /** I2: no launch before every older generation is proved fenced from every volume. */
    PROOF_BEFORE_LAUNCH,
    /** I4: one generation is one machine. */
    ONE_MACHINE_PER_GENERATION,
    /** I5: the machine that won keeps its access. */
    WINNER_KEEPS_ACCESS,
    /** I6: a name that was proved fenced never gets in again while its machine can send. */
    FENCED_STAYS_FENCED,
    /** I12: another instance reaches what it reached, and nobody new its volume. */
    NEIGHBOUR_UNTOUCHED
}
