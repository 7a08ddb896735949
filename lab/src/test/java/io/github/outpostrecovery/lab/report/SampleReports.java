package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.evidence.ArrayLook;
import io.github.outpostrecovery.core.evidence.Assessment;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.fence.Drained;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.report.ReportData.Grant;
import io.github.outpostrecovery.lab.report.ReportData.Lane;
import io.github.outpostrecovery.lab.report.ReportData.Mail;
import io.github.outpostrecovery.lab.report.ReportData.Moment;
import io.github.outpostrecovery.lab.report.ReportData.Setting;
import io.github.outpostrecovery.lab.report.ReportData.Span;
import io.github.outpostrecovery.lab.report.ReportData.Verification;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pages as drills make them. */
final class SampleReports {
    static final Instant FAILURE = Instant.parse("2026-03-01T03:12:05Z");
    static final ArrayName ARRAY = new ArrayName("array-1");
    static final VolumeName BOOT_VOLUME = new VolumeName("/vol/web01_boot/lun0");
    static final VolumeName DATA_VOLUME = new VolumeName("/vol/web01_data/lun0");
    static final Initiator OLD =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.6f9619ff-8b86-4011-b42d-00c04fc964ff.g1");
    static final Initiator NEW =
            Initiator.parse("iqn.2006-03.com.amazon.aws:web-01.0b1f2ab4-71b2-4d7e-9f5a-5f1f3c6f2d11.g2");
    private static final String ARN = "arn:aws:states:eu-west-1:111122223333:execution:recovery:";
    private static final String REPLAY = "outpost-recovery drill --local --array netapp --protocol iscsi --seed 42";

    private SampleReports() {}

    static ReportData recovered() {
        SampleTimeline timeline = engine();
        DrillResult result = new DrillResult(
                "RECOVERED",
                "web-01 runs as i-0bbb1234def567890 on the recovery server; array-1 sees it on 2 of 2 portals",
                Optional.of("web-01#1"),
                new DrillResult.Change<>(1, 2),
                new DrillResult.Change<>("i-0aaa1234def567890", "i-0bbb1234def567890"),
                List.of(new DrillResult.InitiatorChange("array-1", "ISCSI", OLD.value(), NEW.value())),
                timeline.visits(),
                new DrillResult.Rto(402_300, 120_000, 61_400, 6_200, 94_000, 108_400, 12_300),
                List.of(new DrillResult.ArrayLoad("array-1", "netapp", 184, 9)),
                List.of(new DrillResult.ExecutionResult("web-01#1", "RECOVERED")),
                1,
                true,
                new DrillResult.Invariants(18_211, List.of()));
        return new ReportData(
                result,
                FAILURE,
                List.of(
                        new Moment(FAILURE, "Server op-primary lost power"),
                        new Moment(FAILURE.plusSeconds(118), "Alarm web-01-status went to ALARM")),
                List.of(
                        new Span(Lane.EC2_LAUNCH, "i-0bbb1234def567890 pending", at(187), at(281)),
                        new Span(Lane.BOOT, "i-0bbb1234def567890 boots from its LUN", at(281), at(389)),
                        new Span(Lane.ATTACH, "2 log-ins on 2 portals", at(389), at(402))),
                List.of(dead()),
                List.of(proof(BOOT_VOLUME, Drained.SESSION_GONE), proof(DATA_VOLUME, Drained.COUNTERS_FLAT)),
                List.of(grant()),
                calls(184, false),
                List.of(record("1", Outcome.RECOVERED, "the array sees the new machine attached", 410)),
                List.of(new Mail(
                        at(411),
                        "RECOVERED web-01#1: i-0bbb1234def567890 is attached",
                        "web-01 failed at 03:12:05 UTC and is back.\n\nFenced: " + OLD + "\nLet in: " + NEW
                                + "\n\nWhat to do next: look at server op-primary before you power it on.")),
                settings(),
                42,
                REPLAY);
    }

