package io.github.outpostrecovery.lab.report;

import java.util.List;

/**
 * Writes one table. It says its roles in so many words, because on a narrow screen the style sheet lays the cells out as
 * blocks, and browsers then forget that it is a table.
 */
final class Table implements AutoCloseable {
    private final Html html;
    private final List<String> columns;

    /** Begins a table. {@code layout} is the class of its style. */
    Table(Html html, String layout, String caption, List<String> columns) {
        this.html = html;
        this.columns = List.copyOf(columns);
        html.open("div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0");
        html.open("table", "role", "table", "class", layout);
        html.element("caption", caption);
        html.open("thead", "role", "rowgroup").open("tr", "role", "row");
        for (String column : columns) {
            html.element("th", column, "scope", "col", "role", "columnheader");
        }
        html.close().close().open("tbody", "role", "rowgroup");
    }

    void row(String style, Cell... cells) {
        row(style, List.of(cells));
    }

    void row(String style, List<Cell> cells) {
        html.open("tr", "role", "row", "class", style);
        for (int i = 0; i < cells.size(); i++) {
            if (i == 0) {
                html.open("th", "scope", "row", "role", "rowheader", "data-label", columns.get(i));
            } else {
                html.open("td", "role", "cell", "data-label", columns.get(i));
            }
            cells.get(i).writeTo(html);
            html.close();
        }
        html.close();
    }

    @Override
    public void close() {
        html.close().close().close();
    }
}
