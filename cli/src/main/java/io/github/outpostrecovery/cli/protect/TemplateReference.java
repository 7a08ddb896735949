package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A launch template as a person names it.
 *
 * @param version empty for the newest with a marker; it is pinned all the same
 */
public record TemplateReference(LaunchTemplateId id, OptionalInt version) {
    private static final Pattern WRITTEN = Pattern.compile("([^:]+)(?::([1-9][0-9]{0,5}))?");

    /**
     * Reads {@code lt-0123456789abcdef0} or {@code lt-0123456789abcdef0:3}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static TemplateReference parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + written
                    + "\" is no launch template: write its id, and a version after a colon, as in"
                    + " lt-0123456789abcdef0:3");
        }
        return new TemplateReference(
                new LaunchTemplateId(matcher.group(1)),
                matcher.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(2))));
    }
}
