package io.github.outpostrecovery.cli.account;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.functions.aws.table.DynamoDbItems;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.storage.rest.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The engine's table in an emulator. */
final class FurnishedBooks {
    private static final String PARTITION = "pk";
    private static final String SORT = "sk";

    private final DynamoDbClient client;
    private final String table;

    FurnishedBooks(DynamoDbClient client, String table) {
        this.client = requireNonNull(client, "client is null");
        this.table = requireNonNull(table, "table is null");
    }

    /** Makes the table if there is none, empties it, and begins the books of one instance. */
    void begin(InstanceLedger ledger) {
        try {
            client.createTable(request -> request.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(text(PARTITION), text(SORT))
                    .keySchema(key(PARTITION, KeyType.HASH), key(SORT, KeyType.RANGE)));
        } catch (ResourceInUseException furnishedBefore) {
            empty();
        }
        new ItemRecoveryTable(new DynamoDbItems(() -> client, table, Pause.real(), new Random()))
                .commit(ledger, Optional.empty());
    }

    private void empty() {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        client.scanPaginator(request -> request.tableName(table))
                .items()
                .forEach(item -> keys.add(
                        Map.of(PARTITION, requireNonNull(item.get(PARTITION)), SORT, requireNonNull(item.get(SORT)))));
        keys.forEach(
                key -> client.deleteItem(request -> request.tableName(table).key(key)));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
