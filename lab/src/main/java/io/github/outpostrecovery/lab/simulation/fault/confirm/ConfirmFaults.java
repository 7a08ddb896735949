package io.github.outpostrecovery.lab.simulation.fault.confirm;

import static io.github.outpostrecovery.lab.simulation.FaultCard.simulated;

import io.github.outpostrecovery.lab.simulation.Fault;
import java.util.List;

/** Faults 55 to 60. */
public final class ConfirmFaults {
    private static final String NEXT_TARGET =
            "given up at the deadline, fenced and proved; RECOVERED on the next target";

    private ConfirmFaults() {}

    /** In the order of their numbers. */
    public static List<Fault> all() {
        return List.of(
                new NewGuest(
                        simulated(55, "never-attaches", "the new machine runs, and finds no volume", NEXT_TARGET),
                        NewGuest.Kind.NEVER_ATTACHES,
                        1),
                new NewGuest(
                        simulated(
                                55,
                                "nothing-attaches",
                                "no machine on any target finds its volume",
                                "FENCED_AND_PAGED; everything stays fenced"),
                        NewGuest.Kind.NEVER_ATTACHES,
                        NewGuest.ALL),
                new NewGuest(
                        simulated(
                                56,
                                "old-name-in-the-image",
                                "each new machine logs in with the name of the dead one",
                                "FENCED_AND_PAGED; the page says that the image may carry another name"),
                        NewGuest.Kind.OLD_NAME,
                        NewGuest.ALL),
                new PathsCut(
                        simulated(
                                57,
                                "one-path-left",
                                "the new machine reaches one portal of each array",
                                "RECOVERED_DEGRADED, and a page"),
                        PathsCut.Extent.ALL_BUT_ONE),
                new PathsCut(
                        simulated(
                                58,
                                "data-volume-missing",
                                "the new machine boots, and does not reach the array of its data",
                                NEXT_TARGET),
                        PathsCut.Extent.SECOND_ARRAY),
                new SlowStart(
                        simulated(
                                59,
                                "file-system-repair",
                                "the new machine mends its file systems for 20 minutes before it serves",
                                "attached by its log-ins; never fenced for it"),
                        SlowStart.Seen.BY_ITS_LOG_INS),
                new SlowStart(
                        simulated(
                                59,
                                "file-system-repair-without-log-ins",
                                "the same, on an array that does not say where a machine is logged in",
                                "its check does not pass within the patience: " + NEXT_TARGET),
                        SlowStart.Seen.BY_WHAT_IS_COUNTED),
                new NewGuest(
                        simulated(
                                60,
                                "guest-well-array-empty",
                                "the new machine passes its checks, and no array sees it",
                                "the array wins: " + NEXT_TARGET),
                        NewGuest.Kind.BOOTS_ELSEWHERE,
                        1));
    }
}
