package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.lab.region.TableObserver.Landing;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A DynamoDB table with the keys {@value #PARTITION_KEY} and {@value #SORT_KEY}. Faults are armed for {@code GetItem},
 * {@code Query} and {@code TransactWriteItems}. A write that lands late checks its conditions when it lands.
 */
public final class SimulatedTable implements ItemStore {
    public static final String PARTITION_KEY = "pk";
    public static final String SORT_KEY = "sk";

    private static final String RECIPIENT = "region/table";

    private final Agenda agenda;
    private final ServiceCalls calls;
    private final TreeMap<String, TreeMap<String, Item>> items = new TreeMap<>();
    private final List<TableObserver> observers = new ArrayList<>();
    private int restores;

    /** One item. */
    public record Row(String partition, String sort, Map<String, String> attributes) {}

    /** All that the table knows. */
    public record State(List<Row> items, List<ArmedCallFault> faults, int restores) {
        public static final State EMPTY = new State(List.of(), List.of(), 0);
    }

    public SimulatedTable(Agenda agenda, Latencies latencies, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.restores = saved.restores();
        replaceItems(saved.items());
        agenda.register(RECIPIENT, Recipient.Kind.WORLD, this::receive);
    }

    public State save() {
        return new State(rows(), calls.save(), restores);
    }

    public ServiceCalls calls() {
        return calls;
    }

    /** Every item, in the order of the keys: also a backup for {@link #restoreBackup}. */
    public List<Row> rows() {
        return items.values().stream()
                .flatMap(partition -> partition.values().stream())
                .map(item -> new Row(item.partition(), item.sort(), new TreeMap<>(item.attributes())))
                .toList();
    }

    /**
     * Somebody restores the table from a backup: it forgets what has happened since. A backup is restored to a new table, so
     * that what is under way lands in the old one, which nobody reads any more.
     */
    public void restoreBackup(List<Row> backup) {
        restores++;
        replaceItems(backup);
        List<Item> all = items.values().stream()
                .flatMap(partition -> partition.values().stream())
                .toList();
        observers.forEach(observer -> observer.restored(all));
    }

    /** Has an observer told of every write from now on. */
    public void observe(TableObserver observer) {
        observers.add(requireNonNull(observer, "observer is null"));
    }

    /** The items as they are, past the API: reading never fails, takes no time, and counts as no call; nothing can be written. */
    public ItemStore pastTheApi() {
        return new ItemStore() {
            @Override
            public Optional<Item> read(String partition, String sort) {
                return look(partition, sort);
            }

            @Override
            public List<Item> query(String partition, String prefix) {
                return queryFrom(partition, prefix, "");
            }

            @Override
            public List<Item> queryFrom(String partition, String prefix, String first) {
                return beginning(partition, prefix, first);
            }

            @Override
            public Written write(List<Put> puts) {
                throw new UnsupportedOperationException("nobody writes past the API");
            }
        };
    }

    @Override
    public Optional<Item> read(String partition, String sort) {
        return answer(calls.read("GetItem", () -> look(partition, sort)));
    }

    /**
     * An item as the {@code dynamodb:getItem} integration of a state machine sees it: keys and attributes, each as
     * {@code {"S": value}}. Fails with {@link ServiceUnavailableException} if there was no answer.
     */
    public Optional<ObjectNode> getItem(String partition, String sort) {
        return read(partition, sort).map(SimulatedTable::asDynamoDbJson);
    }

    @Override
    public List<Item> query(String partition, String prefix) {
        return queryFrom(partition, prefix, "");
    }

    @Override
    public List<Item> queryFrom(String partition, String prefix, String first) {
        return answer(calls.read("Query", () -> beginning(partition, prefix, first)));
    }

    @Override
    public Written write(List<Put> puts) {
        return answer(
                calls.change("TransactWriteItems", delay -> later(delay, puts), () -> apply(puts, Landing.AT_ONCE)));
    }

    private List<Item> beginning(String partition, String prefix, String first) {
        return items.getOrDefault(partition, new TreeMap<>()).values().stream()
                .filter(item -> item.sort().startsWith(prefix) && item.sort().compareTo(first) >= 0)
                .toList();
    }

    private Optional<Item> look(String partition, String sort) {
        return Optional.ofNullable(
                items.getOrDefault(partition, new TreeMap<>()).get(sort));
    }

    private Written apply(List<Put> puts, Landing landing) {
        if (!puts.stream().allMatch(this::holds)) {
            return Written.CONDITION_FAILED;
        }
        puts.forEach(put -> store(put.item()));
        observers.forEach(observer -> puts.forEach(put -> observer.stored(put.item(), landing)));
        return Written.WRITTEN;
    }

    private boolean holds(Put put) {
        Optional<Item> there = look(put.item().partition(), put.item().sort());
        return switch (put.condition()) {
            case Condition.Always() -> true;
            case Condition.Absent() -> there.isEmpty();
            case Condition.AttributeEquals(String attribute, String value) ->
                there.filter(item -> value.equals(item.attributes().get(attribute)))
                        .isPresent();
        };
    }

    private void store(Item item) {
        items.computeIfAbsent(item.partition(), partition -> new TreeMap<>()).put(item.sort(), item);
    }

    private void replaceItems(List<Row> rows) {
        items.clear();
        rows.forEach(row -> store(new Item(row.partition(), row.sort(), row.attributes())));
    }

    private void later(Duration delay, List<Put> puts) {
        agenda.schedule(
                delay,
                RECIPIENT,
                JsonRecords.write(new LateWrite(puts.stream().map(LatePut::of).toList(), restores)));
    }

    private void receive(JsonNode late) {
        LateWrite write = JsonRecords.read(late, LateWrite.class);
        if (write.restores() == restores) {
            apply(write.puts().stream().map(LatePut::put).toList(), Landing.LATE);
        }
    }

    private static <T> T answer(CallResult<T> result) {
        return result.orElse(why -> {
            throw new ServiceUnavailableException(why);
        });
    }

    private static ObjectNode asDynamoDbJson(Item item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject(PARTITION_KEY).put("S", item.partition());
        json.putObject(SORT_KEY).put("S", item.sort());
        new TreeMap<>(item.attributes())
                .forEach((name, value) -> json.putObject(name).put("S", value));
        return json;
    }

    /** @param restores how often the table had been restored when it was sent */
    private record LateWrite(List<LatePut> puts, int restores) {}

    private record LatePut(Row row, LateCondition condition) {
        static LatePut of(Put put) {
            Item item = put.item();
            return new LatePut(
                    new Row(item.partition(), item.sort(), item.attributes()),
                    switch (put.condition()) {
                        case Condition.Always() -> new LateCondition.Always();
                        case Condition.Absent() -> new LateCondition.Absent();
                        case Condition.AttributeEquals(String attribute, String value) ->
                            new LateCondition.AttributeEquals(attribute, value);
                    });
        }

        Put put() {
            return new Put(
                    new Item(row.partition(), row.sort(), row.attributes()),
                    switch (condition) {
                        case LateCondition.Always() -> new Condition.Always();
                        case LateCondition.Absent() -> new Condition.Absent();
                        case LateCondition.AttributeEquals(String attribute, String value) ->
                            new Condition.AttributeEquals(attribute, value);
                    });
        }
    }

    /** A condition as the agenda keeps it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = LateCondition.Always.class, name = "always"),
        @JsonSubTypes.Type(value = LateCondition.Absent.class, name = "absent"),
        @JsonSubTypes.Type(value = LateCondition.AttributeEquals.class, name = "attribute-equals")
    })
    private sealed interface LateCondition {
        record Always() implements LateCondition {}

        record Absent() implements LateCondition {}

        record AttributeEquals(String attribute, String value) implements LateCondition {}
    }
}
