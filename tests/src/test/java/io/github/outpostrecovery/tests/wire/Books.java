package io.github.outpostrecovery.tests.wire;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.functions.table.ItemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the table, read and written without the engine's own adapter: what that one does is to be seen from outside. */
record Books(DynamoDbClient table, String name) implements ItemStore {
    @Override
    public Optional<Item> read(String partition, String sort) {
        Map<String, AttributeValue> item = table.getItem(request -> request.tableName(name)
                        .consistentRead(true)
                        .key(Map.of("pk", text(partition), "sk", text(sort))))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item(item));
    }

    @Override
    public List<Item> query(String partition, String prefix) {
        return table
                .query(request -> request.tableName(name)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk and begins_with(sk, :sk)")
                        .expressionAttributeValues(Map.of(":pk", text(partition), ":sk", text(prefix))))
                .items()
                .stream()
                .map(Books::item)
                .toList();
    }

    @Override
    public List<Item> queryFrom(String partition, String prefix, String first) {
        return query(partition, prefix).stream()
                .filter(item -> item.sort().compareTo(first) >= 0)
                .toList();
    }

    /** Without conditions: it furnishes an empty table. */
    @Override
    public Written write(List<Put> puts) {
        for (Put put : puts) {
            Map<String, AttributeValue> item = new HashMap<>();
            put.item().attributes().forEach((attribute, value) -> item.put(attribute, text(value)));
            item.put("pk", text(put.item().partition()));
            item.put("sk", text(put.item().sort()));
            table.putItem(request -> request.tableName(name).item(item));
        }
        return Written.WRITTEN;
    }

    private static Item item(Map<String, AttributeValue> attributes) {
        Map<String, String> texts = new HashMap<>();
        attributes.forEach((attribute, value) -> texts.put(attribute, value.s()));
        String partition = requireNonNull(texts.remove("pk"), "an item without pk");
        String sort = requireNonNull(texts.remove("sk"), "an item without sk");
        return new Item(partition, sort, texts);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
