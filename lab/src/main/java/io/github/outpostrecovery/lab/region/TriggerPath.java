package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The way of an alarm: SNS topic, SQS queue (raw delivery), pipe (filters and parses), event bus, rule, state machine. Each
 * hop takes a while, and a message may come more than once.
 */
public final class TriggerPath {
    public static final String SOURCE = "outpost-recovery.alarms";
    public static final String DETAIL_TYPE = "Outpost Recovery Alarm";

    private static final String QUEUE = "region/queue";
    private static final String BUS = "region/event-bus";
    private static final String RULE = "region/rule";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Agenda agenda;
    private final RegionIdentity region;
    private final ServiceCalls calls;
    private final ExecutionStarter starter;
    private final SplitMix64 chance;
    private final List<DeadLetter> deadLetters;
    private Delivery delivery;

    /** What could not be delivered, and why. */
    public record DeadLetter(Instant at, String why, JsonNode input) {}

    /** All that the path knows. What is under way is saved with the agenda. */
    public record State(Delivery delivery, long chance, List<DeadLetter> deadLetters, List<ArmedCallFault> faults) {}

    private TriggerPath(
            Agenda agenda, Latencies latencies, RegionIdentity region, ExecutionStarter starter, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.region = requireNonNull(region, "region is null");
        this.starter = requireNonNull(starter, "starter is null");
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.chance = new SplitMix64(saved.chance());
        this.deadLetters = new ArrayList<>(saved.deadLetters());
        this.delivery = saved.delivery();
        agenda.register(QUEUE, Recipient.Kind.WORLD, this::pipe);
        agenda.register(BUS, Recipient.Kind.WORLD, this::match);
        agenda.register(RULE, Recipient.Kind.ENGINE, this::invoke);
    }

    public static TriggerPath start(
            Agenda agenda, Latencies latencies, RegionIdentity region, ExecutionStarter starter, long seed) {
        return new TriggerPath(
                agenda, latencies, region, starter, new State(Delivery.STANDARD, seed, List.of(), List.of()));
    }

    public static TriggerPath restore(
            State saved, Agenda agenda, Latencies latencies, RegionIdentity region, ExecutionStarter starter) {
        return new TriggerPath(agenda, latencies, region, starter, saved);
    }

    public State save() {
        return new State(delivery, chance.state(), List.copyOf(deadLetters), calls.save());
    }

    /** Where faults are armed: {@code StartExecution}. A start that fails ends in {@link #deadLetters}. */
    public ServiceCalls calls() {
        return calls;
    }

    /** Changes how messages travel that are published from now on. */
    public void deliver(Delivery changed) {
        delivery = changed;
    }

    public List<DeadLetter> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** Publishes to the topic. The message of an alarm is an object; anything else ends at the pipe's filter. */
    public void publish(String message) {
        JsonNode body = JsonNodeFactory.instance.textNode(message);
        agenda.schedule(hop().plus(delivery.late()), QUEUE, body);
        for (int duplicate = 0; duplicate < delivery.duplicates(); duplicate++) {
            Duration later = chance.between(Duration.ZERO, delivery.spread());
            agenda.schedule(hop().plus(delivery.late()).plus(later), QUEUE, body);
        }
    }

    /** Publishes an alarm's message to the topic. */
    public void publish(ObjectNode message) {
        publish(message.toString());
    }

    /** Puts an event on the bus, past topic, queue and pipe, as a forger with the right to it could. */
    public void putEvent(JsonNode event) {
        agenda.schedule(hop(), BUS, event);
    }

    private void pipe(JsonNode body) {
        parse(body.asText())
                .filter(message -> message.path("NewStateValue").asText().equals("ALARM"))
                .ifPresent(message -> agenda.schedule(hop(), BUS, event(message)));
    }

    private static Optional<JsonNode> parse(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JsonProcessingException notJson) {
            // A pipe with a filter on the body drops what it cannot parse.
            return Optional.empty();
        }
    }

    private ObjectNode event(JsonNode message) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", new UUID(chance.nextLong(), chance.nextLong()).toString());
        event.put("detail-type", DETAIL_TYPE);
        event.put("source", SOURCE);
        event.put("account", region.account());
        event.put("time", agenda.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", region.code());
        event.putArray("resources").add(message.path("AlarmArn").asText());
        event.set("detail", message);
        return event;
    }

    private void match(JsonNode event) {
        // What another account puts on a bus carries that account, whatever it claims.
        if (event.path("account").asText().equals(region.account())
                && event.path("source").asText().equals(SOURCE)
                && event.path("detail-type").asText().equals(DETAIL_TYPE)) {
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            input.put("trigger", "ALARM");
            input.set("alarm", event.path("detail"));
            agenda.schedule(hop(), RULE, input);
        }
    }

    private void invoke(JsonNode input) {
        calls.change("StartExecution", delay -> agenda.schedule(delay, RULE, input), () -> {
                    starter.start(input);
                    return true;
                })
                .trouble(started -> Optional.empty())
                .ifPresent(why -> deadLetters.add(new DeadLetter(agenda.instant(), why, input)));
    }

    private Duration hop() {
        return chance.between(delivery.shortestHop(), delivery.longestHop());
    }
}
