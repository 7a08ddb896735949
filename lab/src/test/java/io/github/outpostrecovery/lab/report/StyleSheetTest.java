package io.github.outpostrecovery.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contrast as WCAG 2.2 has it: 4.5 to 1 for text (1.4.3), 3 to 1 for what carries meaning in a picture (1.4.11). */
class StyleSheetTest {
    private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})");

    enum Scheme {
        LIGHT,
        DARK
    }

    @ParameterizedTest
    @EnumSource
    void text_inEitherScheme_standsOut(Scheme scheme) {
        Map<String, String> colours = colours(scheme);
        for (String ground : List.of("page", "card", "zebra", "code")) {
            for (String text : List.of("text", "quiet", "link", "bad", "engine", "attention", "array", "fault")) {
                assertThat(contrast(colours, text, ground))
                        .as(text + " on " + ground)
                        .isGreaterThanOrEqualTo(4.5);
            }
        }
        for (String tone : List.of("good", "calm", "attention", "bad")) {
            assertThat(contrast(colours, "on-tone", tone)).as("on " + tone).isGreaterThanOrEqualTo(4.5);
        }
        for (String part : List.of("detection", "engine", "array", "launch", "boot", "attach")) {
            assertThat(contrast(colours, "on-bar", part)).as("word on " + part).isGreaterThanOrEqualTo(4.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bars_inEitherScheme_standOut(Scheme scheme) {
        Map<String, String> colours = colours(scheme);
        for (String bar : List.of("detection", "engine", "array", "launch", "boot", "attach", "fault")) {
            assertThat(contrast(colours, bar, "card")).as(bar).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void sheet_hasBothSchemesAndPrint() {
        assertThat(sheet()).contains("prefers-color-scheme: dark", "@media print", "max-width: 46rem");
    }

    private static Map<String, String> colours(Scheme scheme) {
        String sheet = sheet();
        int dark = sheet.indexOf("@media (prefers-color-scheme: dark)");
        String part = switch (scheme) {
            case LIGHT -> sheet.substring(0, dark);
            case DARK -> sheet.substring(dark, sheet.indexOf("* { box-sizing"));
        };
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = VARIABLE.matcher(part);
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static String sheet() {
        String page = HtmlReport.render(SampleReports.recovered());
        return page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
    }

    private static double contrast(Map<String, String> colours, String one, String other) {
        double first = luminance(colours.getOrDefault(one, ""));
        double second = luminance(colours.getOrDefault(other, ""));
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