    static ReportData waiting() {
        ReportData base = recovered();
        SampleTimeline timeline = new SampleTimeline(at(121));
        timeline.step("Open the incident", 400).route("What was opened").route("Begin to verify");
        timeline.loop("Verify primary", 900, "What the evidence says", "Let the planes take new samples", 60_000, 2);
        timeline.step("Ask for approval", 5_400_000);
        DrillResult result = new DrillResult(
                DrillResult.WAITING_FOR_APPROVAL,
                "LINK_LOSS: approve or reject evidence 9f2c11d0aa31be47 in the Step Functions console",
                Optional.of("web-01#1"),
                new DrillResult.Change<>(1, 1),
                new DrillResult.Change<>("i-0aaa1234def567890", "i-0aaa1234def567890"),
                List.of(),
                timeline.visits(),
                new DrillResult.Rto(0, 0, 0, 0, 0, 0, 0),
                List.of(new DrillResult.ArrayLoad("array-1", "netapp", 24, 0)),
                List.of(new DrillResult.ExecutionResult("web-01#1", DrillResult.WAITING_FOR_APPROVAL)),
                0,
                false,
                new DrillResult.Invariants(940, List.of()));
        return new ReportData(
                result,
                FAILURE,
                List.of(new Moment(FAILURE, "Server op-primary lost its service link")),
                List.of(),
                List.of(linkLoss()),
                List.of(),
                List.of(),
                calls(24, false).stream().filter(call -> !call.write()).toList(),
                List.of(),
                List.of(
                        new Mail(
                                at(185),
                                "APPROVAL WANTED web-01#1: LINK_LOSS",
                                "The Region has lost the server. Start the approval state machine with\n"
                                        + "{\"incident\":\"web-01#1\",\"decision\":\"approve\",\"evidence\":\"9f2c11d0aa31be47\"}")),
                base.settings(),
                7,
                REPLAY);
    }

    static ReportData fencedAndPaged() {
        ReportData base = recovered();
        SampleTimeline timeline = new SampleTimeline(at(121));
        timeline.step("Open the incident", 400);
        timeline.loop("Verify primary", 900, "What the evidence says", "Let the planes take new samples", 60_000, 2);
        timeline.loop("Fence old initiator", 3200, "Is the fence proved", "Let the array settle", 10_000, 21);
        timeline.step("The fence is not proved", 0).step("Record the end", 300).step("Tell the operators", 200);
        DrillResult result = new DrillResult(
                "FENCED_AND_PAGED",
                "the fence of " + DATA_VOLUME + " could not be proved in 300 s; resume with: outpost-recovery resume"
                        + " web-01#1",
                Optional.of("web-01#1"),
                new DrillResult.Change<>(1, 2),
                new DrillResult.Change<>("i-0aaa1234def567890", "none"),
                List.of(),
                timeline.visits(),
                new DrillResult.Rto(0, 0, 0, 0, 0, 0, 0),
                List.of(new DrillResult.ArrayLoad("array-1", "netapp", 420, 22)),
                List.of(
                        new DrillResult.ExecutionResult("web-01#1", "DUPLICATE"),
                        new DrillResult.ExecutionResult("web-01#1", "FENCED_AND_PAGED")),
                0,
                true,
                new DrillResult.Invariants(
                        4_102,
                        List.of("I3: a grant was sent while /vol/web01_data/lun0 was not proved (seed 9, +212.4 s)")));
        return new ReportData(
                result,
                FAILURE,
                base.moments(),
                List.of(),
                base.verifications(),
                List.of(proof(BOOT_VOLUME, Drained.SESSION_GONE)),
                List.of(),
                calls(420, true),
                List.of(
                        record("1", Outcome.FENCED_AND_PAGED, result.reason(), 420),
                        record("2", Outcome.DUPLICATE, "web-01#1 is being worked on by execution 1", 125)),
                base.mails(),
                base.settings(),
                9,
                REPLAY + " --fault volume-unfenced@fence");
    }

    static ReportData degraded() {
        ReportData base = recovered();
        SampleTimeline timeline = engine();
        DrillResult before = base.result();
        DrillResult result = new DrillResult(
                "RECOVERED_DEGRADED",
                "attached, but target group web did not take the new instance: AccessDenied",
                before.incident(),
                new DrillResult.Change<>(1, 3),
                before.instance(),
                before.initiators(),
                timeline.visits(),
                before.rto(),
                before.arrays(),
                before.executions(),
                2,
                true,
                before.invariants());
        return new ReportData(
                result,
                base.failedAt(),
                base.moments(),
                base.spans(),
                List.of(linkLoss(), dead()),
                base.fenced(),
                base.granted(),
                calls(30, true),
                base.records(),
                List.of(),
                base.settings(),
                base.seed(),
                base.replay());
    }

    static Instant at(long seconds) {
        return FAILURE.plusSeconds(seconds);
    }

