package io.github.outpostrecovery.functions.aws.table;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Items of one DynamoDB table with the keys {@code pk} and {@code sk}. Reads are strongly consistent.
 *
 * <p>Whatever is written on a condition goes by {@code TransactWriteItems} with a token of its own, even a single item.
 * A conditional {@code PutItem} whose answer got lost is repeated by the SDK, finds its own item, and reports a conflict:
 * to the books that is a claim taken over by a stranger, or a grant that was announced before. With the token DynamoDB
 * knows the repetition, and answers as the first time, for ten minutes (API reference, TransactWriteItems).
 */
public final class DynamoDbItems implements ItemStore {
    private static final String PARTITION = "pk";
    private static final String RANGE = "#sort BETWEEN :first AND :last";
    private static final String SORT = "sk";
    private static final String VALUE_BEFORE = ":before";
    private static final String NAME_BEFORE = "#before";

    private static final int ATTEMPTS = 5;
    private static final int LONGEST_PAUSE_MILLIS = 200;
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    /** Reasons that pass by themselves; nothing was written. */
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final Supplier<DynamoDbClient> client;
    private final String table;
    private final Pause pause;
    private final RandomGenerator random;

    /**
     * Makes the items of {@code table}.
     *
     * @param random for jitter
     */
    public DynamoDbItems(Supplier<DynamoDbClient> client, String table, Pause pause, RandomGenerator random) {
        this.client = requireNonNull(client, "client is null");
        this.table = requireNonNull(table, "table is null");
        this.pause = requireNonNull(pause, "pause is null");
        this.random = requireNonNull(random, "random is null");
    }

    @Override
    public Optional<Item> read(String partition, String sort) {
        try {
            Map<String, AttributeValue> found = client.get()
                    .getItem(request -> request.tableName(table)
                            .key(Map.of(PARTITION, text(partition), SORT, text(sort)))
                            .consistentRead(true))
                    .item();
            return found.isEmpty() ? Optional.empty() : Optional.of(item(found));
        } catch (SdkException failed) {
            throw AwsFailure.unavailable("GetItem of " + partition + "/" + sort, failed);
        }
    }

    @Override
    public List<Item> query(String partition, String prefix) {
        return query(
                partition,
                "begins_with(#sort, :prefix)",
                Map.of(":partition", text(partition), ":prefix", text(prefix)));
    }

    @Override
    public List<Item> queryFrom(String partition, String prefix, String first) {
        return query(partition, RANGE, range(partition, prefix, first));
    }

    @Override
    public List<Item> queryFrom(String partition, String prefix, String first, int most) {
        return query(
                partition,
                request(RANGE, range(partition, prefix, first)).limit(most).build(),
                most);
    }

    private static Map<String, AttributeValue> range(String partition, String prefix, String first) {
        // A key condition is one range: it ends where the next prefix of the same length begins, in the order of UTF-8.
        String last = prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
        return Map.of(":partition", text(partition), ":first", text(first), ":last", text(last));
    }

    private List<Item> query(String partition, String condition, Map<String, AttributeValue> values) {
        return query(partition, request(condition, values).build(), Long.MAX_VALUE);
    }

