package io.github.outpostrecovery.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.service.Notices.Notice;

/** What every mail keeps to. */
final class Letters {
    /** Mail servers take lines of up to 998 characters (RFC 5322, 2.1.1). */
    private static final int LONGEST_LINE = 998;

    private Letters() {}

    /** The subject and the lines fit, and all of it is ASCII. What cannot be broken stands alone on its line. */
    static void fits(Notice mail) {
        assertThat(mail.subject()).matches("[!-~][ -~]{0,98}");
        assertThat(mail.body()).matches("(?s)[ -~\\n]*").hasSizeLessThan(20_000);
        mail.body()
                .lines()
                .filter(line -> line.length() > 78)
                .forEach(line ->
                        assertThat(line.strip()).as("a long line is one word").doesNotContain(" "));
        assertThat(mail.body().lines()).allMatch(line -> line.length() < LONGEST_LINE);
        assertThat(mail.body()).doesNotContain("null", "Optional", "[]").doesNotContain(" \n");
    }
}
