package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.Rto;

/** One part of the time from the failure to the attachment, in the order in which to show them. */
public enum RtoPart {
    DETECTION("Detection", "from the failure to the engine: the alarm's periods and its way to the state machine"),
    ENGINE("Engine", "the engine's own steps and waits: verify, approve, prove, record"),
    ARRAY("Array", "waiting for the arrays to answer"),
    LAUNCH("Launch", "from RunInstances to a running instance"),
    BOOT("Boot", "from running to the first log-in"),
    ATTACH("Attach", "from the first log-in until the engine has seen all of them on the array");

    private final String title;
    private final String meaning;

    RtoPart(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** One word. */
    public String title() {
        return title;
    }

    /** What it covers. */
    public String meaning() {
        return meaning;
    }

    /** How long this part took, in milliseconds. */
    public long millisOf(Rto rto) {
        return switch (this) {
            case DETECTION -> rto.detectionMillis();
            case ENGINE -> rto.engineMillis();
            case ARRAY -> rto.arrayMillis();
            case LAUNCH -> rto.launchMillis();
            case BOOT -> rto.bootMillis();
            case ATTACH -> rto.attachMillis();
        };
    }
}
