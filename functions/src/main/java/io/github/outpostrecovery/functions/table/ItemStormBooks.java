package io.github.outpostrecovery.functions.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.RoomBook;
import io.github.outpostrecovery.core.storm.Scope;
import io.github.outpostrecovery.core.storm.StormBooks;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import io.github.outpostrecovery.functions.table.ItemStore.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What open incidents tell each other, as items: one for each suspect and scope, so that many can be written at once, and one
 * book for each server.
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><th>pk</th><th>sk</th><th>attributes</th></tr>
 *   <tr><td>{@code storm#array#ENDPOINT}, {@code storm#server#ARN} or {@code storm#engine}</td>
 *       <td>{@code suspect#2026-02-10T06:05:00.000000000Z#web-01#7}: when the incident was opened</td>
 *       <td>{@code value}</td></tr>
 *   <tr><td>{@code storm#room#ARN}</td><td>{@code room}</td><td>{@code revision}, {@code value}</td></tr>
 * </table>
 */
public final class ItemStormBooks implements StormBooks {
    private static final String SUSPECT = "suspect#";
    private static final String ROOM = "room";
    private static final String REVISION = "revision";
    private static final String VALUE = "value";

    private final ItemStore items;

    public ItemStormBooks(ItemStore items) {
        this.items = requireNonNull(items, "items is null");
    }

    @Override
    public void note(Suspect suspect) {
        items.write(putsOf(suspect));
    }

    @Override
    public List<Suspect> noted(Scope scope, Instant since, int most) {
        return items
                .queryFrom(partitionOf(scope), SUSPECT, SUSPECT + ItemRecoveryTable.IN_ORDER.format(since), most)
                .stream()
                .map(item -> parse(item, Suspect.class))
                .toList();
    }

    @Override
    public RoomBook room(OutpostArn server) {
        return items.read(partitionOf(server), ROOM)
                .map(item -> parse(item, RoomBook.class))
                .orElseGet(() -> RoomBook.empty(server));
    }

    @Override
    public Commit commit(RoomBook next, Suspect suspect) {
        Condition condition = next.revision() == 1
                ? new Condition.Absent()
                : new Condition.AttributeEquals(REVISION, Long.toString(next.revision() - 1));
        List<Put> puts = new ArrayList<>();
        Map<String, String> attributes = Map.of(REVISION, Long.toString(next.revision()), VALUE, text(next));
        puts.add(new Put(new Item(partitionOf(next.server()), ROOM, attributes), condition));
        puts.addAll(putsOf(suspect));
        return items.write(puts) == Written.WRITTEN ? Commit.COMMITTED : Commit.CONFLICT;
    }

    private static List<Put> putsOf(Suspect suspect) {
        String sort = SUSPECT + ItemRecoveryTable.IN_ORDER.format(suspect.openedAt()) + "#" + suspect.incident();
        Map<String, String> attributes = Map.of(VALUE, text(suspect));
        return suspect.scopes().stream()
                .map(scope -> new Put(new Item(partitionOf(scope), sort, attributes), new Condition.Always()))
                .toList();
    }

    private static String partitionOf(Scope scope) {
        return switch (scope) {
            case Scope.OfArray(var endpoint) -> "storm#array#" + endpoint;
            case Scope.OfServer(var server) -> "storm#server#" + server;
            case Scope.OfEngine() -> "storm#engine";
        };
    }

    private static String partitionOf(OutpostArn server) {
        return "storm#room#" + server;
    }

    private static <T> T parse(Item item, Class<T> type) {
        try {
            return CoreJson.read(requireNonNull(item.attributes().get(VALUE), "an item without a value"), type);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(
                    "item " + item.partition() + "/" + item.sort() + " cannot be read: "
                            + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private static String text(Object value) {
        try {
            return CoreJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("core's types have a JSON form", impossible);
        }
    }
}
