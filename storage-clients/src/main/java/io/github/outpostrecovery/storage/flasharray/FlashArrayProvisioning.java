package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.PlanRun;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import io.github.outpostrecovery.storage.provisioning.UndoRun;
import io.github.outpostrecovery.storage.rest.Deadline;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Hosts, host groups and their connections of one FlashArray. */
public final class FlashArrayProvisioning implements ArrayProvisioning {
    private final FlashArrayRest rest;
    private final InitiatorKind kind;
    private final HostAccess access;

    FlashArrayProvisioning(FlashArrayRest rest, InitiatorKind kind) {
        this.rest = requireNonNull(rest, "rest is null");
        this.kind = requireNonNull(kind, "kind is null");
        this.access = new HostAccess(rest);
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return new HostPlanner(rest, access, kind).plan(request);
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        HostChanges changes = new HostChanges(rest, access, kind);
        return new PlanRun(plan, rest.settings())
                .run(
                        change -> changes.send(plan.request(), change),
                        () -> shown(plan.request().initiator()));
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        Deadline deadline = rest.newQuestion();
        return access.hostsWith(initiator, deadline)
                .flatMap(hosts ->
                        Answers.joined(rest.fanOut(), hosts, host -> access.connectionsOf(host.name(), deadline)))
                .map(rows -> numbers(rows, initiator));
    }

    static Map<VolumeName, LunId> numbers(List<Connection> rows, Initiator initiator) {
        Map<VolumeName, LunId> numbers = new TreeMap<>();
        rows.forEach(row -> numbers.put(row.volume(), row.numberFor(initiator)));
        return numbers;
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return access.everyHost(rest.newQuestion()).map(hosts -> {
            Map<Initiator, Set<AccessObject>> holders = new TreeMap<>(Comparator.comparing(Initiator::value));
            for (ArrayHost host : hosts) {
                host.initiators().keySet().stream()
                        .filter(initiators::contains)
                        .forEach(initiator -> holders.computeIfAbsent(initiator, any -> new LinkedHashSet<>())
                                .add(host.asObject()));
            }
            return holders;
        });
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return access.everyHost(rest.newQuestion())
                .map(hosts -> hosts.stream()
                        .flatMap(host -> host.initiators().keySet().stream())
                        .filter(Initiator::mayBeOurs)
                        .distinct()
                        .sorted(Comparator.comparing(Initiator::value))
                        .toList());
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        return new HostRetirement(rest, access).retire(dead);
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        HostUndo undo = new HostUndo(rest, access);
        return new UndoRun(plan)
                .run(
                        new HostPresence(rest).of(Set.of(plan.request().initiator())),
                        change -> undo.undo(plan.request(), change));
    }

    /** Logs out. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "provisioning of FlashArray " + rest.array();
    }
}
