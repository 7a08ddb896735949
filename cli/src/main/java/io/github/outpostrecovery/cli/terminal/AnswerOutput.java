package io.github.outpostrecovery.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command that asks shows its answer: the same thing as a table or as JSON, on stdout. */
public final class AnswerOutput {
    private static final JsonMapper JSON = new JsonMapper();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "how to show the result on stdout (default: ${DEFAULT-VALUE})",
            defaultValue = "TABLE")
    private Format format = Format.TABLE;

    /** The formats. */
    enum Format {
        TABLE,
        JSON
    }

    /** Shows the same thing in the form that was asked for. */
    public void show(PrintWriter out, JsonNode json, List<String> header, List<List<String>> rows) {
        switch (format) {
            case JSON -> print(out, json);
            case TABLE -> table(out, header, rows);
        }
        out.flush();
    }

    /** Shows the same thing in the form that was asked for, where a table would not hold it. */
    public void show(PrintWriter out, JsonNode json, String text) {
        switch (format) {
            case JSON -> print(out, json);
            case TABLE -> text.lines().map(Printable::line).forEach(out::println);
        }
        out.flush();
    }

    /** Several tables, one after the other. */
    public void show(PrintWriter out, JsonNode json, List<Table> tables) {
        switch (format) {
            case JSON -> print(out, json);
            case TABLE -> {
                for (Table table : tables) {
                    out.println(table.title());
                    table(out, table.header(), table.rows());
                    out.println();
                }
            }
        }
        out.flush();
    }

    private static void print(PrintWriter out, JsonNode json) {
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree has a JSON form", impossible);
        }
    }

    /** A table with a line above it. */
    public record Table(String title, List<String> header, List<List<String>> rows) {
        public Table {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    private static void table(PrintWriter out, List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        all.addAll(rows);
        int[] widths = new int[header.size()];
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] =
                        Math.max(widths[column], printable(row.get(column)).length());
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(("%-" + (widths[column] + 2) + "s").formatted(printable(row.get(column))));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** What an array names may hold what a terminal would obey. */
    private static String printable(String text) {
        return text.isEmpty() ? "-" : Printable.line(text);
    }
}
