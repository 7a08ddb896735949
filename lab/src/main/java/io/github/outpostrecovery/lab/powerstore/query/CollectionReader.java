package io.github.outpostrecovery.lab.powerstore.query;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Field;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Form;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.PageOrder;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers reads of collections and of single rows. */
public final class CollectionReader {
    private static final Set<String> CONTROLS = Set.of("select", "limit", "offset", "order");
    private static final Set<String> SELECT_ONLY = Set.of("select");
    private static final Pattern COMMA = Pattern.compile(",");

    private final Catalog catalog;
    private final BrokenPages broken;

    /** How answers look where real systems differ: the rows of a page if the client does not say, and absent values. */
    public record Looks(int defaultRows, Absent absent) {}

    public CollectionReader(Catalog catalog, BrokenPages broken) {
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.broken = requireNonNull(broken, "broken is null");
    }

    /** A collection that can be filtered and is answered in pages. */
    public RestResponse page(String resource, RestRequest request, String user, Instant now, Looks looks) {
        ResourceType type = catalog.type(resource);
        Selection selection = Selection.of(catalog, type, request.parameter("select"));
        List<Condition> conditions = conditions(type, request);
        Comparator<ObjectNode> order = order(type, request.parameter("order"));
        PageWindow window = PageWindow.of(request, looks.defaultRows());
        Optional<PageOrder> ordered = PageOrder.of(request);
        if (broken.isBroken(user, request, window.offset())) {
            throw Reason.INTERNAL.because("Internal error.");
        }
        List<ObjectNode> matching = new ArrayList<>(catalog.rows(resource, now));
        matching.removeIf(row -> !conditions.stream().allMatch(condition -> condition.test(row)));
        matching.sort(order);
        int total = matching.size();
        int first = window.offset();
        if (first > 0 && first >= total) {
            throw Reason.PAST_THE_END.because(
                    "The range starts after the last row.", Integer.toString(first), Integer.toString(total));
        }
        int most = Math.min(window.limit(), ordered.map(PageOrder::records).orElse(window.limit()));
        int end = Math.min(total, first + most);
        ordered.filter(one -> one.continuation() == PageOrder.Continuation.FAILS && end < total)
                .ifPresent(one -> broken.breakFrom(user, request, end));
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        matching.subList(first, end).forEach(row -> rows.add(selection.apply(catalog, now, row, looks.absent())));
        if (end - first == total) {
            return RestResponse.json(200, rows);
        }
        String range = end == first ? "*" : first + "-" + (end - 1);
        return RestResponse.json(206, rows).withHeader("Content-Range", range + "/" + total);
    }

    /** A collection that supports neither filtering nor sorting nor pages. */
    public RestResponse whole(String resource, RestRequest request, Instant now, Looks looks) {
        allowSelectOnly(request);
        ResourceType type = catalog.type(resource);
        Selection selection = Selection.of(catalog, type, request.parameter("select"));
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        catalog.rows(resource, now).forEach(row -> rows.add(selection.apply(catalog, now, row, looks.absent())));
        return RestResponse.json(200, rows);
    }

    /** One row. */
    public RestResponse one(String resource, String id, RestRequest request, Instant now, Looks looks) {
        allowSelectOnly(request);
        Selection selection = Selection.of(catalog, catalog.type(resource), request.parameter("select"));
        ObjectNode row = catalog.rows(resource, now).stream()
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> Reason.NOT_FOUND.because("No " + resource + " has the id " + id + ".", id));
        return RestResponse.json(200, selection.apply(catalog, now, row, looks.absent()));
    }

    private static void allowSelectOnly(RestRequest request) {
        request.query().keySet().stream()
                .filter(name -> !SELECT_ONLY.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Reason.BAD_QUERY.because(
                            "This query does not support filtering, sorting or pagination.", name);
                });
        if (request.header("Range").isPresent()) {
            throw Reason.BAD_QUERY.because("This query does not support pagination.", "Range");
        }
    }

    private static List<Condition> conditions(ResourceType type, RestRequest request) {
        List<Condition> conditions = new ArrayList<>();
        request.query().forEach((name, values) -> {
            if (!CONTROLS.contains(name)) {
                values.forEach(value -> conditions.add(Condition.of(type, name, value)));
            }
        });
        return conditions;
    }

    private static Comparator<ObjectNode> order(ResourceType type, Optional<String> parameter) {
        List<Comparator<ObjectNode>> orders = new ArrayList<>();
        for (String item : parameter.stream().flatMap(COMMA::splitAsStream).toList()) {
            boolean descending = item.endsWith(".desc");
            String field = descending || item.endsWith(".asc") ? item.substring(0, item.lastIndexOf('.')) : item;
            Form form = type.field(field)
                    .filter(Field.Value.class::isInstance)
                    .map(value -> ((Field.Value) value).form())
                    .filter(one -> one != Form.EMBEDDED && one != Form.LIST)
                    .orElseThrow(() -> Reason.BAD_QUERY.because("Nothing can be ordered by " + field + ".", field));
            Comparator<ObjectNode> next = form == Form.NUMBER
                    ? Comparator.comparing(row -> row.path(field).decimalValue())
                    : Comparator.comparing((ObjectNode row) -> text(row.path(field)));
            orders.add(descending ? Collections.reverseOrder(next) : next);
        }
        orders.add(Comparator.comparing(row -> row.path(type.key()).asText()));
        return orders.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.asText();
    }
}
