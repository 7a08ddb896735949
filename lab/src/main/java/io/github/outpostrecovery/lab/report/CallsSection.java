package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.ArrayLoad;
import io.github.outpostrecovery.lab.rest.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Every call to the arrays. The filter is a set of radio buttons that the style sheet listens to. */
final class CallsSection {
    private static final int FEW = 40;
    private static final int CLIENT_ERROR = 400;

    private CallsSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "aria-labelledby", "calls");
        html.element("h2", "Calls to the arrays", "id", "calls");
        loads(html, data.result().arrays());
        List<Call> calls = data.calls();
        if (calls.isEmpty()) {
            html.element("p", "No array was called.").close();
            return;
        }
        if (calls.size() <= FEW) {
            html.open("details", "class", "many", "open", "");
        } else {
            html.open("details", "class", "many");
        }
        html.element("summary", "Every call (" + calls.size() + ")");
        html.open("div", "class", "filtered");
        html.open("fieldset", "class", "filter");
        html.element("legend", "Show");
        option(html, "all", "all", calls.size(), true);
        option(html, "writes", "changes", calls.stream().filter(Call::write).count(), false);
        option(
                html,
                "failed",
                "refused or unanswered",
                calls.stream().filter(CallsSection::failed).count(),
                false);
        option(
                html,
                "faults",
                "with a fault",
                calls.stream().filter(CallsSection::faulty).count(),
                false);
        html.close();
        try (Table table = new Table(
                html,
                "dense calls",
                "Calls in the order in which they were made",
                List.of("Time", "Since failure", "Array", "Method", "Path", "Status", "ms", "Marks"))) {
            calls.stream().sorted(Comparator.comparing(Call::at)).forEach(call -> row(table, data, call));
        }
        html.close().close().close();
    }

    private static void row(Table table, ReportData data, Call call) {
        table.row(
                style(call),
                Cell.code(Elapsed.time(call.at())),
                Cell.number(Elapsed.since(data.failedAt(), call.at())),
                Cell.text(call.service()),
                Cell.code(call.method()),
                Cell.code(call.target()),
                Cell.number(call.status() == Call.NO_ANSWER ? "none" : Integer.toString(call.status())),
                Cell.number(Long.toString(call.millis())),
                html -> marks(html, call));
    }

    private static void marks(Html html, Call call) {
        if (call.write()) {
            html.element("span", "change", "class", "mark mark-write").text(" ");
        }
        if (faulty(call)) {
            html.element("span", "fault: " + call.fault(), "class", "mark mark-fault");
        }
    }

    private static String style(Call call) {
        List<String> styles = new ArrayList<>();
        if (call.write()) {
            styles.add("is-write");
        }
        if (failed(call)) {
            styles.add("is-failed");
        }
        if (faulty(call)) {
            styles.add("is-fault");
        }
        return styles.stream().collect(Collectors.joining(" "));
    }

    private static void option(Html html, String name, String label, long count, boolean chosen) {
        html.open("label");
        List<String> attributes =
                new ArrayList<>(List.of("type", "radio", "name", "calls-shown", "class", "show-" + name));
        if (chosen) {
            attributes.addAll(List.of("checked", ""));
        }
        html.single("input", attributes.toArray(String[]::new));
        html.text(label + " (" + count + ")").close();
    }

    private static void loads(Html html, List<ArrayLoad> arrays) {
        if (arrays.isEmpty()) {
            return;
        }
        try (Table table = new Table(
                html,
                "narrow",
                "What the engine asked of each array",
                List.of("Array", "Vendor", "Calls", "Changes"))) {
            for (ArrayLoad load : arrays) {
                table.row(
                        "",
                        Cell.text(load.name()),
                        Cell.text(load.vendor()),
                        Cell.number(Integer.toString(load.calls())),
                        Cell.number(Integer.toString(load.writes())));
            }
        }
    }

    private static boolean failed(Call call) {
        return call.status() == Call.NO_ANSWER || call.status() >= CLIENT_ERROR;
    }

    private static boolean faulty(Call call) {
        return !call.fault().isEmpty();
    }
}
