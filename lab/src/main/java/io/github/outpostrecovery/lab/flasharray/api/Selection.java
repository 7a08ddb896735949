package io.github.outpostrecovery.lab.flasharray.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The objects that a request names.
 *
 * @param missing those names that nothing has
 */
record Selection<T>(List<T> found, List<ApiError.Entry> missing) {
    /** All of them, for a request that names none. */
    static <T> Selection<T> all(List<T> rows) {
        return new Selection<>(rows, List.of());
    }

    static <T> Selection<T> of(List<String> names, Function<String, Optional<T>> find, String ifMissing) {
        List<T> found = new ArrayList<>();
        List<ApiError.Entry> missing = new ArrayList<>();
        names.forEach(name ->
                find.apply(name).ifPresentOrElse(found::add, () -> missing.add(new ApiError.Entry(ifMissing, name))));
        return new Selection<>(List.copyOf(found), List.copyOf(missing));
    }

    /** The objects, if there is one for every name. */
    List<T> orRefuse() {
        if (!missing.isEmpty()) {
            throw new ApiError(ApiError.BAD_REQUEST, missing);
        }
        return found;
    }
}
