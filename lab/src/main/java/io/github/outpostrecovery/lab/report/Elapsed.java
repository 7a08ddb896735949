package io.github.outpostrecovery.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a person reads them. */
public final class Elapsed {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Elapsed() {}

    /** Such as {@code 4.2 s}, {@code 3 min 12.4 s} or {@code 1 h 02 min}. */
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        long tenths = (duration.toMillis() + 50) / 100;
        if (tenths < 600) {
            return seconds(tenths);
        }
        if (tenths < 36_000) {
            return tenths / 600 + " min " + seconds(tenths % 600);
        }
        long minutes = (duration.toSeconds() + 30) / 60;
        return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }

    /** As {@link #text}, of milliseconds. */
    public static String ofMillis(long millis) {
        return text(Duration.ofMillis(millis));
    }

    /** Seconds with one decimal and no unit, for the columns of a table. */
    public static String inSeconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    /** Seconds since {@code zero}, such as {@code +12.3 s}. */
    static String since(Instant zero, Instant at) {
        return String.format(Locale.ROOT, "%+.1f s", Duration.between(zero, at).toMillis() / 1000.0);
    }

    /** Such as {@code 1 call} or {@code 18,211 checks}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String dateAndTime(Instant at) {
        return DATE_AND_TIME.format(at);
    }

    private static String seconds(long tenths) {
        return tenths / 10 + "." + tenths % 10 + " s";
    }
}
