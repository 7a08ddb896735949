package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.report.ReportData.Setting;
import java.util.List;

/** What the run was asked to do, and how to run it again. */
final class RunSection {
    private RunSection() {}

    static void write(Html html, ReportData data) {
        html.open("section", "aria-labelledby", "run");
        html.element("h2", "This run", "id", "run");
        try (Table table = new Table(html, "narrow", "Options", List.of("Option", "Value"))) {
            for (Setting setting : data.settings()) {
                table.row("", Cell.text(setting.name()), Cell.code(setting.value()));
            }
            table.row("", Cell.text("seed"), Cell.code(Long.toString(data.seed())));
        }
        if (!data.replay().isEmpty()) {
            html.element("p", "The same run again:");
            html.open("pre", "class", "command").element("code", data.replay()).close();
        }
        html.close();
    }
}
