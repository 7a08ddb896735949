package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.rest.PageOrder;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers reads of one kind of records: filtered, in pages, with the fields asked for.
 *
 * <p>Pages are short whatever the client asks for, and a full page always has a next one, which may be empty: only a page
 * without a next link is the last. A next page starts after the last key, so records that come and go in between do not
 * make it skip others.
 */
final class Listing<T> {
    private static final String START = "start.key";
    private static final String START_BROKEN = "start.broken";
    private static final int MOST_RECORDS = 10_000;
    private static final int LONGEST_TIMEOUT = 120;
    private static final Set<String> CONTROLS =
            Set.of("fields", "max_records", "return_records", "return_timeout", START, START_BROKEN);

    private final OntapCluster cluster;
    private final Fields fields;
    private final Function<T, String> key;
    private final Function<T, String> svm;
    private final Function<T, Document> document;

    private record Row(String key, ObjectNode whole) {}

    Listing(
            OntapCluster cluster,
            Fields fields,
            Function<T, String> key,
            Function<T, String> svm,
            Function<T, Document> document) {
        this.cluster = cluster;
        this.fields = fields;
        this.key = key;
        this.svm = svm;
        this.document = document;
    }

    /** A page of those records that the query asks for and the caller may see. */
    RestResponse page(ApiCall call, List<T> all) {
        FieldSelection selection = FieldSelection.of(fields, call.request().parameter("fields"));
        QueryFilter filter = QueryFilter.of(fields, call.request().query(), CONTROLS);
        call.number("return_timeout", 0, LONGEST_TIMEOUT);
        int limit = Math.min(
                call.number("max_records", 1, MOST_RECORDS).orElse(MOST_RECORDS),
                cluster.settings().pageSize());
        if (call.request().parameter(START_BROKEN).isPresent()) {
            throw new OntapError(500, "500", "Internal error.", "");
        }
        String start = call.request().parameter(START).orElse("");
        List<Row> matching = all.stream()
                .filter(row -> call.isInScope(svm.apply(row)))
                .map(row -> new Row(key.apply(row), document.apply(row).json()))
                .filter(row -> filter.matches(row.whole()))
                .sorted(Comparator.comparing(Row::key))
                .toList();
        if (call.request().parameter("return_records").isPresent() && !call.flag("return_records")) {
            return RestResponse.json(
                    200, new Document().put("num_records", matching.size()).json());
        }
        List<Row> rest =
                matching.stream().filter(row -> row.key().compareTo(start) > 0).toList();
        return page(call.request(), selection, rest, start, limit);
    }

    private RestResponse page(RestRequest request, FieldSelection selection, List<Row> rest, String start, int limit) {
        int size = PageOrder.of(request)
                .map(order -> Math.min(order.records(), limit))
                .orElse(limit);
        List<Row> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode records = body.putArray("records");
        page.forEach(row -> records.add(selection.select(row.whole())));
        body.put("num_records", page.size());
        ObjectNode links = body.putObject("_links");
        links.putObject("self").put("href", request.target());
        if (page.size() == size) {
            String last = page.isEmpty() ? start : page.getLast().key();
            links.putObject("next").put("href", next(request, last));
        }
        return RestResponse.json(200, body);
    }

    private static String next(RestRequest request, String last) {
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.put(START, List.of(last));
        PageOrder.of(request)
                .filter(order -> order.continuation() == PageOrder.Continuation.FAILS)
                .ifPresent(order -> query.put(START_BROKEN, List.of("true")));
        return request.path() + "?" + RestRequest.encodeQuery(query);
    }

    /** One record, with the fields asked for. */
    RestResponse one(ApiCall call, T row) {
        Set<String> allowed = new HashSet<>(Set.of("fields", "return_timeout"));
        call.allow(allowed);
        return RestResponse.json(
                200,
                FieldSelection.of(fields, call.request().parameter("fields"))
                        .select(document.apply(row).json()));
    }

    /** What a POST answers: the record if {@code return_records} asks for it. */
    RestResponse created(ApiCall call, T row) {
        return created(row, call.flag("return_records") ? Reply.Returned.RECORD : Reply.Returned.NOTHING);
    }

    RestResponse created(T row, Reply.Returned returned) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("num_records", 1);
        if (returned == Reply.Returned.RECORD) {
            body.putArray("records")
                    .add(FieldSelection.standard(fields)
                            .select(document.apply(row).json()));
        }
        return RestResponse.json(201, body);
    }

    /** What a DELETE or PATCH answers. */
    static RestResponse done() {
        return RestResponse.json(200, JsonNodeFactory.instance.objectNode());
    }
}
