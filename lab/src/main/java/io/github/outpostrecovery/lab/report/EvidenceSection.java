package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.lab.report.PlaneReading.Signal;
import io.github.outpostrecovery.lab.report.ReportData.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What was seen of the victim, what it was taken to mean, and why it was nothing else. */
final class EvidenceSection {
    private static final int MOST_ALTERNATIVES = 3;

    private EvidenceSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "aria-labelledby", "evidence");
        html.element("h2", "Evidence and verdict", "id", "evidence");
        if (data.verifications().isEmpty()) {
            html.element("p", "The primary was not looked at.");
        }
        int count = data.verifications().size();
        for (int i = 0; i < count; i++) {
            if (count > 1) {
                html.element("h3", "Verification " + (i + 1) + " of " + count);
            }
            verification(html, data, data.verifications().get(i));
        }
        html.close();
    }

    private static void verification(Html html, ReportData data, Verification verification) {
        Evidence evidence = verification.evidence();
        Verdict verdict = Verdict.of(evidence);
        html.open("p").text("Verdict: ").element("strong", verdict.name(), "class", "verdict");
        html.text(". " + meaning(verdict));
        data.result()
                .incident()
                .ifPresent(incident -> html.text(" Evidence ").element("code", evidence.hash(incident)));
        html.close();
        planes(html, verification);
        if (!evidence.remarks().isEmpty()) {
            html.open("ul", "class", "remarks", "aria-label", "Remarks");
            evidence.remarks().forEach(remark -> html.element("li", remark));
            html.close();
        }
        others(html, evidence);
    }

    private static void planes(Html html, Verification verification) {
        List<String> columns = new ArrayList<>(List.of("Plane"));
        for (int i = 0; i < verification.looks().size(); i++) {
            columns.add("Look " + (i + 1) + ", "
                    + Elapsed.time(verification.looks().get(i).at()));
        }
        columns.addAll(List.of("Together", "Signal", "Remark"));
        Evidence evidence = verification.evidence();
        try (Table table = new Table(html, "stack", "What each plane said", columns)) {
            plane(table, verification, "EC2", LookReading::ec2, PlaneReading.of(evidence.ec2()));
            plane(table, verification, "Server link", LookReading::server, PlaneReading.of(evidence.server()));
            plane(table, verification, "Log-ins", LookReading::sessions, PlaneReading.of(evidence.sessions()));
            plane(table, verification, "Writes", LookReading::writes, PlaneReading.of(evidence.writes()));
            plane(table, verification, "Arrays", LookReading::access, PlaneReading.of(evidence.storageAnswered()));
        }
    }

    private static void plane(
            Table table, Verification verification, String name, Function<Look, String> seen, PlaneReading reading) {
        List<Cell> cells = new ArrayList<>(List.of(Cell.text(name)));
        verification.looks().forEach(look -> cells.add(Cell.text(seen.apply(look))));
        cells.add(Cell.constant(reading.value()));
        cells.add(signal(reading.signal()));
        cells.add(Cell.text(reading.remark()));
        table.row("", cells);
    }

    private static Cell signal(Signal signal) {
        String word = switch (signal) {
            case ALIVE, SILENT, UNKNOWN -> signal.name();
            case NOTHING -> "none";
        };
        return html -> html.element("span", word, "class", "signal signal-" + word.toLowerCase(Locale.ROOT));
    }

    private static void others(Html html, Evidence evidence) {
        html.open("details");
        html.element("summary", "Why it was no other verdict");
        try (Table table = new Table(
                html, "stack", "The least that would have had to differ", List.of("Verdict", "It would have taken"))) {
            for (OtherVerdict other : OtherVerdict.of(evidence)) {
                table.row("", Cell.constant(other.verdict().name()), Cell.text(other.sentence(MOST_ALTERNATIVES)));
            }
        }
        html.close();
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case HEALTHY -> "The machine is well.";
            case STOPPED_ON_PURPOSE -> "Somebody stopped or terminated it.";
            case DEAD -> "The machine or its guest is gone: nothing logged in, nothing written.";
            case HUNG -> "The guest does not answer its check and writes nothing, but its log-in stands.";
            case ISOLATED_ALIVE -> "A check fails, and the machine writes on, or may.";
            case LINK_LOSS -> "The Region has lost the server; the machine behind it may well be alive.";
            case STORAGE_LOSS -> "EC2 finds the machine well, and the array has lost it.";
            case DUPLICATE_IDENTITY -> "Two machines may be using the victim's name.";
            case BLIND -> "Something that should be known is not.";
        };
    }
}
