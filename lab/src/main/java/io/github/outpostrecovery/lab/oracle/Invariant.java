package io.github.outpostrecovery.lab.oracle;

/** What must hold at every instant. */
public enum Invariant {
    /** I1: no two machines that can send have write access to one volume, logged in or not. */
    ONE_WRITER(1),
    /** I1: no write of an older generation lands on a volume after a newer generation was let in. */
    NO_LATE_WRITE(1),
    /** I2: no launch before every older generation is proved fenced from every volume. */
    PROOF_BEFORE_LAUNCH(2),
    /** I3: an instance has one open incident at most, and that has one owner; another follows only a terminal one. */
    ONE_OWNER(3),
    /** I4: one generation is one machine. */
    ONE_MACHINE_PER_GENERATION(4),
    /** I5: the machine that won keeps its access. */
    WINNER_KEEPS_ACCESS(5),
    /** I6: a name that was proved fenced never gets in again while its machine can send. */
    FENCED_STAYS_FENCED(6),
    /** I7: no generation is let in to a volume while any volume of the instance still lets an older one in. */
    FENCED_BEFORE_GRANT(7),
    /** I8: every execution that an alarm or a person has started ends, within a bound, in exactly one record. */
    ONE_RECORD(8),
    /** I8: whatever needs a person calls one, with the command that goes on from there. */
    PERSON_CALLED(8),
    /** I9: what is not known never leads to a fence, unless a person has approved of it. */
    UNKNOWN_NEVER_ADVANCES(9),
    /** I10: an execution that refuses has changed nothing, neither on an array nor at EC2. */
    REFUSAL_CHANGES_NOTHING(10),
    /** I11: the engine never lets a name in again under which a machine has run that was given up. */
    VICTIM_STAYS_OUT(11),
    /** I12: another instance reaches what it reached, and nobody new its volume. */
    NEIGHBOUR_UNTOUCHED(12),
    /** I13: an approval counts once, for what was asked, and the victim is looked at again after it. */
    APPROVAL_COUNTS_ONCE(13),
    /** I14: under the kill switch or in a maintenance window nothing new is fenced. */
    STOPPED_BEFORE_THE_FENCE(14),
    /** I15: a step that is repeated has the effect of once. */
    EFFECT_OF_ONCE(15),
    /** I17: arrays and machines are changed by the steps that are there for it, and by the owner of an open incident. */
    CHANGED_IN_ITS_PLACE(17),
    /** I18: a secret is nowhere but in the store of secrets and in requests to whom it is for. */
    SECRETS_KEPT(18),
    /** I19: the alarm of the new machine has been seen OK before the recovery is recorded. */
    ARMED_BEFORE_RECORDED(19),
    /** I20: when many fail at once on one array or one server, those that have not begun wait for a person. */
    STORM_GUARDED(20);

    private final int number;

    Invariant(int number) {
        this.number = number;
    }

    /** Its number among the safety invariants: 4 for I4. */
    public int number() {
        return number;
    }
}
