package io.github.outpostrecovery.lab.report;

/** What stands in one cell of a table. */
@FunctionalInterface
interface Cell {
    void writeTo(Html html);

    static Cell text(String text) {
        return html -> html.element("span", text);
    }

    static Cell number(String text) {
        return html -> html.element("span", text, "class", "number");
    }

    static Cell code(String text) {
        return html -> html.element("code", text);
    }

    /** A constant of the engine, which is never broken. */
    static Cell constant(String text) {
        return html -> html.element("code", text, "class", "constant");
    }
}
