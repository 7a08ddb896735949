package io.github.outpostrecovery.lab.simulation.fault.trigger;

import static io.github.outpostrecovery.lab.simulation.FaultCard.simulated;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.fault.ShownElsewhere;
import java.util.List;

/** Faults 1 to 11. */
public final class TriggerFaults {
    private static final String WELL = "STOOD_DOWN with the evidence; nothing is touched";

    private TriggerFaults() {}

    /** In the order of their numbers. */
    public static List<Fault> all() {
        return List.of(
                new DeliveredAgain(simulated(
                        1,
                        "alarm-delivered-again",
                        "the message of the alarm comes 2 to 10 times",
                        "one incident, RECOVERED; each other message DUPLICATE")),
                new Flapping(
                        simulated(
                                2,
                                "alarm-flaps",
                                "the alarm goes to OK and back while the recovery runs",
                                "one incident, RECOVERED; what rings later is a duplicate"),
                        Fate.SERVER_DEAD,
                        Outcome.RECOVERED),
                new Flapping(
                        simulated(
                                2,
                                "alarm-flaps-while-well",
                                "the alarm of a machine that is well goes off again and again",
                                WELL),
                        Fate.ALIVE,
                        Outcome.STOOD_DOWN),
                new SecondFailure(simulated(
                        3,
                        "second-failure",
                        "the machine that took over fails as well",
                        "a second incident; RECOVERED again, as generation 3")),
                new NothingFailed(
                        simulated(4, "alarm-set-by-hand", "somebody sets the alarm of a machine that is well", WELL),
                        NothingFailed.How.SET_BY_HAND),
                new NothingFailed(
                        simulated(
                                4,
                                "alarm-published-again",
                                "somebody publishes the message of an alarm again that is OK by now",
                                WELL),
                        NothingFailed.How.PUBLISHED_AGAIN),
                new NoDataYet(simulated(
                        5,
                        "insufficient-data",
                        "the server dies before the alarm has had any data: it says INSUFFICIENT_DATA",
                        "missing data breach after ten periods: RECOVERED, late")),
                new StrangeMessage(
                        simulated(
                                6,
                                "alarm-of-a-stranger",
                                "an alarm of an instance comes in that nobody has protected",
                                "REFUSED, and a page that names it; the recovery beside it is not disturbed"),
                        StrangeMessage.Kind.OF_A_STRANGER),
                new StrangeMessage(
                        simulated(
                                6,
                                "alarm-without-a-machine",
                                "the alarm of the instance comes in without a machine in it",
                                "REFUSED; the recovery beside it is not disturbed"),
                        StrangeMessage.Kind.WITHOUT_A_MACHINE),
                new StrangeMessage(
                        simulated(
                                7,
                                "event-of-another-account",
                                "an event comes in that another account has put on the bus",
                                "the rule does not match: nothing is started for it"),
                        StrangeMessage.Kind.OF_ANOTHER_ACCOUNT),
                new StrangeMessage(
                        simulated(
                                7,
                                "message-that-is-no-alarm",
                                "somebody publishes what is no alarm at all",
                                "the pipe drops it: nothing is started for it"),
                        StrangeMessage.Kind.GARBAGE),
                new NothingFailed(
                        simulated(
                                7,
                                "forged-alarm",
                                "somebody with the right to it puts the perfect event on the bus, and nothing has"
                                        + " failed",
                                WELL),
                        NothingFailed.How.FORGED),
                new Maintenance(simulated(
                        8,
                        "maintenance-window",
                        "the machine fails in its maintenance window",
                        "SUPPRESSED; looked at again when the window ends, and RECOVERED")),
                ShownElsewhere.byTest(
                        9,
                        "alarm-storm",
                        "200 instances alarm at once",
                        "the storm guard pages, and what goes on goes by priority",
                        "StormGuardTest"),
                new FailsAmongOthers(simulated(
                        9,
                        "fails-among-others",
                        "half a dozen other instances of the array fail with it, while their servers live",
                        "no fence before a person has said so")),
                new LateMessage(simulated(
                        10,
                        "alarm-half-an-hour-late",
                        "the message of the alarm is late by 30 minutes, and the machine is well again",
                        WELL)),
                new AlarmUnheard(
                        simulated(
                                11,
                                "start-throttled",
                                "StartExecution is throttled until the rule gives up",
                                "a dead letter; the reconciler finds the alarm, RECOVERED"),
                        AlarmUnheard.Way.THROTTLED),
                new AlarmUnheard(
                        simulated(
                                11,
                                "alarm-mute",
                                "the actions of the alarm are disabled",
                                "the reconciler finds the alarm, RECOVERED"),
                        AlarmUnheard.Way.MUTE));
    }
}
