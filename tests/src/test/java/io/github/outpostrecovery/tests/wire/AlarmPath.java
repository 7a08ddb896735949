package io.github.outpostrecovery.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.tests.template.DeclaredTriggerPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The way of an alarm: SNS, the queue behind it, and from there on what pipe, bus and rule do, which no emulator runs: the
 * filter, and the input that the rule makes. An execution is started without a name of the rule's choosing.
 */
final class AlarmPath implements AutoCloseable {
    private final AwsClients aws;
    private final EngineStack engine;
    private final Map<String, List<String>> executions = new ConcurrentHashMap<>();
    private final Map<String, String> machineFor = new ConcurrentHashMap<>();
    private final Thread consumer;

    AlarmPath(AwsClients aws, EngineStack engine) {
        this.aws = aws;
        this.engine = engine;
        this.consumer = Thread.ofPlatform().daemon().name("alarm-path").start(this::consume);
    }

    /** Publishes what CloudWatch says when the alarm goes off. */
    void raise(Protection protection) {
        aws.sns()
                .publish(request -> request.topicArn(engine.alarmTopicArn())
                        .message(message(protection).toString()));
    }

    /** Has executions for an alarm started in another state machine than the recovery machine. */
    void direct(Protection protection, String stateMachineArn) {
        machineFor.put(protection.alarm().value(), stateMachineArn);
    }

    /** The executions that an alarm has started so far, oldest first. */
    List<String> executionsOf(Protection protection) {
        return List.copyOf(executions.getOrDefault(protection.alarm().value(), List.of()));
    }

    @Override
    public void close() {
        consumer.interrupt();
    }

    private static JsonNode message(Protection protection) {
        ObjectNode alarm = (ObjectNode) WireJson.parse(WireFolder.read("events/alarm-sns.json"));
        String arn = "arn:aws:cloudwatch:%s:%s:alarm:%s"
                .formatted(
                        AwsClients.REGION.id(),
                        EngineStack.ACCOUNT,
                        protection.alarm().value());
        alarm.put("AlarmName", protection.alarm().value()).put("AlarmArn", arn);
        ((ObjectNode) alarm.path("Trigger").path("Dimensions").path(0)).put("value", protection.victim());
        return alarm;
    }

    private void consume() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Message> messages = aws.sqs()
                        .receiveMessage(request -> request.queueUrl(engine.alarmQueueUrl())
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(1))
                        .messages();
                for (Message message : messages) {
                    deliver(WireJson.parse(message.body()));
                    aws.sqs()
                            .deleteMessage(request ->
                                    request.queueUrl(engine.alarmQueueUrl()).receiptHandle(message.receiptHandle()));
                }
            }
        } catch (RuntimeException closed) {
            if (!Thread.currentThread().isInterrupted() && !(closed.getCause() instanceof InterruptedException)) {
                throw closed;
            }
        }
    }

    private static Optional<JsonNode> throughPipeAndRule(JsonNode alarm) {
        try {
            return DeclaredTriggerPath.executionInput(alarm);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void deliver(JsonNode alarm) {
        Optional<JsonNode> input = throughPipeAndRule(alarm);
        if (input.isEmpty()) {
            return;
        }
        String name = alarm.path("AlarmName").asText();
        String execution = aws.stepFunctions()
                .startExecution(
                        request -> request.stateMachineArn(machineFor.getOrDefault(name, engine.recoveryMachineArn()))
                                .name(UUID.randomUUID().toString())
                                .input(input.get().toString()))
                .executionArn();
        executions.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>()).add(execution);
    }
}
