package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.evidence.ArrayLook;
import io.github.outpostrecovery.core.evidence.Assessment;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.report.ReportData.Lane;
import io.github.outpostrecovery.lab.report.ReportData.Mail;
import io.github.outpostrecovery.lab.report.ReportData.Moment;
import io.github.outpostrecovery.lab.report.ReportData.Setting;
import io.github.outpostrecovery.lab.report.ReportData.Span;
import io.github.outpostrecovery.lab.report.ReportData.Verification;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A report in which every field that takes any text holds a text that its name is put into. */
final class HostileReport {
    /** The fields, each of which is on the page. */
    static final List<String> FIELDS = List.of(
            "outcome",
            "reason",
            "incident",
            "instance-before",
            "instance-after",
            "initiator-array",
            "initiator-protocol",
            "initiator-before",
            "initiator-after",
            "visit-state",
            "visit-time",
            "long-visit-state",
            "load-array",
            "load-vendor",
            "execution-incident",
            "execution-outcome",
            "violation",
            "moment",
            "span",
            "unobserved",
            "failure-code",
            "failure-detail",
            "source",
            "call-array",
            "call-method",
            "call-path",
            "call-fault",
            "arn",
            "record-reason",
            "record-detail",
            "mail-subject",
            "mail-body",
            "setting-name",
            "setting-value",
            "replay");

    private final UnaryOperator<String> text;
    private final Instant at = SampleReports.FAILURE;

    private HostileReport(UnaryOperator<String> text) {
        this.text = text;
    }

    static ReportData of(UnaryOperator<String> text) {
        return new HostileReport(text).data();
    }

    private String put(String field) {
        if (!FIELDS.contains(field)) {
            throw new IllegalArgumentException(field + " is not in the list");
        }
        return text.apply(field);
    }

    private ReportData data() {
        return new ReportData(
                result(),
                at,
                List.of(new Moment(at, put("moment"))),
                List.of(new Span(Lane.BOOT, put("span"), at, at.plusSeconds(2))),
                List.of(verification()),
                SampleReports.recovered().fenced(),
                SampleReports.recovered().granted(),
                List.of(new Call(
                        at,
                        put("call-array"),
                        put("call-method"),
                        put("call-path"),
                        "body-is-not-shown",
                        503,
                        3,
                        put("call-fault"),
                        true)),
                List.of(new IncidentRecord(
                        new ExecutionArn("arn:aws:states:eu-west-1:111122223333:execution:recovery:" + executionName()),
                        Optional.empty(),
                        Optional.empty(),
                        Outcome.REFUSED,
                        at,
                        put("record-reason"),
                        Optional.empty(),
                        List.of(put("record-detail")))),
                List.of(new Mail(at, put("mail-subject"), put("mail-body"))),
                List.of(new Setting(put("setting-name"), put("setting-value"))),
                1,
                put("replay"));
    }

    /** As much of the text as the name of an execution can hold. */
    private String executionName() {
        String name = put("arn").replaceAll("[\\s:]", "_");
        return name.substring(0, Math.min(name.length(), 90));
    }

    private DrillResult result() {
        return new DrillResult(
                put("outcome"),
                put("reason"),
                Optional.of(put("incident")),
                new DrillResult.Change<>(1, 2),
                new DrillResult.Change<>(put("instance-before"), put("instance-after")),
                List.of(new DrillResult.InitiatorChange(
                        put("initiator-array"),
                        put("initiator-protocol"),
                        put("initiator-before"),
                        put("initiator-after"))),
                List.of(
                        new DrillResult.Visit(put("visit-state"), put("visit-time"), 5),
                        new DrillResult.Visit(put("long-visit-state"), at.toString(), 5_000)),
                new DrillResult.Rto(6_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000),
                List.of(new DrillResult.ArrayLoad(put("load-array"), put("load-vendor"), 1, 1)),
                List.of(
                        new DrillResult.ExecutionResult(put("execution-incident"), put("execution-outcome")),
                        new DrillResult.ExecutionResult("web-01#1", "REFUSED")),
                1,
                true,
                new DrillResult.Invariants(1, List.of(put("violation"))));
    }

    private Verification verification() {
        Look look = new Look(
                at,
                new MachineStatus.Unobserved(put("unobserved")),
                ServerLink.UNKNOWN,
                List.of(new ArrayLook(
                        SampleReports.ARRAY,
                        SampleReports.OLD,
                        Answer.unanswered(new ArrayFailure(
                                ArrayFailure.Kind.UNREACHABLE, put("failure-code"), put("failure-detail"))),
                        Answer.of(new SessionReport(
                                List.of(new SessionReport.Session(SampleReports.OLD, put("source"), "10.0.20.1")))),
                        new Answer.NotOffered<>())));
        return new Verification(List.of(look), Assessment.of(look, look));
    }
}
