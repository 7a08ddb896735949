package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.Rto;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Where the time went. */
final class RtoSection {
    private static final double ROOM_FOR_A_WORD = 11;

    private RtoSection() {}

    static void write(Html html, Rto rto) {
        html.open("section", "aria-labelledby", "rto");
        html.element("h2", "Recovery time", "id", "rto");
        if (rto.totalMillis() <= 0) {
            html.element("p", "No machine attached, so there is no recovery time.")
                    .close();
            return;
        }
        html.element(
                "p",
                Elapsed.ofMillis(rto.totalMillis())
                        + " from the failure until the array saw the new machine attached.");
        bar(html, rto);
        try (Table table =
                new Table(html, "narrow", "RTO by part", List.of("Part", "Seconds", "Share", "From where to where"))) {
            for (RtoPart part : RtoPart.values()) {
                long millis = part.millisOf(rto);
                table.row(
                        "",
                        named(part),
                        Cell.number(Elapsed.inSeconds(Duration.ofMillis(millis))),
                        Cell.number(String.format(Locale.ROOT, "%.0f %%", share(millis, rto))),
                        Cell.text(part.meaning()));
            }
            table.row(
                    "total",
                    Cell.text("Total"),
                    Cell.number(Elapsed.inSeconds(Duration.ofMillis(rto.totalMillis()))),
                    Cell.number("100 %"),
                    Cell.text("the RTO"));
        }
        html.close();
    }

    private static void bar(Html html, Rto rto) {
        html.open("svg", "class", "stack", "height", "40", "role", "img", "aria-label", "RTO by part, see the table");
        double left = 0;
        for (RtoPart part : RtoPart.values()) {
            double width = share(part.millisOf(rto), rto);
            if (width <= 0) {
                continue;
            }
            String took = part.title() + " " + Elapsed.ofMillis(part.millisOf(rto));
            html.open(
                    "rect",
                    "class",
                    style(part),
                    "x",
                    TimeAxis.places(left),
                    "y",
                    "0",
                    "width",
                    TimeAxis.places(width),
                    "height",
                    "40");
            html.element("title", took).close();
            if (width >= ROOM_FOR_A_WORD) {
                html.element(
                        "text",
                        part.title(),
                        "class",
                        "inside",
                        "x",
                        TimeAxis.places(left + width / 2),
                        "y",
                        "25",
                        "text-anchor",
                        "middle");
            }
            left += width;
        }
        html.close();
    }

    private static Cell named(RtoPart part) {
        return html -> {
            html.open("svg", "width", "14", "height", "14", "aria-hidden", "true");
            html.open("rect", "class", style(part), "x", "1", "y", "1", "width", "12", "height", "12")
                    .close();
            html.close().text(" " + part.title());
        };
    }

    private static String style(RtoPart part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static double share(long millis, Rto rto) {
        return 100.0 * Math.max(0, millis) / rto.totalMillis();
    }
}
