package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.tests.storm.StormFigures.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A line plot as SVG, over a logarithmic axis of numbers. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 30;
    private static final int TOP = 90;
    private static final int BOTTOM = 60;
    private static final List<String> COLOURS = List.of("#0b5394", "#b45f06", "#38761d");

    private final String title;
    private final String across;
    private final String up;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, List<double[]> points) {}

    Plot(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    Plot line(String name, List<Point> points, ToDoubleFunction<Summary> value) {
        lines.add(new Line(
                name,
                points.stream()
                        .map(point -> new double[] {point.number(), value.applyAsDouble(point.summary())})
                        .toList()));
        return this;
    }

    String svg() {
        double highest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> point[1])
                .max()
                .orElse(1);
        double step = step(highest / 5);
        double top = Math.max(step, Math.ceil(highest / step) * step);
        double first = number(0);
        double last = number(lines.getFirst().points().size() - 1);
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, LEFT, 24, "start", "<tspan font-size=\"17\" font-weight=\"bold\">" + title + "</tspan>");
        for (double value = 0; value <= top + step / 2; value += step) {
            double y = y(value, top);
            svg.append(line(LEFT, y, (double) WIDTH - RIGHT, y, "#dddddd"));
            text(svg, LEFT - 8, y + 4, "end", label(value));
        }
        for (double[] point : lines.getFirst().points()) {
            double x = x(point[0], first, last);
            svg.append(line(x, y(0, top), x, y(0, top) + 5, "#444444"));
            text(svg, x, y(0, top) + 20, "middle", label(point[0]));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", across + " (logarithmic)");
        svg.append("<text transform=\"translate(20 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
                .formatted(format((TOP + HEIGHT - BOTTOM) / 2.0), up));
        for (int index = 0; index < lines.size(); index++) {
            draw(svg, lines.get(index), COLOURS.get(index), index, first, last, top);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Line line, String colour, int index, double first, double last, double top) {
        StringBuilder path = new StringBuilder();
        for (double[] point : line.points()) {
            double x = x(point[0], first, last);
            double y = y(point[1], top);
            path.append(path.isEmpty() ? "M" : " L")
                    .append(format(x))
                    .append(' ')
                    .append(format(y));
            svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>\n".formatted(format(x), format(y), colour));
        }
        svg.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n".formatted(path, colour));
        double y = 42 + 17.0 * index;
        svg.append(
                "<rect x=\"%d\" y=\"%s\" width=\"18\" height=\"4\" fill=\"%s\"/>\n".formatted(LEFT, format(y), colour));
        text(svg, LEFT + 26, y + 6, "start", line.name());
    }

    private double number(int index) {
        return lines.getFirst().points().get(index)[0];
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1e-3))));
        double part = rough / power;
        return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
    }

    private static double x(double value, double first, double last) {
        double width = WIDTH - LEFT - RIGHT - 20.0;
        return first == last ? LEFT + width / 2 : LEFT + 10 + width * Math.log(value / first) / Math.log(last / first);
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
                .formatted(format(x1), format(y1), format(x2), format(y2), colour);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n".formatted(format(x), format(y), anchor, text));
    }

    private static String label(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,d", (long) value) : format(value);
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
