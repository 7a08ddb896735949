package io.github.outpostrecovery.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes the report: one HTML page that needs nothing but itself. It runs no script and loads nothing, and says so in a
 * content security policy, so that it can be mailed, kept and opened anywhere.
 */
public final class HtmlReport {
    private static final String SHEET = sheet();

    private HtmlReport() {}

    /** The whole page. The same data gives the same page; no text in it can become markup. */
    public static String render(ReportData data) {
        Html html = new Html();
        html.open("html", "lang", "en");
        head(html, data);
        html.open("body");
        html.element("a", "Skip to the timeline", "href", "#timeline", "class", "skip");
        HeadlineSection.write(html, data);
        html.open("main");
        TimelineSection.write(html, data);
        RtoSection.write(html, data.result().rto());
        EvidenceSection.write(html, data);
        AccessSection.write(html, data);
        InvariantsSection.write(html, data.result().invariants());
        RecordsSection.write(html, data);
        CallsSection.write(html, data);
        RunSection.write(html, data);
        html.close();
        html.close().close();
        return html.finish();
    }

    private static void head(Html html, ReportData data) {
        html.open("head");
        html.single("meta", "charset", "utf-8");
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "color-scheme", "content", "light dark");
        html.single("meta", "name", "referrer", "content", "no-referrer");
        html.single(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
        html.element("title", data.result().outcome() + " " + HeadlineSection.subject(data) + " - Outpost Recovery");
        html.style(SHEET);
        html.close();
    }

    private static String sheet() {
        try (InputStream resource = HtmlReport.class.getResourceAsStream("report.css")) {
            if (resource == null) {
                throw new IllegalStateException("the style sheet is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
