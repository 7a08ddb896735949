package io.github.outpostrecovery.lab.simulation.fault.control;

import static io.github.outpostrecovery.lab.simulation.FaultCard.simulated;

import io.github.outpostrecovery.lab.asl.InvocationFault;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.fault.ShownElsewhere;
import java.time.Duration;
import java.util.List;

/** Faults 61 to 75. */
public final class ControlFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String WRITE = "TransactWriteItems";
    private static final String READ = "GetItem";

    private ControlFaults() {}

    /** In the order of their numbers. */
    public static List<Fault> all() {
        return List.of(
                new Answers(
                        simulated(
                                61,
                                "approved-twice",
                                "a person approves three times",
                                "approved once, looked at again, RECOVERED once"),
                        Answers.Way.APPROVES_TWICE),
                new Answers(
                        simulated(
                                61,
                                "approved-too-late",
                                "a person approves after the request has expired",
                                "EXPIRED; the approval finds nobody waiting, and nothing is touched"),
                        Answers.Way.APPROVES_TOO_LATE),
                new Answers(
                        simulated(
                                61,
                                "approved-after-rejecting",
                                "a person approves what was rejected before",
                                "REJECTED; the approval finds nobody waiting, and nothing is touched"),
                        Answers.Way.APPROVES_AFTER_REJECTING),
                new Answers(
                        simulated(
                                61,
                                "approved-other-evidence",
                                "an approval names other evidence than was asked about",
                                "it counts for nothing; the right one does, RECOVERED"),
                        Answers.Way.APPROVES_OTHER_EVIDENCE),
                ShownElsewhere.byTest(
                        61,
                        "mail-scanned",
                        "a scanner of mail presses whatever a mail links to",
                        "nothing that acts has an address: an answer is an execution that somebody signed in starts",
                        "NoPublicAddressTest"),
                new Overtaken(
                        simulated(
                                62,
                                "redriven-later",
                                "a stopped execution is redriven when another one has long finished for it",
                                "the redriven one finds that it is not the owner: no mutation, DUPLICATE"),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(60)),
                new BooksTrouble(
                        simulated(63, "table-throttled", "DynamoDB throttles writes", "tried again; RECOVERED"),
                        WRITE,
                        3,
                        new CallFault.Throttled()),
                new BooksTrouble(
                        simulated(63, "table-reads-throttled", "DynamoDB throttles reads", "tried again; RECOVERED"),
                        READ,
                        3,
                        new CallFault.Throttled()),
                new BooksTrouble(
                        simulated(
                                63,
                                "table-write-unheard",
                                "a conditional write is applied, and its answer is lost",
                                "the repeat finds its own write; RECOVERED"),
                        WRITE,
                        1,
                        new CallFault.AppliedNoAnswer(PATIENCE)),
                new BooksTrouble(
                        simulated(
                                63,
                                "table-write-lands-late",
                                "a conditional write is not answered, and lands minutes later",
                                "its condition fails by then; RECOVERED"),
                        WRITE,
                        1,
                        new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(3), 1)),
                new Functions(
                        simulated(
                                64,
                                "functions-inactive",
                                "each function was idle for weeks: its first calls only wake it",
                                "tried again; RECOVERED"),
                        InvocationFault.inactive(),
                        2),
                new Functions(
                        simulated(
                                64, "functions-throttled", "Lambda throttles each function", "tried again; RECOVERED"),
                        InvocationFault.throttled(),
                        3),
                new ThawedClient(
                        simulated(
                                65,
                                "token-stale",
                                "the array does not know a function's token any more",
                                "logged in again once; RECOVERED"),
                        new RestFault.Unauthorized()),
                new ThawedClient(
                        simulated(
                                65,
                                "connection-stale",
                                "the array closes a function's connection at a request",
                                "read and fenced again; a grant in doubt burns its generation; RECOVERED"),
                        new RestFault.Unreachable()),
                new RegionDegraded(simulated(
                        66,
                        "region-degraded",
                        "for minutes no service of the Region answers",
                        "waited out, or a page; nothing half done, nothing forgotten")),
                ShownElsewhere.inOperation(
                        66,
                        "region-lost",
                        "the Region is lost for longer than anybody can wait",
                        "the engine needs its Region: a person fences by the break-glass commands",
                        "docs/runbook.md",
                        "A night without the engine"),
                new NotRearmed(
                        simulated(
                                67,
                                "alarm-not-set",
                                "CloudWatch refuses to point the alarm at the new machine",
                                "RECOVERED_DEGRADED and a page; the reconciler arms it"),
                        new CallFault.Refused("LimitExceeded", "too many alarms")),
                new NotRearmed(
                        simulated(
                                67,
                                "stack-not-updated",
                                "the alarm watches the new machine, and its stack was not brought in line",
                                "RECOVERED_DEGRADED and a page"),
                        new CallFault.AppliedNoAnswer(PATIENCE)),
                new OldAlarm(simulated(
                        68,
                        "old-alarm-while-booting",
                        "the alarm of the dead machine comes again while its successor boots",
                        "DUPLICATE")),
                new TableRestored(
                        simulated(
                                69,
                                "table-restored",
                                "the table is restored from a backup, older than the recovery",
                                "the array knows a newer generation: stop and page; the living machine keeps its"
                                        + " access"),
                        TableRestored.Then.IT_RUNS_ON),
                new TableRestored(
                        simulated(
                                69,
                                "table-restored-and-failed",
                                "the table is restored from an older backup, and the machine of today fails",
                                "the array knows a newer generation: stop and page"),
                        TableRestored.Then.IT_FAILS),
                new ReadinessBeside(simulated(
                        70,
                        "readiness-beside",
                        "a readiness run goes on when the machine fails",
                        "it holds no claim: RECOVERED")),
                ShownElsewhere.byTest(
                        71,
                        "guest-scripts-again",
                        "cloud-init runs its per-instance scripts again under the new instance id",
                        "the guest's scripts are bound to the protected instance: each runs once on a volume",
                        "GuestScriptPartsTest"),
                new Answers(
                        simulated(
                                72,
                                "evidence-changes-while-asked",
                                "the server of an isolated machine dies between the question and the approval",
                                "asked again on the new evidence; RECOVERED when that is approved"),
                        Answers.Way.APPROVES_WHAT_CHANGES),
                new Answers(
                        simulated(
                                72,
                                "well-again-while-asked",
                                "the primary that hung is well again between the question and the approval",
                                "looked at again: STOOD_DOWN, and nothing is touched"),
                        Answers.Way.APPROVES_WHAT_IS_WELL),
                new GrantLandsLate(simulated(
                        73,
                        "grant-lands-late",
                        "a grant is not answered, and lands an hour later",
                        "its generation is burnt, never launched; RECOVERED by the next one")),
                new Overtaken(
                        simulated(
                                74,
                                "overtaken-and-redriven-at-once",
                                "an execution is stopped at a step, another takes over, and the first is redriven at"
                                        + " once",
                                "its announcement fails: no effect; RECOVERED by the other"),
                        Duration.ofMillis(1),
                        Duration.ofSeconds(90)),
                new OvertakenBeforeWriting(simulated(
                        74,
                        "overtaken-before-writing",
                        "a function has read the books, and sleeps before it writes, until another execution has"
                                + " taken over",
                        "its announcement fails: no effect; RECOVERED by the other")),
                new AttachesAtLast(simulated(
                        75,
                        "attaches-while-given-up",
                        "a machine attaches at the moment at which its generation is fenced",
                        "not adopted; RECOVERED by the next one")));
    }
}
