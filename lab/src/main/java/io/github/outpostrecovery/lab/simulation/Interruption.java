package io.github.outpostrecovery.lab.simulation;

import java.util.Locale;

/** What befalls an execution at a boundary of one of its states. */
public enum Interruption {
    /** The service does not take the call: nothing happens. */
    REFUSED("the call is not taken"),
    /** The call takes effect, and what it answers is lost. */
    ANSWER_LOST("its answer is lost"),
    /** The function dies in the middle; what it has sent stays. */
    CUT_OFF("the function dies in the middle"),
    /** The same call is delivered twice. */
    REPEATED("the same call is made twice"),
    /** The function sleeps in the middle, within its time; everything else goes on. */
    HELD("the function sleeps in the middle"),
    /** The connection is lost: the call is made again while the first one is still under way. */
    GIVEN_UP("the caller gives up waiting, and the function goes on"),
    /** The function sleeps past its time: only what it had sent lands, much later. */
    OVERSLEPT("the function sleeps past its time, and what it had sent lands late"),
    /** The execution is stopped by hand in the middle of a call, and another one takes over while the call goes on. */
    STOPPED("it is stopped by hand, and another one takes over"),
    /** The execution is stopped by hand in the middle of a call, and redriven later. */
    REDRIVEN("it is stopped by hand, and redriven later"),
    /** The execution is stopped while it waits, and another one takes over. */
    STOPPED_WAITING("it is stopped while it waits, and another one takes over"),
    /** The execution is stopped while it waits, and redriven later. */
    REDRIVEN_WAITING("it is stopped while it waits, and redriven later"),
    /** Whoever was asked answers when nobody waits any more. */
    ANSWERED_LATE("the answer comes too late"),
    /** Whoever was asked answers twice. */
    ANSWERED_TWICE("the answer comes twice");

    private final String meaning;

    Interruption(String meaning) {
        this.meaning = meaning;
    }

    /** In a line, for a person. */
    public String meaning() {
        return meaning;
    }

    /** Its name as it is written in results. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
