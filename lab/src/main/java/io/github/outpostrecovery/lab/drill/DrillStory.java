package io.github.outpostrecovery.lab.drill;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.drill.DrillResult.ArrayLoad;
import io.github.outpostrecovery.lab.drill.DrillResult.Change;
import io.github.outpostrecovery.lab.drill.DrillResult.ExecutionResult;
import io.github.outpostrecovery.lab.drill.DrillResult.InitiatorChange;
import io.github.outpostrecovery.lab.drill.DrillResult.Invariants;
import io.github.outpostrecovery.lab.drill.DrillResult.Rto;
import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what a drill came to, from what the site has kept. */
final class DrillStory {
    static final String CONFIRM = "Confirm attachment";
    static final String LAUNCH = "Relaunch from recovery template";

    private final SimulatedSite site;
    private final DrillMemory memory;
    private final Optional<ExecutionArn> about;

    DrillStory(SimulatedSite site, DrillMemory memory) {
        this(site, memory, Optional.empty());
    }

    /** @param about the execution to tell of, whether or not it came to act */
    DrillStory(SimulatedSite site, DrillMemory memory, Optional<ExecutionArn> about) {
        this.site = site;
        this.memory = memory;
        this.about = about;
    }

    DrillResult tell() {
        Optional<InstanceLedger> books = site.books();
        if (books.isEmpty()) {
            return nothing();
        }
        InstanceLedger ledger = books.get();
        DrillMemory.Before before = memory.before()
                .orElseGet(() -> new DrillMemory.Before(
                        ledger.current().generation().number(),
                        ledger.current().id().value(),
                        java.util.Map.of()));
        List<ExecutionDescription> recoveries = recoveries();
        Optional<ExecutionDescription> main = main(recoveries);
        Optional<IncidentRecord> record = main.flatMap(execution -> site.recordOf(execution.arn()));
        boolean waiting = recoveries.stream()
                .anyMatch(execution -> execution.waitingForTaskToken().isPresent());
        String outcome = waiting
                ? DrillResult.WAITING_FOR_APPROVAL
                : record.map(ended -> ended.outcome().name())
                        .orElse(main.map(execution -> execution.status().name()).orElse(DrillResult.NOTHING_HAPPENED));
        String reason = waiting
                ? "a person has to approve it"
                : record.map(IncidentRecord::reason).orElse("");
        Optional<String> incident = record.flatMap(IncidentRecord::incident)
                .map(Object::toString)
                .or(() -> ledger.incident().map(last -> last.id().toString()));
        return new DrillResult(
                outcome,
                reason,
                incident,
                new Change<>(before.generation(), ledger.current().generation().number()),
                new Change<>(before.instance(), ledger.current().id().value()),
                initiators(before, ledger),
                timeline(main),
                rto(main, ledger, before),
                arrays(),
                executions(recoveries),
                launches(),
                !site.oracle().worldSnapshot().equals(memory.worldBefore()),
                invariants());
    }

    /** Of a site on which nobody is protected, or nobody says which of several is meant. */
    private DrillResult nothing() {
        return new DrillResult(
                DrillResult.NOTHING_HAPPENED,
                "this is about no protected instance: the site protects " + site.instances(),
                Optional.empty(),
                new Change<>(0, 0),
                new Change<>("", ""),
                List.of(),
                List.of(),
                Rto.NONE,
                arrays(),
                List.of(),
                launches(),
                false,
                invariants());
    }

    private Invariants invariants() {
        return new Invariants(
                site.oracle().checks(),
                site.oracle().violations().stream()
                        .map(violation -> violation.invariant() + " at " + violation.at() + ": " + violation.what())
                        .toList());
    }

    /** Machines that nobody launched by hand; the first one of a furnished site came with it. */
    private int launches() {
        long byTheEngine = site.region().ec2().instances().stream()
                .filter(instance -> instance.request().specification() == null)
                .count();
        return Math.toIntExact(byTheEngine) - (site.options().tenancy() == SiteOptions.Tenancy.ONE_INSTANCE ? 1 : 0);
    }

    List<ExecutionDescription> recoveries() {
        return site.recoveries();
    }

    /** The one that it is about; else the last execution that acted for the incident; of none that did, the last. */
    Optional<ExecutionDescription> main(List<ExecutionDescription> recoveries) {
        if (about.isPresent()) {
            return recoveries.stream()
                    .filter(execution -> execution.arn().equals(about.get()))
                    .findFirst();
        }
        Optional<String> owner = site.ledger().incident().map(Incident::owner).map(Object::toString);
        return recoveries.stream()
                .filter(execution ->
                        owner.filter(arn -> arn.equals(execution.arn().value())).isPresent())
                .findFirst()
                .or(() -> recoveries.isEmpty() ? Optional.empty() : Optional.of(recoveries.getLast()));
    }

