package io.github.outpostrecovery.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
    private static final Set<String> TAGS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "section",
            "figure",
            "figcaption",
            "a",
            "h1",
            "h2",
            "h3",
            "p",
            "span",
            "strong",
            "code",
            "pre",
            "div",
            "dl",
            "dt",
            "dd",
            "ul",
            "ol",
            "li",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "details",
            "summary",
            "fieldset",
            "legend",
            "label",
            "input",
            "svg",
            "rect",
            "circle",
            "line",
            "text");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "href",
            "class",
            "id",
            "role",
            "aria-label",
            "aria-labelledby",
            "aria-hidden",
            "focusable",
            "tabindex",
            "scope",
            "colspan",
            "data-label",
            "title",
            "type",
            "checked",
            "open",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "cx",
            "cy",
            "r",
            "width",
            "height",
            "text-anchor");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-z0-9-]+=\"[^\"<>]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z0-9-]+)=\"([^\"]*)\"");

    static Stream<ReportData> samples() {
        return Stream.of(
                SampleReports.recovered(),
                SampleReports.waiting(),
                SampleReports.fencedAndPaged(),
                SampleReports.degraded(),
                HostileReport.of(field -> "<script>alert('" + field + "')</script>\"'><img src=x onerror=alert(1)>"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void render_whateverTheData_writesOnlyItsOwnMarkup(ReportData data) {
        String page = HtmlReport.render(data).replaceFirst("<!DOCTYPE html>\n", "");

        Matcher tags = TAG.matcher(page);
        Set<String> seen = new TreeSet<>();
        Set<String> attributes = new TreeSet<>();
        int angles = 0;
        while (tags.find()) {
            angles++;
            seen.add(tags.group(2));
            ATTRIBUTE.matcher(tags.group(3)).results().forEach(found -> attributes.add(found.group(1)));
        }

        assertThat(TAGS).containsAll(seen);
        assertThat(ATTRIBUTES).containsAll(attributes);
        assertThat(page.chars().filter(character -> character == '<').count()).isEqualTo(angles);
    }

    @Test
    void render_whenEveryFieldHoldsMarkup_showsItAsText() {
        String page = HtmlReport.render(HostileReport.of(field -> "<script>" + field + "</script>"));

        assertThat(HostileReport.FIELDS)
                .allSatisfy(field -> assertThat(page)
                        .containsAnyOf(
                                "&lt;script&gt;" + field + "&lt;/script&gt;",
                                // The outcome is shown in words.
                                "&lt;script&gt;" + field.replace('_', ' ') + "&lt;/script&gt;"));
        assertThat(page).doesNotContain("<script");
    }

    @Test
    void render_whenTextLeavesItsAttribute_staysInside() {
        String page = HtmlReport.render(HostileReport.of(field -> "\" onmouseover=\"alert(1)"));

        assertThat(page).doesNotContain("\" onmouseover=\"").contains("&quot; onmouseover=&quot;alert(1)");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void render_whateverTheData_loadsNothing(ReportData data) {
        String page = HtmlReport.render(data);

        assertThat(page)
                .doesNotContain("http:", "https:", "url(", "@import", "<script", "<link", "<img src", "javascript:")
                .contains("default-src 'none'".replace("'", "&#39;"));
        assertThat(ATTRIBUTE
                        .matcher(page)
                        .results()
                        .filter(found -> found.group(1).equals("href")))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.group(2)).startsWith("#"));
    }

    @Test
    void render_whenFieldsNameASecret_blanksItsValue() {
        String secrets = " {\"password\": \"CANARY-7f3a\", \"apiToken\":\"CANARY-7f3a\"} chap_secret=CANARY-7f3a"
                + " Authorization: Basic CANARY-7f3aCANARY-7f3a";
        // The name of an execution cannot hold a colon.
        String page = HtmlReport.render(
                HostileReport.of(field -> field + (field.equals("arn") ? "-password=CANARY-7f3a" : secrets)));

        assertThat(page).doesNotContain("CANARY").contains("[redacted]");
    }

    @Test
    void render_neverShowsTheBodyOfACall() {
        assertThat(HtmlReport.render(HostileReport.of(field -> field))).doesNotContain("body-is-not-shown");
    }

    @Test
    void render_whenRecovered_saysWhoBecameWhomAndHowLongItTook() {
        String page = HtmlReport.render(SampleReports.recovered());

        assertThat(page)
                .contains(">RECOVERED</span>", "web-01#1", "6 min 42.3 s", "i-0aaa1234def567890", "i-0bbb1234def567890")
                .contains("g1", "g2", "Confirm attachment (13 times)", "18,211 checks, no violation.")
                .contains("/vol/web01_boot/lun0 = 0, /vol/web01_data/lun0 = 1")
                .contains("tone-good");
    }

    @Test
    void render_whenAnInvariantIsBroken_saysSoAtTheTop() {
        String page = HtmlReport.render(SampleReports.fencedAndPaged());

        String top = page.substring(0, page.indexOf("<main>"));
        assertThat(top).contains("tone-bad", "FENCED AND PAGED", "1 violation of the safety invariants");
        assertThat(page).contains("I3: a grant was sent", "class=\"violations\"");
    }

    @Test
    void render_whenWaitingForAPerson_shortensTheWaitAndNamesTheEvidence() {
        ReportData data = SampleReports.waiting();
        String page = HtmlReport.render(data);

        assertThat(page)
                .contains("WAITING FOR APPROVAL", "1 h 30 min, is shortened", "LINK_LOSS")
                .contains(data.verifications().getFirst().evidence().hash("web-01#1"))
                .contains("so there is no recovery time");
    }

    @Test
    void render_whenCallsHadFaults_marksThem() {
        String page = HtmlReport.render(SampleReports.fencedAndPaged());

        assertThat(page)
                .contains(
                        "fault: error-after-applying",
                        "Every call (420)",
                        "class=\"is-failed is-fault\"",
                        ">change</span>");
    }

    @Test
    void render_whenTheDataIsTheSame_isTheSame() {
        assertThat(HtmlReport.render(SampleReports.degraded())).isEqualTo(HtmlReport.render(SampleReports.degraded()));
    }
}
