package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.lab.oracle.GuardedVolume;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.SimulatedTable;
import io.github.outpostrecovery.lab.region.TableObserver;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Tells the oracle what the engine claims: it watches what is written to the books and what is asked of EC2, and takes no
 * part.
 */
public final class OracleFeed {
    /** More generations than any drill uses. */
    private static final int GENERATIONS = 1_000;

    private static final long FIRST_REVISION = 1;

    private final WriteOracle oracle;
    private final BinaryOperator<String> identities;
    private Consumer<Consumer<SiteWatcher>> watchers = news -> {};
    private Optional<InstanceLedger> written = Optional.empty();
    private Optional<IncidentRecord> recorded = Optional.empty();
    private final Map<InstanceName, InstanceLedger> held = new HashMap<>();

    /** @param identities what an array knows a volume by, from the names of both */
    public OracleFeed(WriteOracle oracle, BinaryOperator<String> identities) {
        this.oracle = requireNonNull(oracle, "oracle is null");
        this.identities = requireNonNull(identities, "identities is null");
    }

    /**
     * Watches the books, and tells the watchers of the site as well.
     *
     * @param begun told of books that are new
     */
    RecoveryTable watch(SimulatedTable items, Consumer<InstanceLedger> begun, SiteWatchers told) {
        watchers = told::tell;
        BookReader reader = new BookReader(told);
        items.rows().stream()
                .filter(row -> row.sort().equals("ledger"))
                .map(row -> reader.parse(
                        new Item(row.partition(), row.sort(), row.attributes()), "ledger", InstanceLedger.class))
                .forEach(ledger -> held.put(ledger.instance(), ledger));
        items.observe(reader);
        return new WatchedTable(new ItemRecoveryTable(items), begun);
    }

    /** What the books said when they were last written, without a call. */
    Collection<InstanceLedger> books() {
        return List.copyOf(held.values());
    }

    /**
     * Watches what is written to the books.
     *
     * @param begun told of books that are new
     */
    public RecoveryTable watch(RecoveryTable table, Consumer<InstanceLedger> begun) {
        return new WatchedTable(table, begun);
    }

    /** Watches what is asked of EC2. */
    public Compute watch(Compute compute) {
        return new WatchedCompute(compute);
    }

    /** A machine was born, be it late: whose generation it is, its client token tells. */
    public void born(InstanceName instance, Ec2Instance born) {
        for (int number = 1; number < GENERATIONS; number++) {
            if (ClientToken.of(instance, new Generation(number))
                    .value()
                    .equals(born.request().token())) {
                oracle.launched(instance.value(), number, born.id());
                return;
            }
        }
    }

    /** A generation has got its names. */
    public void generation(InstanceName instance, Generation generation, Map<ArrayName, Initiator> initiators) {
        Map<String, String> names = new TreeMap<>();
        initiators.forEach((array, initiator) -> names.put(array.value(), initiator.value()));
        oracle.generation(instance.value(), generation.number(), names);
    }

    /** The books were written. */
    public void committed(InstanceLedger ledger) {
        if (ledger.incident().isEmpty()) {
            return;
        }
        Incident incident = ledger.incident().get();
        String name = ledger.instance().value();
        incident.plan()
                .ifPresent(plan ->
                        oracle.released(name, incident.victim().generation().number()));
        for (Successor successor : incident.successors()) {
            generation(ledger.instance(), successor.generation(), successor.initiators());
        }
        incident.proofs()
                .forEach(proof -> oracle.proved(
                        proof.initiator().value(),
                        new GuardedVolume(
                                proof.array().value(),
                                identities.apply(
                                        proof.array().value(), proof.volume().value()))));
        incident.outcome()
                .filter(outcome -> outcome == Outcome.RECOVERED || outcome == Outcome.RECOVERED_DEGRADED)
                .ifPresent(outcome ->
                        oracle.recovered(name, ledger.current().generation().number()));
    }

    /**
     * Sees what the table really holds. What was sent through the watched table is known as an object already; only what
     * comes another way, or late, is parsed.
     */
    private final class BookReader implements TableObserver {
        private final SiteWatchers told;
        private final ObjectMapper json = CoreJson.mapper();

        BookReader(SiteWatchers told) {
            this.told = told;
        }

