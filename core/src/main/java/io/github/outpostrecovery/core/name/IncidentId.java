package io.github.outpostrecovery.core.name;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One episode of one protected instance, numbered from 1: {@code web-01#7}. */
public record IncidentId(InstanceName instance, int number) {
    private static final Pattern WRITTEN = Pattern.compile("([^#]+)#([1-9][0-9]{0,8})");

    public IncidentId {
        if (number < 1) {
            throw new IllegalArgumentException("incident number " + number + " is not legal: incidents count from 1");
        }
    }

    /** Reads {@code web-01#7}. */
    public static IncidentId parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is not an incident: write the instance, # and the number, as in web-01#7");
        }
        return new IncidentId(new InstanceName(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return instance + "#" + number;
    }
}
