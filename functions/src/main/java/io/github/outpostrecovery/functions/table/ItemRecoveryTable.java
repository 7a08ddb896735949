package io.github.outpostrecovery.functions.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.json.LastRead;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import io.github.outpostrecovery.functions.table.ItemStore.Written;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The books as items.
 *
 * <table>
 *   <caption>Layout</caption>
 *   <tr><th>pk</th><th>sk</th><th>attributes</th></tr>
 *   <tr><td>{@code instance#web-01}</td><td>{@code ledger}</td><td>{@code revision}, {@code ledger}</td></tr>
 *   <tr><td>{@code incident#web-01#7}</td><td>{@code record#ARN of the execution}</td><td>{@code record}</td></tr>
 *   <tr><td>{@code instance#web-01}</td><td>{@code record#2026-02-10T06:05:00.000000000Z#ARN of the execution}</td>
 *       <td>{@code record}</td></tr>
 *   <tr><td>{@code execution#ARN}</td><td>{@code record}</td><td>{@code record}</td></tr>
 *   <tr><td>{@code approval#web-01#7}</td><td>{@code approval}</td><td>{@code taskToken}, {@code evidence},
 *       {@code verdict}, {@code askedAt}: the approving state machine reads these</td></tr>
 * </table>
 */
public final class ItemRecoveryTable implements RecoveryTable {
    private static final String LEDGER = "ledger";
    private static final String REVISION = "revision";
    private static final String RECORD = "record";

    /** ISO 8601, always with nine decimals: so that the order of the text is the order in time. */
    static final DateTimeFormatter IN_ORDER =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    private final ItemStore items;
    private final ObjectMapper json = CoreJson.mapper();
    private final LastRead<InstanceLedger> ledgers = new LastRead<>(InstanceLedger.class);
    private final LastRead<IncidentRecord> records = new LastRead<>(IncidentRecord.class);

    public ItemRecoveryTable(ItemStore items) {
        this.items = requireNonNull(items, "items is null");
    }

    @Override
    public Optional<InstanceLedger> read(InstanceName instance) {
        return items.read(partitionOf(instance), LEDGER).map(item -> parse(item, LEDGER, ledgers));
    }

    @Override
    public Commit commit(InstanceLedger next, Optional<IncidentRecord> record) {
        Condition condition = next.revision() == 1
                ? new Condition.Absent()
                : new Condition.AttributeEquals(REVISION, Long.toString(next.revision() - 1));
        List<Put> puts = new ArrayList<>();
        Map<String, String> attributes = Map.of(REVISION, Long.toString(next.revision()), LEDGER, write(next));
        puts.add(new Put(new Item(partitionOf(next.instance()), LEDGER, attributes), condition));
        record.ifPresent(ended -> puts.addAll(putsOf(ended)));
        return items.write(puts) == Written.WRITTEN ? Commit.COMMITTED : Commit.CONFLICT;
    }

    @Override
    public Commit record(IncidentRecord record) {
        return items.write(putsOf(record)) == Written.WRITTEN ? Commit.COMMITTED : Commit.CONFLICT;
    }

    @Override
    public Optional<IncidentRecord> recordOf(ExecutionArn execution) {
        return items.read(partitionOf(execution), RECORD).map(item -> parse(item, RECORD, records));
    }

    @Override
    public List<IncidentRecord> recordsOf(IncidentId incident) {
        return items.query("incident#" + incident, RECORD + "#").stream()
                .map(item -> parse(item, RECORD, records))
                .sorted(Comparator.comparing(IncidentRecord::at))
                .toList();
    }

    @Override
    public List<IncidentRecord> recordsOf(InstanceName instance, Instant since) {
        return items.queryFrom(partitionOf(instance), RECORD + "#", RECORD + "#" + IN_ORDER.format(since)).stream()
                .map(item -> parse(item, RECORD, records))
                .toList();
    }

    @Override
    public void keepApproval(IncidentId incident, ApprovalRequest request, TaskToken token) {
        Map<String, String> attributes = Map.of(
                "taskToken", token.value(),
                "evidence", request.evidence(),
                "verdict", request.verdict().name(),
                "askedAt", request.askedAt().toString());
        items.write(List.of(new Put(new Item("approval#" + incident, "approval", attributes), new Condition.Always())));
    }

    /** The record is found by its execution, of which it is the only one, by its incident, and by its instance. */
    private List<Put> putsOf(IncidentRecord record) {
        Map<String, String> attributes = Map.of(RECORD, write(record));
        List<Put> puts = new ArrayList<>();
        puts.add(new Put(new Item(partitionOf(record.execution()), RECORD, attributes), new Condition.Absent()));
        record.incident()
                .ifPresent(incident -> puts.add(new Put(
                        new Item("incident#" + incident, RECORD + "#" + record.execution(), attributes),
                        new Condition.Always())));
        record.instance()
                .ifPresent(instance -> puts.add(new Put(
                        new Item(
                                partitionOf(instance),
                                RECORD + "#" + IN_ORDER.format(record.at()) + "#" + record.execution(),
                                attributes),
                        new Condition.Always())));
        return puts;
    }

    private static String partitionOf(InstanceName instance) {
        return "instance#" + instance;
    }

    private static String partitionOf(ExecutionArn execution) {
        return "execution#" + execution;
    }

    private static <T> T parse(Item item, String attribute, LastRead<T> reader) {
        String text = item.attributes().get(attribute);
        if (text == null) {
            throw new IllegalStateException(
                    "item " + item.partition() + "/" + item.sort() + " has no attribute " + attribute);
        }
        try {
            return reader.read(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(
                    "attribute " + attribute + " of item " + item.partition() + "/" + item.sort() + " cannot be read: "
                            + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("core's types have a JSON form", impossible);
        }
    }
}
