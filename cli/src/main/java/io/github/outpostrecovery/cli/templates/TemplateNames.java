package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of launch templates: 3 to 128 letters, digits and {@code ( ) . - / _} (EC2 API reference, CreateLaunchTemplate). */
public final class TemplateNames {
    private static final int LONGEST = 128;
    private static final String RECOVERY = "-recovery";
    /** As long as the longest suffix of a recovery template. */
    private static final int SUFFIX = (RECOVERY + "-99").length();

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9().\\-/_]{3,128}");
    private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9().\\-/_]+");

    private TemplateNames() {}

    /** {@code lt-NAME-ID}; what is legal in a tag only becomes a hyphen. Without a Name tag the id takes its place. */
    public static String of(Optional<String> nameTag, Ec2InstanceId id) {
        String name = ILLEGAL.matcher(nameTag.map(String::strip).orElse("")).replaceAll("-");
        String tail = "-" + id;
        int room = LONGEST - SUFFIX - "lt-".length() - tail.length();
        String cut = name.length() > room ? name.substring(0, room) : name;
        return "lt-" + (cut.isEmpty() ? id.value() : cut) + tail;
    }

    /**
     * A name that a person gave.
     *
     * @throws IllegalArgumentException if EC2 would not take it, or not with the suffix of a recovery template
     */
    public static String given(String name) {
        if (!LEGAL.matcher(name).matches() || name.length() > LONGEST - SUFFIX) {
            throw new IllegalArgumentException("--template-name \"" + name + "\" is not legal: use 3 to "
                    + (LONGEST - SUFFIX) + " letters, digits and ( ) . - / _, so that \"" + RECOVERY + "\" can follow");
        }
        return name;
    }

    /**
     * The name of a recovery template.
     *
     * @param number counts the recovery servers from 1
     */
    public static String recovery(String primary, int number) {
        return primary + RECOVERY + (number == 1 ? "" : "-" + number);
    }
}
