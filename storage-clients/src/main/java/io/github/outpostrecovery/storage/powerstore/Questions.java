package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Questions about many things at once: as few calls as their values fit into, sent side by side. */
final class Questions {
    /** Encoded; a request line of 8 KiB is what common web servers take. */
    private static final int LONGEST_FILTER = 6000;

    /** PowerStore does not say how many requests it takes at a time; Dell's own client holds itself back too. */
    private static final int AT_A_TIME = 16;

    /** Values that can stand in a list without being mistaken for its punctuation. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:@#~+=/-]+");

    private final PowerStoreRest rest;
    private final Deadline deadline;

    Questions(PowerStoreRest rest, Deadline deadline) {
        this.rest = requireNonNull(rest, "rest is null");
        this.deadline = requireNonNull(deadline, "deadline is null");
    }

    /** What several calls gave together, and what went wrong with some of them. */
    record Found(List<JsonNode> rows, List<ArrayFailure> failures) {
        Found {
            rows = List.copyOf(rows);
            failures = List.copyOf(failures);
        }

        /** All or nothing. */
        Answer<List<JsonNode>> complete() {
            return failures.isEmpty() ? Answer.of(rows) : Answer.unanswered(failures.getFirst());
        }
    }

    /** The rows of a collection in which {@code field} has one of the values; no value, no call. */
    Found rowsWith(RestCall collection, String field, Collection<String> values) {
        List<Supplier<Answer<List<JsonNode>>>> questions = new ArrayList<>();
        filters(values).forEach(filter -> questions.add(() -> rest.rows(collection.query(field, filter), deadline)));
        List<JsonNode> rows = new ArrayList<>();
        List<ArrayFailure> failures = new ArrayList<>();
        for (Answer<List<JsonNode>> answer : sideBySide(rest.fanOut(), questions)) {
            switch (answer) {
                case Answer.Answered<List<JsonNode>>(List<JsonNode> found) -> rows.addAll(found);
                case Answer.Unanswered<List<JsonNode>>(ArrayFailure failure) -> failures.add(failure);
                case Answer.NotOffered<List<JsonNode>>() -> {}
            }
        }
        return new Found(rows, failures);
    }

    private static List<String> filters(Collection<String> values) {
        List<String> filters = new ArrayList<>();
        List<String> together = new ArrayList<>();
        int length = 0;
        for (String value : new TreeSet<>(values)) {
            if (!PLAIN.matcher(value).matches()) {
                filters.add("eq." + value);
                continue;
            }
            // At worst three characters for each byte, and three for the comma.
            int added = (int) value.chars().filter(Questions::isEncoded).count() * 2 + value.length() + 3;
            if (!together.isEmpty() && length + added > LONGEST_FILTER) {
                filters.add(list(together));
                together.clear();
                length = 0;
            }
            together.add(value);
            length += added;
        }
        if (!together.isEmpty()) {
            filters.add(list(together));
        }
        return filters;
    }

    private static boolean isEncoded(int character) {
        return ":@#+=/".indexOf(character) >= 0;
    }

    private static String list(List<String> values) {
        return values.size() == 1 ? "eq." + values.getFirst() : "in.(" + String.join(",", values) + ")";
    }

    /** Does tasks that do not depend on each other, some at a time, and gives their results in their order. */
    static <T> List<T> sideBySide(FanOut fanOut, List<? extends Supplier<T>> tasks) {
        List<T> results = new ArrayList<>();
        for (int from = 0; from < tasks.size(); from += AT_A_TIME) {
            results.addAll(fanOut.all(tasks.subList(from, Math.min(tasks.size(), from + AT_A_TIME))));
        }
        return results;
    }
}