    private static SampleTimeline engine() {
        SampleTimeline timeline = new SampleTimeline(at(121));
        timeline.step("Open the incident", 400).route("What was opened").route("Begin to verify");
        timeline.loop("Verify primary", 900, "What the evidence says", "Let the planes take new samples", 45_000, 2);
        timeline.route("Begin to fence");
        timeline.loop("Fence old initiator", 2600, "Is the fence proved", "Let the array settle", 5_000, 3);
        timeline.step("Grant new initiator", 700).route("Is the grant clean").route("Begin to launch");
        timeline.loop("Relaunch from recovery template", 2300, "Is there a machine", "Let EC2 answer", 10_000, 2);
        timeline.route("Begin to confirm");
        timeline.loop("Confirm attachment", 800, "Is it attached", "Let it boot", 15_000, 13);
        timeline.step("Move traffic", 1_200).route("Has the traffic moved").route("Begin to re-arm");
        timeline.loop("Re-arm alarm", 600, "Is the alarm armed", "Let the alarm be evaluated", 20_000, 4);
        timeline.step("Record recovery", 300).step("Tell the operators", 200);
        return timeline;
    }

    static Verification dead() {
        return verification(
                new MachineStatus.Observed(
                        MachineStatus.Lifecycle.RUNNING, MachineStatus.Check.FAILED, MachineStatus.Check.FAILED),
                ServerLink.CONNECTED,
                List.of());
    }

    static Verification linkLoss() {
        return verification(
                new MachineStatus.Observed(
                        MachineStatus.Lifecycle.RUNNING,
                        MachineStatus.Check.INSUFFICIENT_DATA,
                        MachineStatus.Check.INSUFFICIENT_DATA),
                ServerLink.DISCONNECTED,
                List.of(new SessionReport.Session(OLD, "10.0.10.21", "10.0.20.1")));
    }

    private static Verification verification(
            MachineStatus machine, ServerLink link, List<SessionReport.Session> sessions) {
        Look earlier = look(at(122), machine, link, sessions);
        Look later = look(at(167), machine, link, sessions);
        return new Verification(List.of(earlier, later), Assessment.of(earlier, later));
    }

    private static Look look(
            Instant when, MachineStatus machine, ServerLink link, List<SessionReport.Session> sessions) {
        AccessPath path = new AccessPath(DATA_VOLUME, new LunId(1), OLD, new AccessObject("7", "web-01-g1"));
        return new Look(
                when,
                machine,
                link,
                List.of(new ArrayLook(
                        ARRAY,
                        OLD,
                        Answer.of(new AccessReport(Set.of(DATA_VOLUME), List.of(path))),
                        Answer.of(new SessionReport(sessions)),
                        Answer.of(new ActivityReport(Map.of(DATA_VOLUME, new ActivityReport.Total(when, 81_442)))))));
    }

    private static StoredProof proof(VolumeName volume, Drained drained) {
        return new StoredProof(ARRAY, volume, OLD, Generation.FIRST, at(183), drained);
    }

    private static Grant grant() {
        return new Grant(new Generation(2), ARRAY, NEW, Map.of(BOOT_VOLUME, new LunId(0), DATA_VOLUME, new LunId(1)));
    }

    private static IncidentRecord record(String execution, Outcome outcome, String reason, long seconds) {
        return new IncidentRecord(
                new ExecutionArn(ARN + "0f8f6c1e-" + execution),
                Optional.of(IncidentId.parse("web-01#1")),
                Optional.empty(),
                outcome,
                at(seconds),
                reason,
                Optional.empty(),
                List.of("verdict DEAD", "fenced " + OLD));
    }

    private static List<Call> calls(int count, boolean faults) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean write = i % 21 == 20;
            boolean fault = faults && i % 37 == 5;
            String target = write
                    ? "/api/protocols/san/lun-maps/4ea7a442-86d1-11e0-ae1c-123478563412/f8a51b3e-1c2d"
                    : "/api/protocols/san/iscsi/sessions?initiator.name=" + OLD.value() + "&fields=*";
            calls.add(new Call(
                    FAILURE.plusMillis(122_000 + i * 281_000L / count),
                    "array-1",
                    write ? "DELETE" : "GET",
                    target,
                    "{}",
                    fault ? (i % 2 == 0 ? 503 : Call.NO_ANSWER) : 200,
                    fault ? 10_000 : 34,
                    fault ? "error-after-applying" : "",
                    write));
        }
        return calls;
    }

    private static List<Setting> settings() {
        return List.of(
                new Setting("vendor", "netapp"),
                new Setting("protocol", "iscsi"),
                new Setting("mode", "automatic"),
                new Setting("primary", "dead"),
                new Setting("volumes", "2"));
    }
}
