package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of one reading of one collection, put together.
 *
 * <p>A partial answer is 206 with {@code Content-Range: 0-99/1000}; only a range that ends at the total is the end (Dell,
 * "PowerStore REST API Developers Guide"). Since rows may come and go between two pages, each page after the first begins with
 * the last row of the page before: if that row, the total, or the number of different rows is another, the collection has moved
 * and the reading is worth nothing.
 */
final class Pages {
    private static final Pattern RANGE = Pattern.compile("(?:items )?(\\d{1,9})-(\\d{1,9})/(\\d{1,9})");
    private static final Pattern NOTHING = Pattern.compile("(?:items )?\\*/0");

    /** What a page comes to. */
    sealed interface Progress {
        /** Every row was read. */
        record Complete(List<JsonNode> rows) implements Progress {}

        /** Another page is needed, from this row on. */
        record More(int offset) implements Progress {}

        /** The collection has changed meanwhile: to be read anew. */
        record Moved() implements Progress {}

        /** The answer makes no sense. */
        record Nonsense(String why) implements Progress {}

        /** The question was not answered. */
        record Failed(ArrayFailure failure) implements Progress {}
    }

    private final List<JsonNode> rows = new ArrayList<>();
    private Optional<Integer> total = Optional.empty();

    /** Takes one page in: the rows, and the range that the array says they are. */
    Progress add(JsonNode page, Optional<String> contentRange, int limit) {
        boolean first = rows.isEmpty();
        if (!page.isArray()) {
            return new Progress.Nonsense("a page that is no list");
        }
        if (contentRange.isEmpty()) {
            if (!first || page.size() >= limit) {
                return new Progress.Nonsense("a page that does not say where it ends");
            }
            page.forEach(rows::add);
            return complete();
        }
        if (first && page.isEmpty() && NOTHING.matcher(contentRange.get()).matches()) {
            return complete();
        }
        Matcher range = RANGE.matcher(contentRange.get());
        if (!range.matches()) {
            return new Progress.Nonsense("a page with the range \"" + contentRange.get() + "\"");
        }
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        int all = Integer.parseInt(range.group(3));
        int wanted = first ? 0 : rows.size() - 1;
        if (from != wanted || to - from + 1 != page.size() || to >= all) {
            return new Progress.Nonsense("a page of " + page.size() + " rows from row " + wanted
                    + " that says it is the range " + contentRange.get());
        }
        if (total.filter(known -> known != all).isPresent()
                || (!first && !idOf(page.path(0)).equals(idOf(rows.getLast())))) {
            return new Progress.Moved();
        }
        total = Optional.of(all);
        for (int index = first ? 0 : 1; index < page.size(); index++) {
            rows.add(page.path(index));
        }
        if (rows.size() == all) {
            return complete();
        }
        return !first && page.size() < 2
                ? new Progress.Nonsense("a page without a new row")
                : new Progress.More(rows.size() - 1);
    }

    /** Whether a list of so many rows with this range is all there is. */
    static boolean isWhole(String contentRange, int size) {
        Matcher range = RANGE.matcher(contentRange);
        return range.matches()
                ? Integer.parseInt(range.group(1)) == 0
                        && Integer.parseInt(range.group(2)) + 1 == size
                        && Integer.parseInt(range.group(3)) == size
                : size == 0 && NOTHING.matcher(contentRange).matches();
    }

    private Progress complete() {
        Set<String> ids = new HashSet<>();
        for (JsonNode row : rows) {
            if (idOf(row).isEmpty()) {
                return new Progress.Nonsense("a row without an id");
            }
            if (!ids.add(idOf(row))) {
                return new Progress.Moved();
            }
        }
        return new Progress.Complete(List.copyOf(rows));
    }

    private static String idOf(JsonNode row) {
        return row.path("id").asText("");
    }
}
