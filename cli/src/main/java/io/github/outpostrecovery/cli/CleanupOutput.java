package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cleanup.CleanupReport;
import io.github.outpostrecovery.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** How the answer of a command that takes things away is shown. */
final class CleanupOutput {
    private CleanupOutput() {}

    static ExitCode show(CloudCommand command, String instance, CleanupReport report) {
        return show(command, JsonNodeFactory.instance.objectNode().put("instance", instance), report);
    }

    static ExitCode show(CloudCommand command, ObjectNode json, CleanupReport report) {
        if (report.ended() == CleanupReport.Ended.NOT_FOUND) {
            throw new NotFoundException(String.join("; ", report.reasons()));
        }
        json.put("outcome", report.ended().name());
        report.done().forEach(json.withArray("done")::add);
        report.left().forEach(json.withArray("left")::add);
        json.set("reasons", Reasons.list(report.reasons()));
        List<List<String>> rows = new ArrayList<>();
        report.done().forEach(line -> rows.add(List.of("done", line)));
        report.left().forEach(line -> rows.add(List.of("stays", line)));
        report.reasons().forEach(line -> rows.add(List.of(report.ended().name(), line)));
        if (rows.isEmpty()) {
            rows.add(List.of(report.ended().name(), ""));
        }
        command.show(json, List.of("what", "line"), rows);
        return switch (report.ended()) {
            case DONE -> ExitCode.DONE;
            case REFUSED, DECLINED -> ExitCode.NOTHING_DONE;
            case INCOMPLETE -> ExitCode.A_PERSON_MUST_ACT;
            case NOT_FOUND -> ExitCode.NOT_FOUND;
        };
    }
}
