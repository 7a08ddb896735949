package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.report.ReportData.Moment;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Draws the lanes: each line is a row of a table, with a name, a strip of SVG and a time. So names stay text that wraps on a
 * telephone, is read aloud, and can be copied.
 */
final class TimelinePlot {
    private static final double NARROWEST = 0.25;

    private final Html html;
    private final TimeAxis axis;
    private final Instant zero;
    private final List<TimeAxis.Tick> ticks;

    TimelinePlot(Html html, TimeAxis axis, Instant zero) {
        this.html = html;
        this.axis = axis;
        this.zero = zero;
        this.ticks = axis.ticks();
    }

    void explainShortening() {
        axis.shortened()
                .ifPresent(quiet -> html.text(" The wait for a person, " + Elapsed.ofMillis(quiet.millis())
                        + ", is shortened: the axis is broken there."));
    }

    void open() {
        html.open("table", "class", "plot", "role", "table");
        html.element("caption", "What happened when", "class", "unseen");
        html.open("thead", "role", "rowgroup").open("tr", "role", "row", "class", "axis");
        html.element("th", "What", "scope", "col", "role", "columnheader");
        html.open("th", "scope", "col", "role", "columnheader", "class", "strip");
        html.element("span", "When, seconds", "class", "unseen");
        html.open("svg", "height", "20", "aria-hidden", "true", "focusable", "false");
        for (int i = 0; i < ticks.size(); i++) {
            TimeAxis.Tick tick = ticks.get(i);
            String anchor = tick.percent() < 3 ? "start" : tick.percent() > 95 ? "end" : "middle";
            String style = i % 3 == 0 ? "tick" : "tick spare";
            html.element(
                    "text", tick.label(), "x", at(tick.percent()), "y", "14", "text-anchor", anchor, "class", style);
        }
        html.close().close();
        html.element("th", "Took", "scope", "col", "role", "columnheader");
        html.close().close();
        html.open("tbody", "role", "rowgroup");
    }

    void close() {
        html.close().close();
    }

    void lane(String title) {
        html.open("tr", "role", "row", "class", "lane");
        html.element("th", title, "colspan", "3", "scope", "colgroup", "role", "columnheader");
        html.close();
    }

    void bar(String what, String style, Instant from, Instant to) {
        Duration took = Duration.between(from, to);
        openRow(what, what + ", " + range(from, to));
        rectangle(style, from, to, what + ": " + range(from, to), -7, 14);
        closeRow(Elapsed.text(took));
    }

    void moment(Moment moment) {
        String place = at(axis.percent(moment.at()));
        String when = Elapsed.since(zero, moment.at());
        openRow(moment.what(), moment.what() + ", at " + when);
        html.open("circle", "class", "moment", "cx", place, "cy", "0", "r", "5");
        html.element("title", moment.what() + ": at " + when).close();
        closeRow("at " + when);
    }

    void steps(TimelineRow row) {
        openRow(row.title(), row.title() + ", " + range(row.from(), row.to()));
        boolean wholeDrawn = row.stretches().size() == 1;
        if (!wholeDrawn) {
            rectangle("wait", row.from(), row.to(), row.title() + ": " + range(row.from(), row.to()), -7, 14);
        }
        for (TimelineRow.Stretch stretch : row.stretches()) {
            Optional<String> style = switch (stretch.kind()) {
                case WORK, ROUTE -> Optional.of("work");
                case PERSON -> Optional.of("person");
                // The whole line was drawn as a wait already.
                case WAIT -> wholeDrawn ? Optional.of("wait") : Optional.empty();
            };
            style.ifPresent(drawn -> rectangle(
                    drawn,
                    stretch.from(),
                    stretch.to(),
                    stretch.state() + ": " + range(stretch.from(), stretch.to()),
                    -7,
                    14));
        }
        closeRow(Elapsed.text(row.duration()));
    }

    void calls(String array, List<Call> calls) {
        long millis = calls.stream().mapToLong(Call::millis).sum();
        openRow(array + ", " + counts(calls), array + ": " + counts(calls));
        clusters(calls, call -> !call.write()).forEach(cluster -> rectangle("read", cluster, -3, 8));
        clusters(calls, Call::write).forEach(cluster -> rectangle("write", cluster, -7, 14));
        clusters(calls, TimelinePlot::faulty).forEach(this::fault);
        closeRow(Elapsed.ofMillis(millis));
    }

