package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.lab.drill.DrillResult.ExecutionResult;
import io.github.outpostrecovery.lab.report.ReportData.Mail;
import java.util.List;

/** How each execution ended, and what the operators were told. */
final class RecordsSection {
    private RecordsSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "aria-labelledby", "records");
        html.element("h2", "Executions and their records", "id", "records");
        executions(html, data);
        html.close();
        html.open("section", "aria-labelledby", "mails");
        html.element("h2", "Mails", "id", "mails");
        if (data.mails().isEmpty()) {
            html.element("p", "No mail was sent.");
        }
        for (Mail mail : data.mails()) {
            html.open("details", "class", "mail");
            html.element("summary", Elapsed.time(mail.at()) + " " + mail.subject());
            html.element("pre", mail.body());
            html.close();
        }
        html.close();
    }

    private static void executions(Html html, ReportData data) {
        if (data.records().isEmpty()) {
            html.element("p", "No execution has left a record yet.");
        } else {
            try (Table table = new Table(
                    html,
                    "stack",
                    "One record for each execution",
                    List.of("Execution", "Incident", "Outcome", "At", "Reason"))) {
                data.records().forEach(record -> table.row("", cells(data, record)));
            }
        }
        if (data.result().executions().size() != data.records().size()) {
            try (Table table =
                    new Table(html, "narrow", "Executions as the drill saw them", List.of("Incident", "Outcome"))) {
                for (ExecutionResult execution : data.result().executions()) {
                    table.row("", Cell.text(execution.incident()), Cell.text(execution.outcome()));
                }
            }
        }
    }

    private static List<Cell> cells(ReportData data, IncidentRecord record) {
        String arn = record.execution().value();
        return List.of(
                html -> html.element("code", arn.substring(arn.lastIndexOf(':') + 1), "title", arn),
                Cell.text(record.incident().map(IncidentId::toString).orElse("none")),
                html -> html.element("strong", record.outcome().name()),
                Cell.text(Elapsed.time(record.at()) + ", " + Elapsed.since(data.failedAt(), record.at())),
                html -> reason(html, record));
    }

    private static void reason(Html html, IncidentRecord record) {
        if (record.details().isEmpty()) {
            html.element("span", record.reason());
            return;
        }
        html.open("details");
        html.element("summary", record.reason());
        html.open("ul");
        record.details().forEach(detail -> html.element("li", detail));
        html.close().close();
    }
}
