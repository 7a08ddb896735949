package io.github.outpostrecovery.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sqs.model.Message;

/** What the notice topic has delivered: a queue stands where a mailbox would. */
final class Mails implements AutoCloseable {
    private final AwsClients aws;
    private final EngineStack engine;
    private final List<Mail> all = new CopyOnWriteArrayList<>();
    private final Thread consumer;

    record Mail(String subject, String body) {
        boolean speaksOf(String name) {
            return subject.contains(name) || body.contains(name);
        }
    }

    Mails(AwsClients aws, EngineStack engine) {
        this.aws = aws;
        this.engine = engine;
        this.consumer = Thread.ofPlatform().daemon().name("mails").start(this::consume);
    }

    /** The mails that name a protected instance, oldest first. */
    List<Mail> about(Protection protection) {
        String name = protection.instance().value();
        return all.stream().filter(mail -> mail.speaksOf(name)).toList();
    }

    @Override
    public void close() {
        consumer.interrupt();
    }

    private void consume() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Message> messages = aws.sqs()
                        .receiveMessage(request -> request.queueUrl(engine.noticeQueueUrl())
                                .maxNumberOfMessages(10)
                                .waitTimeSeconds(1))
                        .messages();
                for (Message message : messages) {
                    JsonNode notification = WireJson.parse(message.body());
                    all.add(new Mail(
                            notification.path("Subject").asText(),
                            notification.path("Message").asText()));
                    aws.sqs()
                            .deleteMessage(request ->
                                    request.queueUrl(engine.noticeQueueUrl()).receiptHandle(message.receiptHandle()));
                }
            }
        } catch (RuntimeException closed) {
            if (!Thread.currentThread().isInterrupted() && !(closed.getCause() instanceof InterruptedException)) {
                throw closed;
            }
        }
    }
}