    private List<InitiatorChange> initiators(DrillMemory.Before before, InstanceLedger ledger) {
        List<InitiatorChange> changes = new ArrayList<>();
        ledger.current()
                .initiators()
                .forEach((array, initiator) -> changes.add(new InitiatorChange(
                        array.value(),
                        protocolOf(array),
                        before.initiators().getOrDefault(array.value(), initiator.value()),
                        initiator.value())));
        return changes;
    }

    private List<Visit> timeline(Optional<ExecutionDescription> main) {
        return stays(main).stream()
                .map(stay -> new Visit(
                        stay.state(), stay.from().toString(), stay.length().toMillis()))
                .toList();
    }

    List<Timeline.Stay> stays(Optional<ExecutionDescription> main) {
        return main.map(execution -> Timeline.of(site.stepFunctions().history(execution.arn())))
                .orElse(List.of());
    }

    private Rto rto(Optional<ExecutionDescription> main, InstanceLedger ledger, DrillMemory.Before before) {
        boolean recovered = ledger.current().generation().number() > before.generation();
        if (main.isEmpty() || memory.failureAt().isEmpty() || !recovered) {
            return Rto.NONE;
        }
        List<Timeline.Stay> stays = stays(main);
        Optional<Timeline.Stay> confirmed = last(stays, CONFIRM);
        Optional<Timeline.Stay> launched = last(stays, LAUNCH);
        Optional<Instant> login = Optional.ofNullable(
                memory.firstLogins().get(ledger.current().id().value()));
        if (confirmed.flatMap(Timeline.Stay::to).isEmpty()
                || launched.flatMap(Timeline.Stay::to).isEmpty()
                || login.isEmpty()) {
            return Rto.NONE;
        }
        Instant failure = memory.failureAt().get();
        Instant begun = main.get().startTime();
        Instant launchEnd = launched.get().to().get();
        Instant end = confirmed.get().to().get();
        long total = millis(failure, end);
        long detection = millis(failure, begun);
        long inLaunch = arrayMillis(launched.get().from(), launchEnd);
        long launch = Math.max(0, launched.get().length().toMillis() - inLaunch);
        long array = arrayMillis(begun, launchEnd);
        long boot = millis(launchEnd, login.get());
        long attach = millis(login.get(), end);
        long engine = Math.max(0, total - detection - launch - array - boot - attach);
        return new Rto(total, detection, engine, array, launch, boot, attach);
    }

    private long arrayMillis(Instant from, Instant to) {
        return site.calls().calls().stream()
                .filter(call -> !call.at().isBefore(from) && !call.at().isAfter(to))
                .mapToLong(Call::millis)
                .sum();
    }

    static Optional<Timeline.Stay> last(List<Timeline.Stay> stays, String state) {
        return stays.reversed().stream()
                .filter(stay -> stay.state().equals(state))
                .findFirst();
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private String protocolOf(ArrayName array) {
        return switch (site.array(array.value()).protocol()) {
            case ISCSI -> "iscsi";
            case NVME_TCP -> "nvme";
        };
    }

    private List<ArrayLoad> arrays() {
        return site.arrays().stream().map(this::load).toList();
    }

    private ArrayLoad load(SiteArray array) {
        List<Call> calls = site.calls().calls().stream().filter(array::served).toList();
        long writes = calls.stream().filter(Call::write).count();
        return new ArrayLoad(array.name(), array.vendor(), calls.size(), (int) writes);
    }

    private List<ExecutionResult> executions(List<ExecutionDescription> recoveries) {
        List<ExecutionResult> results = new ArrayList<>();
        for (ExecutionDescription execution : recoveries) {
            Optional<IncidentRecord> record = site.recordOf(execution.arn());
            String incident = record.flatMap(IncidentRecord::incident)
                    .map(Object::toString)
                    .orElse("");
            String outcome = record.map(IncidentRecord::outcome)
                    .map(Outcome::name)
                    .orElseGet(() -> execution.waitingForTaskToken().isPresent()
                            ? DrillResult.WAITING_FOR_APPROVAL
                            : execution.status().name());
            results.add(new ExecutionResult(incident, outcome));
        }
        return results;
    }
}
