package io.github.outpostrecovery.cli.prompt;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.terminal.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table on a terminal, a page at a time. */
final class TableView<T> {
    private static final int PAGE = 40;

    private final Prompts.Choice<T> choice;
    private final PrintWriter out;
    private List<T> rows;
    private int from;

    TableView(Prompts.Choice<T> choice, PrintWriter out) {
        this.choice = requireNonNull(choice, "choice is null");
        this.out = requireNonNull(out, "out is null");
        this.rows = choice.rows();
    }

    /** Shows the page. */
    void show() {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("#"));
        header.addAll(choice.header());
        lines.add(header);
        int to = Math.min(rows.size(), from + PAGE);
        for (int at = from; at < to; at++) {
            List<String> line = new ArrayList<>(List.of(Integer.toString(at + 1)));
            choice.columns().apply(rows.get(at)).forEach(cell -> line.add(cell.isEmpty() ? "-" : Printable.line(cell)));
            lines.add(line);
        }
        int[] widths = new int[header.size()];
        lines.forEach(line -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        });
        out.println();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder("  ");
            for (int column = 0; column < widths.length; column++) {
                text.append(line.get(column))
                        .append(" ".repeat(widths[column] - line.get(column).length() + 2));
            }
            out.println(text.toString().stripTrailing());
        }
        if (rows.size() > PAGE || rows.size() < choice.rows().size()) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %,d to %,d of %,d%s. Type a part of a name to see only those, \"more\" for the next, \"all\""
                            + " for the first.",
                    Math.min(from + 1, to),
                    to,
                    rows.size(),
                    rows.size() < choice.rows().size()
                            ? String.format(
                                    Locale.ROOT, " (of %,d)", choice.rows().size())
                            : ""));
        }
        out.flush();
    }

    /** Turns the page if it is told to. */
    boolean obeys(String line) {
        switch (line.toLowerCase(Locale.ROOT)) {
            case "more" -> from = from + PAGE < rows.size() ? from + PAGE : 0;
            case "all" -> {
                rows = choice.rows();
                from = 0;
            }
            default -> {
                return false;
            }
        }
        show();
        return true;
    }

    /** The row that is meant: by its key, or else by its number among those that are left. */
    Optional<T> row(String wanted) {
        Optional<T> named = choice.row(wanted);
        if (named.isPresent() || !wanted.matches("[0-9]{1,9}")) {
            return named;
        }
        int number = Integer.parseInt(wanted);
        return number >= 1 && number <= rows.size() ? Optional.of(rows.get(number - 1)) : Optional.empty();
    }

    /** Leaves only the rows that hold a text; none: shows the table as it is, and says no. */
    boolean filter(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        List<T> found = choice.rows().stream()
                .filter(row -> choice.columns().apply(row).stream()
                        .anyMatch(cell -> cell.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
        if (found.isEmpty()) {
            return false;
        }
        rows = found;
        from = 0;
        show();
        return true;
    }
}
