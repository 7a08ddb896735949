package io.github.outpostrecovery.lab.powerstore.query;

import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a collection that a request asks for: {@code limit} and {@code offset}, or a header {@code Range: 0-99}.
 *
 * @param offset of the first row, from 0
 */
record PageWindow(int offset, int limit) {
    /** The highest limit. */
    static final int MOST_ROWS = 2000;

    private static final Pattern RANGE = Pattern.compile("(?:items=)?(\\d{1,9})-(\\d{1,9})");

    static PageWindow of(RestRequest request, int defaultLimit) {
        Optional<String> range = request.header("Range");
        if (range.isPresent()
                && request.parameter("limit").isEmpty()
                && request.parameter("offset").isEmpty()) {
            Matcher matcher = RANGE.matcher(range.get().strip());
            if (!matcher.matches()) {
                throw Reason.BAD_QUERY.because("The header Range is malformed.", range.get());
            }
            int first = Integer.parseInt(matcher.group(1));
            int rows = Integer.parseInt(matcher.group(2)) - first + 1;
            if (rows < 1 || rows > MOST_ROWS) {
                throw Reason.BAD_QUERY.because("The header Range asks for 1 to 2000 rows.", range.get());
            }
            return new PageWindow(first, rows);
        }
        return new PageWindow(
                number(request, "offset", 0, Integer.MAX_VALUE).orElse(0),
                number(request, "limit", 1, MOST_ROWS).orElse(defaultLimit));
    }

    private static Optional<Integer> number(RestRequest request, String name, int lowest, int highest) {
        return request.parameter(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException notNumeric) {
                // Refused below.
            }
            throw Reason.BAD_QUERY.because(name + " is a number from " + lowest + " to " + highest + ".", text);
        });
    }
}
