package io.github.outpostrecovery.lab.asl.path;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.regex.Pattern;

/** Timestamps as the Amazon States Language takes and writes them: RFC 3339 with capital {@code T} and {@code Z}. */
public final class Timestamps {
    private static final Pattern PROFILE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Timestamps() {}

    /** The instant that {@code text} names, or empty if it is not a timestamp. */
    public static Optional<Instant> parse(String text) {
        if (!PROFILE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException impossibleDate) {
            return Optional.empty();
        }
    }

    /** The instant as the context object and the history show it, with milliseconds. */
    public static String format(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