    void legend() {
        html.open("ul", "class", "legend", "aria-label", "Legend");
        key("detection", "until the engine starts");
        key("work", "the engine works");
        key("wait", "the engine waits");
        key("person", "waits for a person");
        key("read", "array: reads");
        key("write", "array: a change among them");
        key("launch", "EC2 launch");
        key("boot", "boot");
        key("attach", "attach");
        html.open("li").open("svg", "width", "14", "height", "14", "aria-hidden", "true");
        html.open("circle", "class", "fault", "cx", "7", "cy", "7", "r", "4").close();
        html.close().text(" a fault was injected").close();
        html.close();
    }

    private void key(String style, String meaning) {
        html.open("li").open("svg", "width", "14", "height", "14", "aria-hidden", "true");
        html.open("rect", "class", style, "x", "1", "y", "1", "width", "12", "height", "12")
                .close();
        html.close().text(" " + meaning).close();
    }

    private void openRow(String name, String description) {
        html.open("tr", "role", "row");
        html.element("th", name, "scope", "row", "role", "rowheader");
        html.open("td", "role", "cell", "class", "strip");
        html.open("svg", "role", "img", "aria-label", description);
        for (TimeAxis.Tick tick : ticks) {
            html.open(
                            "line",
                            "class",
                            "grid",
                            "x1",
                            at(tick.percent()),
                            "x2",
                            at(tick.percent()),
                            "y1",
                            "0",
                            "y2",
                            "100%")
                    .close();
        }
        axis.shortened().ifPresent(quiet -> {
            double middle = (axis.percent(quiet.from()) + axis.percent(quiet.to())) / 2;
            html.open("line", "class", "broken", "x1", at(middle), "x2", at(middle), "y1", "0", "y2", "100%")
                    .close();
        });
        // A row is as high as its name needs; what is drawn keeps to the middle of it.
        html.open("svg", "y", "50%");
    }

    private void closeRow(String took) {
        html.close().close().close();
        html.element("td", took, "role", "cell", "class", "number");
        html.close();
    }

    private void rectangle(String style, Instant from, Instant to, String title, int y, int height) {
        double left = axis.percent(from);
        double width = Math.max(NARROWEST, axis.percent(to) - left);
        double x = Math.min(left, 100 - width);
        html.open(
                "rect",
                "class",
                style,
                "x",
                at(x),
                "y",
                Integer.toString(y),
                "width",
                at(width),
                "height",
                Integer.toString(height));
        html.element("title", title).close();
    }

    private void rectangle(String style, List<Call> cluster, int y, int height) {
        Instant from = cluster.getFirst().at();
        rectangle(style, from, end(cluster), title(cluster), y, height);
    }

    private void fault(List<Call> cluster) {
        String place = at(axis.percent(cluster.getFirst().at()));
        html.open("circle", "class", "fault", "cx", place, "cy", "-9", "r", "4");
        html.element("title", title(cluster)).close();
    }

    private String title(List<Call> cluster) {
        return cluster.size() == 1
                ? describe(cluster.getFirst())
                : counts(cluster) + ": " + range(cluster.getFirst().at(), end(cluster));
    }

    /** Calls too close to be told apart in the picture are drawn as one. */
    private List<List<Call>> clusters(List<Call> calls, Predicate<Call> which) {
        List<List<Call>> clusters = new ArrayList<>();
        double until = Double.NEGATIVE_INFINITY;
        for (Call call : calls.stream()
                .filter(which)
                .sorted(Comparator.comparing(Call::at))
                .toList()) {
            double from = axis.percent(call.at());
            if (from > until) {
                clusters.add(new ArrayList<>());
            }
            clusters.getLast().add(call);
            until = Math.max(until, Math.max(axis.percent(end(call)), from + NARROWEST));
        }
        return clusters;
    }

    private String describe(Call call) {
        return call.method() + " " + call.target() + ": " + range(call.at(), end(call))
                + (call.fault().isEmpty() ? "" : ", fault " + call.fault());
    }

    private String range(Instant from, Instant to) {
        return Elapsed.since(zero, from) + " to " + Elapsed.since(zero, to) + " ("
                + Elapsed.text(Duration.between(from, to)) + ")";
    }

    private static String counts(List<Call> calls) {
        long writes = calls.stream().filter(Call::write).count();
        long faults = calls.stream().filter(TimelinePlot::faulty).count();
        return Elapsed.count(calls.size(), "call") + ", " + Elapsed.count(writes, "change")
                + (faults == 0 ? "" : ", " + Elapsed.count(faults, "fault"));
    }

    private static boolean faulty(Call call) {
        return !call.fault().isEmpty();
    }

    private static Instant end(List<Call> cluster) {
        return cluster.stream()
                .map(TimelinePlot::end)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant end(Call call) {
        return call.at().plusMillis(call.millis());
    }

    private static String at(double percent) {
        return TimeAxis.places(percent);
    }
}
