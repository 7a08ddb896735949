package io.github.outpostrecovery.lab.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.CopyTask;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.PathTrace;
import io.github.outpostrecovery.lab.alletra.inventory.Table;
import io.github.outpostrecovery.lab.alletra.session.ManagementSessions;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the parts of a simulated array share. Only to be touched with the state lock held.
 *
 * <p>There are two inventories: changes are made to the configured one and judged by it; reads and the data path know the
 * effective one, which follows at once or, as the settings have it, some time later.
 */
public final class AlletraSystem {
    static final String APPLIES = "change-applies";
    static final String COPY_ENDS = "copy-ends";
    static final String EVENT = "event";
    static final String TASK = "task";

    private final String name;
    private final Identifiers identifiers;
    private final Supplier<FrontEnd> frontEnd;
    private final Inventory configured = new Inventory();
    private final Inventory effective = new Inventory();
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private final Table<ArrayPort> ports = new Table<>(port -> port.position().toString());
    private final Table<PathTrace> traces = new Table<>(PathTrace::key);
    private final Table<CopyTask> tasks = new Table<>(task -> "%08d".formatted(task.id()));
    private final ManagementSessions sessions = new ManagementSessions();
    private AlletraSettings settings;
    private int refusals;

    /** A change that was answered with success and is not effective yet. */
    public record Awaited(Instant due, Inventory.Saved inventory) {}

    AlletraSystem(String name, Identifiers identifiers, AlletraSettings settings, Supplier<FrontEnd> frontEnd) {
        this.name = requireNonNull(name, "name is null");
        this.identifiers = requireNonNull(identifiers, "identifiers is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.frontEnd = requireNonNull(frontEnd, "frontEnd is null");
    }

    /** Starts with this inventory and these ports. */
    void begin(Inventory.Saved inventory, List<ArrayPort> arrayPorts) {
        configured.restore(inventory);
        effective.restore(inventory);
        ports.replaceBy(arrayPorts);
    }

    void restore(AlletraState saved) {
        configured.restore(saved.configured());
        effective.restore(saved.effective());
        awaited.clear();
        awaited.addAll(saved.awaited());
        ports.replaceBy(saved.ports());
        traces.replaceBy(saved.traces());
        tasks.replaceBy(saved.tasks());
        sessions.restore(saved.sessions());
        refusals = saved.refusals();
    }

    AlletraState save(FrontEnd.Saved dataPath) {
        return new AlletraState(
                name,
                settings,
                identifiers.save(),
                configured.save(),
                effective.save(),
                List.copyOf(awaited),
                ports.all(),
                traces.all(),
                tasks.all(),
                sessions.save(),
                refusals,
                dataPath);
    }

    public String name() {
        return name;
    }

    public Identifiers identifiers() {
        return identifiers;
    }

    public AlletraSettings settings() {
        return settings;
    }

    void change(AlletraSettings next) {
        settings = next;
    }

    /** What changes are made to. */
    public Inventory configured() {
        return configured;
    }

    /** What reads and the data path know. */
    public Inventory effective() {
        return effective;
    }

    public Table<ArrayPort> ports() {
        return ports;
    }

    public Table<PathTrace> traces() {
        return traces;
    }

    public Table<CopyTask> tasks() {
        return tasks;
    }

    public FrontEnd frontEnd() {
        return frontEnd.get();
    }

    /** The log-ins of the management API that are open at an instant. */
    public ManagementSessions sessions(Instant now) {
        sessions.expire(now, settings.limits().keyLifetime());
        return sessions;
    }

    public Optional<ArrayPort> portAt(String address) {
        return ports.stream().filter(port -> port.address().equals(address)).findFirst();
    }

    /** Counts refusals, so that no two in a row are worded alike. */
    public int nextRefusal() {
        return refusals++;
    }

    /** The configured inventory was changed: it becomes effective, now or later, and never before an older change. */
    public void publish(Turn turn) {
        Duration delay = settings.timing().applyDelay();
        turn.tell(observer -> observer.accessChanged(name));
        if (delay.isZero() && awaited.isEmpty()) {
            apply(configured.save());
            return;
        }
        Instant due = turn.now().plus(delay);
        if (!awaited.isEmpty() && awaited.getLast().due().isAfter(due)) {
            due = awaited.getLast().due();
        }
        awaited.add(new Awaited(due, configured.save()));
        turn.schedule(
                Duration.between(turn.now(), due),
                recipient(),
                JsonNodeFactory.instance.objectNode().put(EVENT, APPLIES));
    }

    /** The oldest change that was answered and not effective yet becomes so. */
    void applyNext(Turn turn) {
        Optional.ofNullable(awaited.poll()).ifPresent(next -> {
            apply(next.inventory());
            turn.tell(observer -> observer.accessChanged(name));
        });
    }

    private void apply(Inventory.Saved next) {
        Set<String> gone = effective.reach().initiators();
        effective.restore(next);
        gone.removeAll(effective.reach().initiators());
        switch (settings.fabric().liveSession()) {
            case STAYS -> {
                // They see nothing, and do not notice.
            }
            case CLOSED -> frontEnd().close(session -> gone.contains(Host.canonical(session.initiator())));
        }
    }

    /** Changes everything at once: what was configured, what is effective, and what is on its way. */
    void changeEverywhere(Turn turn, Consumer<Inventory> change) {
        change.accept(configured);
        change.accept(effective);
        List<Awaited> later = List.copyOf(awaited);
        awaited.clear();
        later.forEach(one -> {
            Inventory inventory = Inventory.of(one.inventory());
            change.accept(inventory);
            awaited.add(new Awaited(one.due(), inventory.save()));
        });
        turn.tell(observer -> observer.accessChanged(name));
    }

    /** The sessions and controllers that are logged in, as far as the array knows. */
    public List<Session> loggedIn() {
        return frontEnd().sessions().stream()
                .filter(session -> switch (session.state()) {
                    case OPEN, LOST -> true;
                    case HALF_OPEN, CLOSED -> false;
                })
                .toList();
    }

    /** Lets a copy end later. */
    public void scheduleEnd(Turn turn, CopyTask task) {
        turn.schedule(
                settings.timing().copyTakes(),
                recipient(),
                JsonNodeFactory.instance.objectNode().put(EVENT, COPY_ENDS).put(TASK, task.id()));
    }

    /** The agenda's name for the array itself. */
    String recipient() {
        return name + "/array";
    }
}
