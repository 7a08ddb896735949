package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.Change;
import java.util.Locale;

/** What a reader wants to know first. */
final class HeadlineSection {
    private HeadlineSection() {}

    static void write(Html html, ReportData data) {
        DrillResult result = data.result();
        OutcomeMeaning meaning = OutcomeMeaning.of(result);
        String tone = "tone-" + meaning.tone().name().toLowerCase(Locale.ROOT);
        html.open("header", "class", tone);
        html.element("p", "Outpost Recovery, drill of " + Elapsed.dateAndTime(data.failedAt()), "class", "kicker");
        html.open("h1");
        html.element("span", words(result.outcome()), "class", "outcome");
        html.text(" ").element("span", subject(data), "class", "subject");
        html.close();
        html.element("p", meaning.sentence(), "class", "meaning");
        html.element("p", result.reason(), "class", "reason");
        if (!result.invariants().violations().isEmpty()) {
            html.element(
                    "p",
                    Elapsed.count(result.invariants().violations().size(), "violation") + " of the safety invariants",
                    "class",
                    "alarm-banner");
        }
        html.open("dl", "class", "facts");
        fact(html, "RTO", rto(result), "big");
        change(html, "Generation", result.generation(), "g");
        change(html, "Instance", result.instance(), "");
        fact(html, "Machines launched", Integer.toString(result.launches()), "");
        fact(html, "Access or machines changed", result.worldChanged() ? "yes" : "no", "");
        html.close();
        html.close();
    }

    /** The incident, or that there is none. */
    static String subject(ReportData data) {
        return data.result().incident().orElse("no incident");
    }

    private static String rto(DrillResult result) {
        return result.rto().totalMillis() > 0 ? Elapsed.ofMillis(result.rto().totalMillis()) : "none";
    }

    private static String words(String outcome) {
        return outcome.replace('_', ' ');
    }

    private static void change(Html html, String name, Change<?> change, String prefix) {
        html.open("div").element("dt", name).open("dd");
        String before = prefix + change.before();
        String after = prefix + change.after();
        html.element("code", before);
        if (before.equals(after)) {
            html.text(" (unchanged)");
        } else {
            html.element("span", " \u2192 ", "aria-hidden", "true").element("span", " became ", "class", "unseen");
            html.element("code", after);
        }
        html.close().close();
    }

    private static void fact(Html html, String name, String value, String style) {
        html.open("div", "class", style)
                .element("dt", name)
                .element("dd", value)
                .close();
    }
}
