package io.github.outpostrecovery.functions.aws.compute;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a list to its end. A page may be empty and still not be the last (EC2 API reference, "Pagination"). */
final class Pages {
    private static final int MOST = 100;

    private Pages() {}

    /** One page, and the token of the next: none, or an empty one, if this is the last. */
    record Page<T>(List<T> items, Optional<String> next) {
        static <T> Page<T> of(List<T> items, @Nullable String next) {
            return new Page<>(items, Optional.ofNullable(next).filter(token -> !token.isEmpty()));
        }
    }

    /**
     * All items of all pages.
     *
     * @param fetch reads the page that a token stands for; the first has none
     */
    static <T> List<T> all(Function<Optional<String>, Page<T>> fetch) {
        List<T> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<String> token = Optional.empty();
        do {
            Page<T> page = fetch.apply(token);
            items.addAll(page.items());
            token = page.next();
            if (token.isPresent() && (!seen.add(token.get()) || seen.size() >= MOST)) {
                throw new EndlessListException();
            }
        } while (token.isPresent());
        return items;
    }

    /** A list that does not end: its pages lead back to one another, or are too many to be true. */
    static final class EndlessListException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
