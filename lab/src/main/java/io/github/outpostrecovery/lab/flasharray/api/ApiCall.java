package io.github.outpostrecovery.lab.flasharray.api;

import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.flasharray.FlashArray;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request that has been let in.
 *
 * @param version the N of 2.N
 */
record ApiCall(RestRequest request, int version, FlashArray array, Turn turn) {
    private static final Pattern COMMA = Pattern.compile(",");

    /** What changes act on. */
    Inventory accepted() {
        return array.versions().accepted();
    }

    /** What reads see. */
    Inventory applied() {
        return array.versions().applied();
    }

    /** Refuses parameters that a call does not know, and any other context than this array. */
    void allow(Collection<String> names) {
        request.query().forEach((name, values) -> {
            if (!names.contains(name) && !name.equals("context_names")) {
                throw ApiError.badRequest("Invalid query parameter.", name);
            }
            if (values.size() > 1) {
                throw ApiError.badRequest("Query parameter is given more than once.", name);
            }
        });
        for (String context : names("context_names")) {
            if (!context.equals(array.name())) {
                throw ApiError.badRequest("Context does not exist.", context);
            }
        }
    }

    boolean has(String name) {
        return request.query().containsKey(name);
    }

    /** The values of a parameter that takes several; none if it is not given. */
    List<String> names(String name) {
        Optional<String> given = request.parameter(name);
        if (given.isEmpty()) {
            return List.of();
        }
        List<String> names = List.of(COMMA.split(given.get(), -1));
        if (names.stream().anyMatch(String::isBlank)) {
            throw ApiError.badRequest("Invalid value of a query parameter.", name);
        }
        return names;
    }

    /** As {@link #names}, but at least one. */
    List<String> required(String name) {
        List<String> names = names(name);
        if (names.isEmpty()) {
            throw ApiError.badRequest("Missing required query parameter.", name);
        }
        return names;
    }

    /** Of several kinds of objects, only one may be given with several names. */
    void oneKindWithSeveral(Set<String> kinds) {
        if (kinds.stream().filter(kind -> names(kind).size() > 1).count() > 1) {
            throw ApiError.badRequest("Only one of the parameters may have multiple values.", String.join(",", kinds));
        }
    }

    Optional<Boolean> flag(String name) {
        return request.parameter(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiError.badRequest("Invalid value of a query parameter.", name);
        });
    }

    /** A number of milliseconds. */
    Optional<Long> millis(String name) {
        return request.parameter(name).map(text -> {
            if (!text.matches("[0-9]{1,18}")) {
                throw ApiError.badRequest("Invalid value of a query parameter.", name);
            }
            return Long.parseLong(text);
        });
    }

    Optional<Integer> number(String name) {
        return request.parameter(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException notNumeric) {
                // Refused below.
            }
            throw ApiError.badRequest("Invalid value of a query parameter.", name);
        });
    }
}
