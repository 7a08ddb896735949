package io.github.outpostrecovery.lab.simulation.witness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.region.Delivery;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.Connections;
import io.github.outpostrecovery.lab.site.Naming;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteConditions;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A site with its witnesses, for one recovery. */
final class WatchedSite implements AutoCloseable {
    private static final Duration WARM_UP = Duration.ofMinutes(8);
    private static final Duration AT_MOST = Duration.ofHours(12);
    private static final Duration AFTERMATH = Duration.ofMinutes(3);

    private final SimulatedSite site;
    private final Witnesses witnesses;

    private WatchedSite(
            List<ArrayKind> arrays, Mode mode, UnaryOperator<FunctionHost> functions, UnaryOperator<RestService> ways) {
        this.site = SimulatedSite.furnish(
                new SiteOptions(arrays, Topology.PRIVATE_OBJECT, chap(arrays), mode, 2, 1, Naming.NONE),
                SiteConditions.STANDARD
                        .reaching(Connections.IN_MEMORY, Duration.ofMillis(12))
                        .through(functions, ways));
        this.witnesses = Witnesses.of(site);
        advance(WARM_UP);
    }

    /** Not every API has it for NVMe/TCP. */
    private static Chap chap(List<ArrayKind> arrays) {
        return arrays.stream().allMatch(array -> array.protocol() == Protocol.ISCSI) ? Chap.ONE_WAY : Chap.NONE;
    }

    static WatchedSite of(String vendor, Protocol protocol) {
        return of(List.of(new ArrayKind(vendor, protocol)), Mode.AUTOMATIC);
    }

    static WatchedSite of(List<ArrayKind> arrays, Mode mode) {
        return new WatchedSite(arrays, mode, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static WatchedSite ofNetApp(Mode mode) {
        return of(List.of(new ArrayKind("netapp", Protocol.ISCSI)), mode);
    }

    /** One with something in front of its functions, and of the management API of its array. */
    static WatchedSite with(Mode mode, UnaryOperator<FunctionHost> functions, UnaryOperator<RestService> ways) {
        return with("netapp", mode, functions, ways);
    }

    static WatchedSite with(
            String vendor, Mode mode, UnaryOperator<FunctionHost> functions, UnaryOperator<RestService> ways) {
        return new WatchedSite(List.of(new ArrayKind(vendor, Protocol.ISCSI)), mode, functions, ways);
    }

    SimulatedSite site() {
        return site;
    }

    Witnesses witnesses() {
        return witnesses;
    }

    void advance(Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }

    WatchedSite duplicated() {
        site.region().triggers().deliver(Delivery.STANDARD.withDuplicates(2, Duration.ofSeconds(40)));
        return this;
    }

    WatchedSite losePower() {
        site.machines().apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
        return this;
    }

    /** Until an execution is in a state of that name. */
    WatchedSite until(String state) {
        site.agenda()
                .runUntil(
                        limit(),
                        () -> site.recoveries().stream()
                                .anyMatch(execution -> execution.state().equals(state)));
        return this;
    }

    WatchedSite rest() {
        site.agenda().runUntil(limit(), this::rests);
        advance(AFTERMATH);
        site.agenda().runUntil(limit(), this::rests);
        return this;
    }

    private boolean rests() {
        List<ExecutionDescription> begun = site.recoveries();
        return !begun.isEmpty()
                && begun.stream().allMatch(execution -> execution.status().isTerminal());
    }

    private Instant limit() {
        return site.agenda().instant().plus(AT_MOST);
    }

    /** A person says yes to what was asked last. */
    void approve() {
        String evidence = site.ledger()
                .incident()
                .flatMap(incident -> incident.approval())
                .orElseThrow()
                .evidence();
        site.answer(JsonNodeFactory.instance
                .objectNode()
                .put("incident", "web-01#1")
                .put("decision", "approve")
                .put("evidence", evidence)
                .put("reason", "seen on site"));
    }

    ExecutionArn first() {
        return site.recoveries().getFirst().arn();
    }

    /** What they say at the end. */
    List<Violation> conclude() {
        Instant judged = witnesses.judgedAt();
        if (judged.isAfter(site.agenda().instant())) {
            site.agenda().runUntil(judged, () -> false);
        }
        witnesses.concluded();
        return witnesses.violations();
    }

    Set<Invariant> broken() {
        return conclude().stream().map(Violation::invariant).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Optional<Outcome>> outcomes() {
        return site.recoveries().stream()
                .map(execution -> site.recordOf(execution.arn()).map(IncidentRecord::outcome))
                .toList();
    }

    @Override
    public void close() {
        site.close();
    }
}
