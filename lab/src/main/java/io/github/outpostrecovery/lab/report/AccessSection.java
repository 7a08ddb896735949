package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.fence.Drained;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.lab.drill.DrillResult.InitiatorChange;
import io.github.outpostrecovery.lab.report.ReportData.Grant;
import java.util.List;
import java.util.stream.Collectors;

/** Who was taken off the arrays, and who was let in. */
final class AccessSection {
    private AccessSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "aria-labelledby", "access");
        html.element("h2", "Access to the volumes", "id", "access");
        fenced(html, data);
        granted(html, data);
        initiators(html, data);
        html.close();
    }

    private static void fenced(Html html, ReportData data) {
        html.element("h3", "Fenced and proved");
        if (data.fenced().isEmpty()) {
            html.element("p", "No fence was proved.");
            return;
        }
        try (Table table = new Table(
                html,
                "stack",
                "Initiators proved to be off the volumes",
                List.of("Array", "Volume", "Initiator", "Generation", "Proved at", "Drained"))) {
            for (StoredProof proof : data.fenced()) {
                table.row(
                        "",
                        Cell.text(proof.array().value()),
                        Cell.code(proof.volume().value()),
                        Cell.code(proof.initiator().value()),
                        Cell.text(proof.generation().toString()),
                        Cell.text(Elapsed.time(proof.provenAt()) + ", "
                                + Elapsed.since(data.failedAt(), proof.provenAt())),
                        Cell.text(drained(proof.drained())));
            }
        }
    }

    private static void granted(Html html, ReportData data) {
        html.element("h3", "Granted");
        if (data.granted().isEmpty()) {
            html.element("p", "Nobody was let in.");
            return;
        }
        try (Table table = new Table(
                html,
                "stack",
                "Initiators let in, and the LUN ids that they see",
                List.of("Array", "Initiator", "Generation", "Volumes and LUN ids"))) {
            for (Grant grant : data.granted()) {
                table.row(
                        "",
                        Cell.text(grant.array().value()),
                        Cell.code(grant.initiator().value()),
                        Cell.text(grant.generation().toString()),
                        Cell.code(grant.luns().entrySet().stream()
                                .map(entry -> entry.getKey() + " = " + entry.getValue())
                                .collect(Collectors.joining(", "))));
            }
        }
    }

    private static void initiators(Html html, ReportData data) {
        if (data.result().initiators().isEmpty()) {
            return;
        }
        html.open("details");
        html.element("summary", "Initiators before and after");
        try (Table table = new Table(
                html, "stack", "Initiator of the instance", List.of("Array", "Protocol", "Before", "After"))) {
            for (InitiatorChange change : data.result().initiators()) {
                table.row(
                        "",
                        Cell.text(change.array()),
                        Cell.text(change.protocol()),
                        Cell.code(change.before()),
                        Cell.code(change.after()));
            }
        }
        html.close();
    }

    private static String drained(Drained drained) {
        return switch (drained) {
            case SESSION_GONE -> "the array lists no log-in any more";
            case COUNTERS_FLAT -> "the write counters stood still";
            case SETTLED -> "the settle time of the array has passed";
        };
    }
}
