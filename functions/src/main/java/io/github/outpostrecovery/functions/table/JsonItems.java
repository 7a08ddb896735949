package io.github.outpostrecovery.functions.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items that are one value in its JSON form, of which the newest counts. */
final class JsonItems {
    private static final String VALUE = "value";

    private final ItemStore items;

    JsonItems(ItemStore items) {
        this.items = requireNonNull(items, "items is null");
    }

    <T> Optional<T> read(String partition, String sort, Class<T> type) {
        return items.read(partition, sort).map(item -> parse(item, type));
    }

    void keep(String partition, String sort, Object value) {
        try {
            Map<String, String> attributes = Map.of(VALUE, CoreJson.mapper().writeValueAsString(value));
            items.write(List.of(new Put(new Item(partition, sort, attributes), new Condition.Always())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("core's types have a JSON form", impossible);
        }
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
}
