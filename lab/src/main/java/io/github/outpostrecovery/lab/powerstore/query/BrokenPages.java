package io.github.outpostrecovery.lab.powerstore.query;

import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collections whose rest cannot be read, by order of the fault injector.
 *
 * <p>PowerStore's pages have no link to the next one: the client counts. So what is broken is the collection, as one user
 * reads it with one query, from some row on, until it is read from its beginning again.
 */
public final class BrokenPages {
    private static final Set<String> WINDOW = Set.of("limit", "offset");

    private final Map<String, Integer> brokenFrom = new TreeMap<>();

    /** Where one collection breaks. */
    public record Broken(String collection, int from) {}

    public List<Broken> save() {
        List<Broken> saved = new ArrayList<>();
        brokenFrom.forEach((collection, from) -> saved.add(new Broken(collection, from)));
        return saved;
    }

    public void restore(List<Broken> saved) {
        brokenFrom.clear();
        saved.forEach(one -> brokenFrom.put(one.collection(), one.from()));
    }

    void breakFrom(String user, RestRequest request, int row) {
        brokenFrom.put(key(user, request), row);
    }

    /** Whether a read from this row on fails. One from before mends the collection. */
    boolean isBroken(String user, RestRequest request, int row) {
        String key = key(user, request);
        Integer from = brokenFrom.get(key);
        if (from == null) {
            return false;
        }
        if (row < from || from == 0) {
            brokenFrom.remove(key);
        }
        return row >= from;
    }

    private static String key(String user, RestRequest request) {
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.keySet().removeAll(WINDOW);
        return user + " " + request.path() + "?" + RestRequest.encodeQuery(query);
    }
}
