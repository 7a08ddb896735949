package io.github.outpostrecovery.core.name;

/** Which characters a name is made of: looked at one by one, since names are checked wherever they cross a boundary. */
final class Characters {
    private static final int YEAR = 4;
    private static final int AFTER_THE_DATE = 8;
    private static final int LAST_MONTH = 12;
    private static final int TEN = 10;

    private Characters() {}

    /** {@code 0} to {@code 9}. */
    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** {@code a} to {@code z} or {@code 0} to {@code 9}. */
    static boolean isLowerOrDigit(char character) {
        return (character >= 'a' && character <= 'z') || isDigit(character);
    }

    /**
     * Whether {@code YYYY-MM.} stands at a place.
     *
     * @return what comes after it, or -1 if it does not
     */
    static int afterDate(String name, int from) {
        int end = from + AFTER_THE_DATE;
        if (name.length() < end || name.charAt(from + YEAR) != '-' || name.charAt(end - 1) != '.') {
            return -1;
        }
        for (int i = from; i < end - 1; i++) {
            if (i != from + YEAR && !isDigit(name.charAt(i))) {
                return -1;
            }
        }
        int month = (name.charAt(from + YEAR + 1) - '0') * TEN + name.charAt(from + YEAR + 2) - '0';
        return month >= 1 && month <= LAST_MONTH ? end : -1;
    }

    /** Whether all characters from one place to before another are lower-case letters, digits or one of {@code others}. */
    static boolean areLowerOrDigitsOr(String others, String name, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isLowerOrDigit(name.charAt(i)) && others.indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