    private QueryRequest.Builder request(String condition, Map<String, AttributeValue> values) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#partition = :partition AND " + condition)
                .expressionAttributeNames(Map.of("#partition", PARTITION, "#sort", SORT))
                .expressionAttributeValues(values)
                .consistentRead(true);
    }

    /** Asks for further pages only while more items are wanted. */
    private List<Item> query(String partition, QueryRequest request, long most) {
        try {
            return client.get().queryPaginator(request).items().stream()
                    .limit(most)
                    .map(DynamoDbItems::item)
                    .toList();
        } catch (SdkException failed) {
            throw AwsFailure.unavailable("Query of " + partition, failed);
        }
    }

    @Override
    public Written write(List<Put> puts) {
        if (puts.size() == 1 && puts.getFirst().condition() instanceof Condition.Always) {
            put(puts.getFirst().item());
            return Written.WRITTEN;
        }
        return transact(puts);
    }

    private void put(Item item) {
        try {
            client.get().putItem(request -> request.tableName(table).item(attributes(item)));
        } catch (SdkException failed) {
            throw AwsFailure.unavailable("PutItem of " + item.partition() + "/" + item.sort(), failed);
        }
    }

    private Written transact(List<Put> puts) {
        String what = puts.stream()
                .map(put -> put.item().partition() + "/" + put.item().sort())
                .collect(Collectors.joining(", "));
        for (int attempt = 1; ; attempt++) {
            try {
                // A token for each attempt: what was cancelled is another write the next time.
                client.get().transactWriteItems(request(puts, UUID.randomUUID()));
                return Written.WRITTEN;
            } catch (TransactionCanceledException cancelled) {
                List<String> reasons = reasons(cancelled);
                if (reasons.contains(CONDITION_FAILED)) {
                    return Written.CONDITION_FAILED;
                }
                if (reasons.isEmpty() || !PASSING.containsAll(reasons) || attempt == ATTEMPTS) {
                    throw AwsFailure.unavailable("TransactWriteItems of " + what, cancelled);
                }
                waitBeforeNext(what);
            } catch (SdkException failed) {
                throw AwsFailure.unavailable("TransactWriteItems of " + what, failed);
            }
        }
    }

    /** One reason for each item; {@code None} for those that were not in the way. */
    private static List<String> reasons(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .filter(code -> code != null && !code.equals("None"))
                .toList();
    }

    private void waitBeforeNext(String what) {
        try {
            pause.pause(Duration.ofMillis(1L + random.nextInt(LONGEST_PAUSE_MILLIS)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("interrupted while writing " + what, interrupted);
        }
    }

    private TransactWriteItemsRequest request(List<Put> puts, UUID token) {
        List<TransactWriteItem> items = new ArrayList<>();
        puts.forEach(put -> items.add(TransactWriteItem.builder()
                .put(software.amazon.awssdk.services.dynamodb.model.Put.builder()
                        .tableName(table)
                        .item(attributes(put.item()))
                        .applyMutation(one -> conditional(one, put.condition()))
                        .build())
                .build()));
        return TransactWriteItemsRequest.builder()
                .transactItems(items)
                .clientRequestToken(token.toString())
                .build();
    }

    private static void conditional(
            software.amazon.awssdk.services.dynamodb.model.Put.Builder put, Condition condition) {
        switch (condition) {
            case Condition.Always() -> {}
            case Condition.Absent() ->
                put.conditionExpression("attribute_not_exists(" + NAME_BEFORE + ")")
                        .expressionAttributeNames(Map.of(NAME_BEFORE, PARTITION));
            case Condition.AttributeEquals(String attribute, String value) ->
                put.conditionExpression(NAME_BEFORE + " = " + VALUE_BEFORE)
                        .expressionAttributeNames(Map.of(NAME_BEFORE, attribute))
                        .expressionAttributeValues(Map.of(VALUE_BEFORE, text(value)));
        }
    }

    private static Map<String, AttributeValue> attributes(Item item) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        item.attributes().forEach((name, value) -> attributes.put(name, text(value)));
        attributes.put(PARTITION, text(item.partition()));
        attributes.put(SORT, text(item.sort()));
        return attributes;
    }

    private static Item item(Map<String, AttributeValue> found) {
        Map<String, String> attributes = new HashMap<>();
        found.forEach((name, value) -> {
            if (value.type() == AttributeValue.Type.S && !name.equals(PARTITION) && !name.equals(SORT)) {
                attributes.put(name, value.s());
            }
        });
        return new Item(key(found, PARTITION), key(found, SORT), attributes);
    }

    private static String key(Map<String, AttributeValue> found, String name) {
        return requireNonNull(found.get(name), () -> "an item without the key " + name)
                .s();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
