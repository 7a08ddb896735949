package io.github.outpostrecovery.cli.prompt;

import java.util.Comparator;
import java.util.Locale;

/** The order in which people count: {@code disk2} before {@code disk10}, whatever the case. */
public final class NaturalOrder implements Comparator<String> {
    /** The one. */
    public static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int at = 0;
        int of = 0;
        while (at < left.length() && of < right.length()) {
            int leftEnd = endOfNumber(left, at);
            int rightEnd = endOfNumber(right, of);
            int order = leftEnd > at && rightEnd > of
                    ? byNumber(left.substring(at, leftEnd), right.substring(of, rightEnd))
                    : Character.compare(left.charAt(at), right.charAt(of));
            if (order != 0) {
                return order;
            }
            at = Math.max(leftEnd, at + 1);
            of = Math.max(rightEnd, of + 1);
        }
        int byLength = Integer.compare(left.length() - at, right.length() - of);
        return byLength != 0 ? byLength : one.compareTo(other);
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Without parsing: a name may hold more digits than any number type. */
    private static int byNumber(String one, String other) {
        String left = one.replaceFirst("^0+", "");
        String right = other.replaceFirst("^0+", "");
        return left.length() != right.length() ? Integer.compare(left.length(), right.length()) : left.compareTo(right);
    }
}
