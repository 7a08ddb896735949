package io.github.outpostrecovery.lab.simulation.witness;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.site.Invocation;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All who watch one run. They learn by themselves what they have to know; whoever drives the run lets them say, once it has come
 * to its end, what they have seen ({@link #concluded}). What the site's own oracle saw is among it.
 *
 * <p>They take the array calls, the data path, the machines, the table, the mailbox and the alarms for the truth, and the engine's
 * word only for what it claims.
 */
public final class Witnesses implements Witness {
    private final SimulatedSite site;
    private final Scene scene;
    private final EveryoneEnds everyoneEnds;
    private final List<Testimony> all;

    private Witnesses(SimulatedSite site) {
        this.site = requireNonNull(site, "site is null");
        this.scene = new Scene(site);
        AccessWatch access = new AccessWatch(site, change -> tellAll(witness -> witness.changed(change)));
        this.everyoneEnds = new EveryoneEnds(scene);
        SecretsStayInside secrets = new SecretsStayInside(scene);
        site.calls().confideIn(secrets::confided);
        this.all = List.of(
                new OneOwner(scene),
                new FencedBeforeGrant(scene, access),
                everyoneEnds,
                new RefusalChangesNothing(scene),
                new UnknownNeverAdvances(scene),
                new VictimStaysOut(scene),
                new ApprovalCountsOnce(scene),
                new StoppedBeforeTheFence(scene),
                new EffectOfOnce(scene),
                new ChangedInItsPlace(scene),
                secrets,
                new StormGuarded(scene),
                new ArmedBeforeRecorded(scene));
        site.calls().listen(call -> tellAll(witness -> witness.called(call)));
        site.region().ec2().observe(born -> tellAll(witness -> witness.born(born)));
        site.watch(this);
    }

    /** Has all of them watch a site from now on, best when it has just been made. */
    public static Witnesses of(SimulatedSite site) {
        return new Witnesses(site);
    }

    /**
     * Until when the run has to go on for everything to be judged that has happened so far: the reconciler has to have had its
     * chance. Now, if nothing is left open.
     */
    public Instant judgedAt() {
        return everyoneEnds.judgedAt();
    }

    private void tellAll(Consumer<Testimony> news) {
        all.forEach(news);
    }

    private void tell(Consumer<SiteWatcher> news) {
        news.accept(scene);
        all.forEach(news);
    }

    @Override
    public void concluded() {
        all.forEach(Witness::concluded);
    }

    @Override
    public List<Violation> violations() {
        return Stream.concat(
                        site.oracle().violations().stream(), all.stream().flatMap(one -> one.violations().stream()))
                .toList();
    }

    @Override
    public long checks() {
        return site.oracle().checks() + all.stream().mapToLong(Witness::checks).sum();
    }

    /** What each of them has looked at, the oracle left aside: a witness who has never looked says nothing. */
    List<Testimony> each() {
        return all;
    }

    // ---- what they are told

    @Override
    public void invoked(Invocation invocation) {
        tell(watcher -> watcher.invoked(invocation));
    }

    @Override
    public void returned(Invocation invocation, Optional<JsonNode> result) {
        all.forEach(witness -> witness.returned(invocation, result));
        scene.returned(invocation, result);
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        tell(watcher -> watcher.stateEntered(execution, state, input, at));
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        tell(watcher -> watcher.stateExited(execution, state, output, at));
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        tell(watcher -> watcher.retryScheduled(execution, state, error, cause, delay, at));
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        tell(watcher -> watcher.waiting(execution, state, until, at));
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        tell(watcher -> watcher.executionEnded(execution, at));
    }

    @Override
    public void committed(InstanceLedger ledger) {
        tell(watcher -> watcher.committed(ledger));
    }

    @Override
    public void recorded(IncidentRecord record) {
        tell(watcher -> watcher.recorded(record));
    }

    @Override
    public void switched(KillSwitch killSwitch) {
        tell(watcher -> watcher.switched(killSwitch));
    }

    @Override
    public void declared(MaintenanceWindow window) {
        tell(watcher -> watcher.declared(window));
    }

    @Override
    public void noted(Suspect suspect) {
        tell(watcher -> watcher.noted(suspect));
    }

    @Override
    public void booksRestored() {
        tell(SiteWatcher::booksRestored);
    }

    @Override
    public void launching(LaunchOrder order) {
        tell(watcher -> watcher.launching(order));
    }

    @Override
    public void stopping(Ec2InstanceId machine) {
        tell(watcher -> watcher.stopping(machine));
    }

    @Override
    public void starting(Ec2InstanceId machine) {
        tell(watcher -> watcher.starting(machine));
    }

    @Override
    public void terminating(Ec2InstanceId machine) {
        tell(watcher -> watcher.terminating(machine));
    }
}
