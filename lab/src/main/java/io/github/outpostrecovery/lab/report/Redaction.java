package io.github.outpostrecovery.lab.report;

import java.util.regex.Pattern;

/**
 * A last net under a page that should hold no secret anyway: blanks values whose name says what they are. It cannot know a
 * secret that stands alone.
 */
final class Redaction {
    private static final String NAME =
            "(?:password|passwd|passphrase|(?<!:)secret(?!s?manager)|api[_-]?token|auth[_-]?token"
                    + "|task[_-]?token|session[_-]?key|private[_-]?key|token)";
    private static final Pattern NAMED = Pattern.compile("(?i)(" + NAME + "\\\\?[\"']?\\s*[:=]\\s*)"
            + "(\"(?:[^\"\\\\]|\\\\.)*\"|\\\\\"(?:(?!\\\\\").)*\\\\\"|'[^']*'|(?!arn:)[^\\s\"',;&}\\\\]+)");
    private static final Pattern AUTHORISATION = Pattern.compile(
            "(?i)(authorization\\s*[:=]\\s*|\\b(?:basic|bearer)\\s+(?=[a-z0-9+/._=-]{12}))[^\\r\\n\"',;]+");
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", Pattern.DOTALL);

    private Redaction() {}

    static String of(String text) {
        String safe = PEM.matcher(text).replaceAll("[redacted]");
        safe = AUTHORISATION.matcher(safe).replaceAll("$1[redacted]");
        return NAMED.matcher(safe).replaceAll("$1[redacted]");
    }
}