        @Override
        public void stored(Item item, Landing landing) {
            switch (item.sort()) {
                case "ledger" -> {
                    InstanceLedger ledger = landing == Landing.AT_ONCE && written.isPresent()
                            ? written.get()
                            : parse(item, "ledger", InstanceLedger.class);
                    committed(ledger);
                    tell(ledger);
                }
                case "record" -> {
                    if (!told.isEmpty()) {
                        IncidentRecord record = landing == Landing.AT_ONCE && recorded.isPresent()
                                ? recorded.get()
                                : parse(item, "record", IncidentRecord.class);
                        told.tell(watcher -> watcher.recorded(record));
                    }
                }
                case "kill-switch" -> {
                    KillSwitch killSwitch = parse(item, "value", KillSwitch.class);
                    told.tell(watcher -> watcher.switched(killSwitch));
                }
                case "maintenance" -> {
                    MaintenanceWindow window = parse(item, "value", MaintenanceWindow.class);
                    told.tell(watcher -> watcher.declared(window));
                }
                case String sort
                when sort.startsWith("suspect#") && item.partition().startsWith("storm#server#") && !told.isEmpty() -> {
                    Suspect suspect = parse(item, "value", Suspect.class);
                    told.tell(watcher -> watcher.noted(suspect));
                }
                default -> {
                    // Notes and reports: nothing that anybody acts on.
                }
            }
        }

        @Override
        public void restored(List<Item> items) {
            held.clear();
            told.tell(watcher -> {
                watcher.booksRestored();
                watcher.switched(new KillSwitch.Released());
            });
            // The oracle is not told: what the engine has proved and won stays so, whatever its books have forgotten.
            items.forEach(item -> {
                if (item.sort().equals("ledger")) {
                    tell(parse(item, "ledger", InstanceLedger.class));
                } else {
                    stored(item, Landing.LATE);
                }
            });
        }

        private void tell(InstanceLedger ledger) {
            held.put(ledger.instance(), ledger);
            told.tell(watcher -> watcher.committed(ledger));
        }

        private <T> T parse(Item item, String attribute, Class<T> type) {
            try {
                return json.readValue(item.attributes().get(attribute), type);
            } catch (JsonProcessingException malformed) {
                throw new IllegalStateException("the table holds what nobody can read: " + item, malformed);
            }
        }
    }

    private final class WatchedTable implements RecoveryTable {
        private final RecoveryTable table;
        private final Consumer<InstanceLedger> begun;

        WatchedTable(RecoveryTable table, Consumer<InstanceLedger> begun) {
            this.table = table;
            this.begun = begun;
        }

        @Override
        public Optional<InstanceLedger> read(InstanceName instance) {
            return table.read(instance);
        }

        @Override
        public Commit commit(InstanceLedger next, Optional<IncidentRecord> record) {
            Commit commit;
            written = Optional.of(next);
            recorded = record;
            try {
                commit = table.commit(next, record);
            } finally {
                written = Optional.empty();
                recorded = Optional.empty();
            }
            if (commit == Commit.COMMITTED) {
                if (next.revision() == FIRST_REVISION) {
                    begun.accept(next);
                }
            }
            return commit;
        }

        @Override
        public Commit record(IncidentRecord record) {
            recorded = Optional.of(record);
            try {
                return table.record(record);
            } finally {
                recorded = Optional.empty();
            }
        }

        @Override
        public Optional<IncidentRecord> recordOf(ExecutionArn execution) {
            return table.recordOf(execution);
        }

        @Override
        public List<IncidentRecord> recordsOf(IncidentId incident) {
            return table.recordsOf(incident);
        }

        @Override
        public List<IncidentRecord> recordsOf(InstanceName instance, Instant since) {
            return table.recordsOf(instance, since);
        }

        @Override
        public void keepApproval(IncidentId incident, ApprovalRequest request, TaskToken token) {
            table.keepApproval(incident, request, token);
        }
    }

    private final class WatchedCompute implements Compute {
        private final Compute compute;

        WatchedCompute(Compute compute) {
            this.compute = compute;
        }

        @Override
        public MachineStatus status(Ec2InstanceId machine) {
            return compute.status(machine);
        }

        @Override
        public ServerLink link(OutpostArn server) {
            return compute.link(server);
        }

        @Override
        public Preflight check(LaunchTarget target) {
            return compute.check(target);
        }

        @Override
        public LaunchOutcome launch(LaunchOrder order) {
            oracle.launching(
                    order.incident().instance().value(), order.generation().number());
            watchers.accept(watcher -> watcher.launching(order));
            return compute.launch(order);
        }

        @Override
        public LookUp find(ClientToken token) {
            return compute.find(token);
        }

        @Override
        public StopAnswer stop(Ec2InstanceId machine) {
            watchers.accept(watcher -> watcher.stopping(machine));
            return compute.stop(machine);
        }

        @Override
        public Optional<String> start(Ec2InstanceId machine) {
            watchers.accept(watcher -> watcher.starting(machine));
            return compute.start(machine);
        }

        @Override
        public Optional<String> terminate(Ec2InstanceId machine) {
            watchers.accept(watcher -> watcher.terminating(machine));
            return compute.terminate(machine);
        }
    }
}
