package io.github.outpostrecovery.core.readiness;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.PRIMARY_SERVER;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.AdjustableClock;
import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.FakeArray;
import io.github.outpostrecovery.core.array.FakeArrays;
import io.github.outpostrecovery.core.compute.FakeCompute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.control.FakeControls;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.FakeAlarms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A site on which nothing is amiss: the machine of generation 1 runs, reaches boot and data, and is logged in. */
final class RehearsalWorld {
    final AdjustableClock clock = new AdjustableClock();
    final FakeArray array = new FakeArray("array-1", "boot", "data")
            .map(VICTIM, "group")
            .logIn(VICTIM, "10.0.0.1", FakeArray.PORTALS.toArray(String[]::new));
    final FakeArrays arrays = new FakeArrays(array);
    final FakeCompute compute = new FakeCompute();
    final FakeAlarms alarms = new FakeAlarms().state(VICTIM_ID, Value.OK);
    final FakeControls controls = new FakeControls();
    final FakeRecoveryTable table = new FakeRecoveryTable(SampleSite.ledger(ARRAY_1));
    private final Set<AccessPath> paths = array.paths();
    private Configurations.Lookup configuration =
            new Configurations.Lookup.Found(SampleSite.configured(Mode.AUTOMATIC, ARRAY_1));

    RehearsalWorld configured(Configurations.Lookup lookup) {
        configuration = lookup;
        return this;
    }

    Configurations configurations() {
        return new Configurations() {
            @Override
            public Lookup find(InstanceName name) {
                return name.equals(WEB) ? configuration : new Lookup.NotProtected();
            }

            @Override
            public List<InstanceName> names() {
                return List.of(WEB);
            }
        };
    }

    Rehearsal verification() {
        return new VerificationRehearsal(configurations(), table, arrays, compute, controls, clock);
    }

    // ---- books

    /** The books after a recovery in which the generations 1 to {@code generation} - 1 were used up. */
    void recoveredAs(Generation generation, Initiator victim, Successor... successors) {
        Machine dead =
                new Machine(SampleSite.G1, VICTIM_ID, PRIMARY_SERVER, Map.of(ARRAY_1, victim), AdjustableClock.NOON);
        Machine current = new Machine(
                generation,
                SampleSite.machineId(generation.number()),
                SampleSite.server(1),
                SampleSite.names(generation, ARRAY_1),
                AdjustableClock.NOON);
        incident(current, dead, Incident.State.CLOSED, Optional.of(Outcome.RECOVERED), List.of(successors));
        array.unmap(VICTIM).logOut(VICTIM);
        Initiator name = SampleSite.initiator(generation);
        array.map(name, "group").logIn(name, "10.0.1.1", FakeArray.PORTALS.toArray(String[]::new));
        alarms.state(current.id(), Value.OK);
    }

    /** The books of an instance that is being recovered, as one of these generations. */
    void beingRecovered(Incident.State state, Successor... successors) {
        incident(SampleSite.victim(ARRAY_1), SampleSite.victim(ARRAY_1), state, Optional.empty(), List.of(successors));
    }

    private void incident(
            Machine current, Machine victim, Incident.State state, Optional<Outcome> outcome, List<Successor> used) {
        Incident incident = new Incident(
                SampleSite.FIRST_INCIDENT,
                SampleSite.E1,
                Trigger.ALARM,
                AdjustableClock.NOON,
                state,
                outcome,
                victim,
                used.isEmpty() ? Optional.empty() : Optional.of(SampleSite.plan(ARRAY_1)),
                used,
                used.size(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        table.put(new InstanceLedger(WEB, 9, current, 1, Optional.of(incident)));
    }

    // ---- what a test looks at

    /** Rehearses, and proves that nothing in the world was changed by it. */
    List<Finding> rehearse(Rehearsal rehearsal) {
        Set<AccessPath> before = array.paths();
        List<InstanceLedger> written = table.history();
        List<Finding> findings = rehearsal.rehearse(WEB).findings();
        assertThat(array.paths()).as("who reaches the volumes").isEqualTo(before);
        assertThat(array.revokeOrders()).isEmpty();
        assertThat(array.grantOrders()).isEmpty();
        assertThat(array.open()).as("connections left open").isZero();
        assertThat(compute.orders()).isEmpty();
        assertThat(compute.terminated()).isEmpty();
        assertThat(alarms.watched()).isEmpty();
        assertThat(table.history()).as("the books").isEqualTo(written);
        assertThat(table.records()).isEmpty();
        return findings;
    }

    Set<AccessPath> pathsAtTheBeginning() {
        return paths;
    }

    static List<String> failures(List<Finding> findings) {
        return findings.stream()
                .filter(Finding.Failed.class::isInstance)
                .map(Finding.Failed.class::cast)
                .map(failed -> failed.subject() + " - " + failed.why())
                .toList();
    }

    static List<String> notes(List<Finding> findings) {
        return findings.stream()
                .filter(Finding.Noted.class::isInstance)
                .map(Finding.Noted.class::cast)
                .map(noted -> noted.subject() + " - " + noted.what())
                .toList();
    }
}
