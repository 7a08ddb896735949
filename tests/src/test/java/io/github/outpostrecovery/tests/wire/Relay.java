package io.github.outpostrecovery.tests.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Lets the Lambda of an endpoint reach the functions, which run here: in it there is a small function for each, which asks by
 * a queue and finds the answer in a table. So nothing has to find its way from there to this process.
 */
final class Relay implements AutoCloseable {
    private static final String NAME = EngineStack.NAME + "-relay";
    private static final int PATIENCE_SECONDS = 120;

    private final AwsClients aws;
    private final Functions functions;
    private final String queue;
    private final Thread consumer;

    private Relay(AwsClients aws, Functions functions) {
        this.aws = aws;
        this.functions = functions;
        aws.dynamoDb()
                .createTable(request -> request.tableName(NAME)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("invocation")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("invocation")
                                .keyType(KeyType.HASH)
                                .build()));
        this.queue = aws.sqs().createQueue(request -> request.queueName(NAME)).queueUrl();
        this.consumer = Thread.ofPlatform().daemon().name("relay").start(this::consume);
    }

    /** Puts a relay for every function, each with its alias, into the endpoint's Lambda. */
    static Relay deploy(AwsClients aws, Functions functions, List<String> names) {
        Relay relay = new Relay(aws, functions);
        SdkBytes code = code();
        for (String name : names) {
            aws.lambda()
                    .createFunction(request -> request.functionName(name)
                            .runtime(Runtime.PYTHON3_12)
                            .handler("relay.handler")
                            .role("arn:aws:iam::%s:role/%s".formatted(EngineStack.ACCOUNT, NAME))
                            .timeout(PATIENCE_SECONDS)
                            .publish(true)
                            .environment(environment ->
                                    environment.variables(Map.of("RELAY_QUEUE", NAME, "RELAY_TABLE", NAME)))
                            .code(zip -> zip.zipFile(code)));
            aws.lambda().waiter().waitUntilFunctionActiveV2(request -> request.functionName(name));
            aws.lambda()
                    .createAlias(
                            request -> request.functionName(name).name("live").functionVersion("1"));
        }
        return relay;
    }

    @Override
    public void close() {
        consumer.interrupt();
    }

    private void consume() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Message> messages = aws.sqs()
                        .receiveMessage(request ->
                                request.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                        .messages();
                for (Message message : messages) {
                    aws.sqs().deleteMessage(request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
                    Thread.ofVirtual().start(() -> answer(WireJson.parse(message.body())));
                }
            }
        } catch (RuntimeException closed) {
            if (!Thread.currentThread().isInterrupted() && !(closed.getCause() instanceof InterruptedException)) {
                throw closed;
            }
        }
    }

    private void answer(JsonNode request) {
        Answer answer = functions.invoke(
                request.path("function").asText(), request.path("event").asText());
        Map<String, AttributeValue> item = Map.of(
                "invocation",
                AttributeValue.fromS(request.path("invocation").asText()),
                switch (answer) {
                    case Answer.Returned returned -> "payload";
                    case Answer.Failed failed -> "error";
                },
                AttributeValue.fromS(
                        switch (answer) {
                            case Answer.Returned(String payload) -> payload;
                            case Answer.Failed(String error) -> error;
                        }));
        aws.dynamoDb().putItem(put -> put.tableName(NAME).item(item));
    }

    private static SdkBytes code() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream script = Relay.class.getResourceAsStream("/wire/relay.py");
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("relay.py"));
            zip.write(requireNonNull(script, "the script is not on the class path")
                    .readAllBytes());
            zip.closeEntry();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return SdkBytes.fromByteArray(bytes.toByteArray());
    }
}
