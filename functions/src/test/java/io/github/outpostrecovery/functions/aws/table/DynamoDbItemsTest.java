package io.github.outpostrecovery.functions.aws.table;

import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.json;
import static io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply.jsonError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.functions.aws.AwsEndpoint;
import io.github.outpostrecovery.functions.aws.AwsEndpoint.Call;
import io.github.outpostrecovery.functions.aws.AwsEndpoint.Reply;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import io.github.outpostrecovery.functions.table.ItemStore.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoDbItemsTest {
    private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";
    private static final Item LEDGER = new Item("instance#web-01", "ledger", Map.of("revision", "8", "ledger", "{}"));
    private static final Item RECORD = new Item("execution#e", "record", Map.of("record", "{}"));
    private static final Put ON_REVISION_7 = new Put(LEDGER, new Condition.AttributeEquals("revision", "7"));
    private static final Put FIRST_RECORD = new Put(RECORD, new Condition.Absent());

    private final AwsEndpoint aws = new AwsEndpoint();
    private final List<Duration> pauses = new ArrayList<>();
    private final DynamoDbItems items =
            new DynamoDbItems(aws.clients().dynamoDb(), "books", pauses::add, new Random(1));

    @AfterEach
    void close() {
        aws.close();
    }

    private static Reply cancelled(String... reasons) {
        String all = String.join(
                ",",
                Stream.of(reasons).map(code -> "{\"Code\":\"" + code + "\"}").toList());
        return new Reply(
                400,
                "application/x-amz-json-1.0",
                "{\"__type\":\"" + TYPE + "TransactionCanceledException\",\"CancellationReasons\":[" + all
                        + "],\"Message\":\"Transaction cancelled, please refer cancellation reasons for specific"
                        + " reasons ["
                        + String.join(", ", reasons) + "]\"}");
    }

    private List<String> tokens() {
        return aws.calls("TransactWriteItems").stream()
                .map(Call::json)
                .map(call -> call.path("ClientRequestToken").asText())
                .toList();
    }

    @Test
    void read_isConsistent() {
        aws.answer(
                "GetItem",
                json("{\"Item\":{\"pk\":{\"S\":\"instance#web-01\"},\"sk\":{\"S\":\"ledger\"},"
                        + "\"revision\":{\"S\":\"8\"},\"ledger\":{\"S\":\"{}\"}}}"),
                json("{}"));
        assertThat(items.read("instance#web-01", "ledger")).contains(LEDGER);
        assertThat(items.read("instance#web-01", "other")).isEmpty();
        JsonNode asked = aws.calls().getFirst().json();
        assertThat(asked.path("TableName").asText()).isEqualTo("books");
        assertThat(asked.path("ConsistentRead").asBoolean()).isTrue();
        assertThat(asked.at("/Key/pk/S").asText()).isEqualTo("instance#web-01");
        assertThat(asked.at("/Key/sk/S").asText()).isEqualTo("ledger");
    }

    @Test
    void read_triesAgain_whenThrottledOrInTrouble() {
        aws.answer(
                "GetItem",
                jsonError(400, TYPE + "ProvisionedThroughputExceededException", "slow down"),
                jsonError(500, TYPE + "InternalServerError", "oh"),
                Reply.DROPPED,
                json("{}"));
        assertThat(items.read("a", "b")).isEmpty();
    }

    @Test
    void read_isUnavailable_whenTroubleLasts() {
        aws.answer("GetItem", jsonError(503, TYPE + "ServiceUnavailable", "down"));
        assertThatThrownBy(() -> items.read("a", "b"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("GetItem of a/b failed: ServiceUnavailable: down");
        assertThat(aws.calls()).hasSize(4);
    }

    @Test
    void read_saysWhatIsNotPermitted() {
        String message =
                "User: arn:aws:sts::111122223333:assumed-role/r/f is not authorized to perform: dynamodb:GetItem"
                        + " on resource: arn:aws:dynamodb:us-west-2:111122223333:table/books";
        aws.answer("GetItem", jsonError(400, "com.amazon.coral.service#AccessDeniedException", message));
        assertThatThrownBy(() -> items.read("a", "b"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("GetItem of a/b failed: AccessDeniedException: " + message);
        assertThat(aws.calls()).as("a refusal is not repeated").hasSize(1);
    }

    @Test
    void query_readsAllPages() {
        String item = "{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"record#%s\"},\"record\":{\"S\":\"%s\"}}";
        String last = "{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"record#%s\"}}";
        aws.answer(
                "Query",
                json("{\"Items\":[" + item.formatted("1", "a") + "],\"LastEvaluatedKey\":" + last.formatted("1") + "}"),
                json("{\"Items\":[],\"LastEvaluatedKey\":" + last.formatted("2") + "}"),
                json("{\"Items\":[" + item.formatted("3", "b") + "]}"));
        assertThat(items.query("p", "record#"))
                .containsExactly(
                        new Item("p", "record#1", Map.of("record", "a")),
                        new Item("p", "record#3", Map.of("record", "b")));
        JsonNode first = aws.calls().getFirst().json();
        assertThat(first.path("ConsistentRead").asBoolean()).isTrue();
        assertThat(first.path("KeyConditionExpression").asText())
                .isEqualTo("#partition = :partition AND begins_with(#sort, :prefix)");
        assertThat(first.at("/ExpressionAttributeValues/:prefix/S").asText()).isEqualTo("record#");
        assertThat(aws.calls().get(1).json().at("/ExclusiveStartKey/sk/S").asText())
                .isEqualTo("record#1");
        assertThat(aws.calls()).hasSize(3);
    }

    @Test
    void queryFrom_asksForOneRangeOfThePrefix() {
        aws.answer("Query", json("{\"Items\":[{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"record#7\"}}]}"));
        assertThat(items.queryFrom("p", "record#", "record#5")).containsExactly(new Item("p", "record#7", Map.of()));
        JsonNode asked = aws.calls().getFirst().json();
        assertThat(asked.path("KeyConditionExpression").asText())
                .isEqualTo("#partition = :partition AND #sort BETWEEN :first AND :last");
        assertThat(asked.at("/ExpressionAttributeValues/:first/S").asText()).isEqualTo("record#5");
        assertThat(asked.at("/ExpressionAttributeValues/:last/S").asText())
                .as("after every key that begins with the prefix, before every other")
                .isEqualTo("record$");
        assertThat(asked.path("ConsistentRead").asBoolean()).isTrue();
    }

    @Test
    void write_ofOneItemWithoutCondition_isAPut() {
        aws.answer("PutItem", json("{}"));
        assertThat(items.write(List.of(new Put(LEDGER, new Condition.Always()))))
                .isEqualTo(Written.WRITTEN);
        JsonNode put = aws.call("PutItem").json();
        assertThat(put.at("/Item/revision/S").asText()).isEqualTo("8");
        assertThat(put.has("ConditionExpression")).isFalse();
    }

    @Test
    void write_onConditions_isATransaction() {
        aws.answer("TransactWriteItems", json("{}"));
        assertThat(items.write(List.of(ON_REVISION_7, FIRST_RECORD))).isEqualTo(Written.WRITTEN);
        JsonNode sent = aws.call("TransactWriteItems").json().path("TransactItems");
        JsonNode ledger = sent.get(0).path("Put");
        assertThat(ledger.path("ConditionExpression").asText()).isEqualTo("#before = :before");
        assertThat(ledger.at("/ExpressionAttributeNames/#before").asText()).isEqualTo("revision");
        assertThat(ledger.at("/ExpressionAttributeValues/:before/S").asText()).isEqualTo("7");
        assertThat(ledger.at("/Item/pk/S").asText()).isEqualTo("instance#web-01");
        JsonNode record = sent.get(1).path("Put");
        assertThat(record.path("ConditionExpression").asText()).isEqualTo("attribute_not_exists(#before)");
        assertThat(record.at("/ExpressionAttributeNames/#before").asText()).isEqualTo("pk");
    }

    @Test
    void write_tellsAFailedCondition() {
        aws.answer("TransactWriteItems", cancelled("None", "ConditionalCheckFailed"));
        assertThat(items.write(List.of(ON_REVISION_7, FIRST_RECORD))).isEqualTo(Written.CONDITION_FAILED);
        assertThat(items.write(List.of(ON_REVISION_7))).isEqualTo(Written.CONDITION_FAILED);
        assertThat(aws.calls("TransactWriteItems")).hasSize(2);
    }

    @Test
    void write_whoseAnswerIsLost_isRepeatedUnderItsToken() {
        aws.answer(
                "TransactWriteItems",
                jsonError(500, TYPE + "InternalServerError", "applied, and then the answer was lost"),
                Reply.DROPPED,
                json("{}"));
        assertThat(items.write(List.of(ON_REVISION_7))).isEqualTo(Written.WRITTEN);
        assertThat(tokens()).hasSize(3).containsOnly(tokens().getFirst());
        assertThat(tokens().getFirst()).hasSize(36);
    }

    @Test
    void write_inAConflictWithAnotherTransaction_isTriedAgainAsAnotherOne() {
        aws.answer(
                "TransactWriteItems",
                cancelled("TransactionConflict", "None"),
                cancelled("ThrottlingError", "None"),
                json("{}"));
        assertThat(items.write(List.of(ON_REVISION_7, FIRST_RECORD))).isEqualTo(Written.WRITTEN);
        assertThat(tokens()).hasSize(3).doesNotHaveDuplicates();
        assertThat(pauses).hasSize(2).allMatch(pause -> pause.toMillis() <= 200);
    }

    @Test
    void write_isUnavailable_whenTheConflictLasts() {
        aws.answer("TransactWriteItems", cancelled("TransactionConflict"));
        assertThatThrownBy(() -> items.write(List.of(ON_REVISION_7)))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("instance#web-01/ledger")
                .hasMessageContaining("TransactionConflict");
        assertThat(tokens()).hasSize(5);
    }

    @Test
    void write_isNotRepeated_whenItMakesNoSense() {
        aws.answer("TransactWriteItems", cancelled("ValidationError"));
        assertThatThrownBy(() -> items.write(List.of(ON_REVISION_7)))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("ValidationError");
        assertThat(tokens()).hasSize(1);
    }
}
