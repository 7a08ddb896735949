package io.github.outpostrecovery.core.name;

/** One episode of one protected instance, numbered from 1: {@code web-01#7}. */
public record IncidentId(InstanceName instance, int number) {
    private static final int MOST_DIGITS = 9;

    public IncidentId {
        if (number < 1) {
            throw new IllegalArgumentException("incident number " + number + " is not legal: incidents count from 1");
        }
    }

    /** Reads {@code web-01#7}. */
    public static IncidentId parse(String written) {
        int mark = written.indexOf('#');
        if (mark < 1 || !isNumber(written, mark + 1)) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is not an incident: write the instance, # and the number, as in web-01#7");
        }
        return new IncidentId(
                new InstanceName(written.substring(0, mark)), Integer.parseInt(written.substring(mark + 1)));
    }

    /** Without leading zeros. */
    private static boolean isNumber(String written, int from) {
        int digits = written.length() - from;
        if (digits < 1 || digits > MOST_DIGITS || written.charAt(from) == '0') {
            return false;
        }
        for (int i = from; i < written.length(); i++) {
            if (!Characters.isDigit(written.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return instance + "#" + number;
    }
}
