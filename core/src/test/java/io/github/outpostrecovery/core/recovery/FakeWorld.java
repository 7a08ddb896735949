package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_2;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;

import io.github.outpostrecovery.core.AdjustableClock;
import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.array.FakeArray;
import io.github.outpostrecovery.core.array.FakeArrays;
import io.github.outpostrecovery.core.compute.FakeCompute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.FakeControls;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.readiness.FakeReadinessReports;
import io.github.outpostrecovery.core.reconcile.FakeReconcilerNotes;
import io.github.outpostrecovery.core.service.FakeAlarms;
import io.github.outpostrecovery.core.service.FakeExecutions;
import io.github.outpostrecovery.core.service.FakeMeasurements;
import io.github.outpostrecovery.core.service.FakeNotices;
import io.github.outpostrecovery.core.service.FakeTraffic;
import io.github.outpostrecovery.core.storm.FakeStormBooks;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Everything that the steps speak to, in memory. It begins with a machine that has failed both of its checks and that no
 * array lists any more. The methods that are named after a state lead there with the real steps, by execution E1.
 */
final class FakeWorld {
    final AdjustableClock clock = new AdjustableClock();
    final FakeArray array = new FakeArray("array-1", "boot", "data").map(VICTIM, "group");
    final FakeArray second = new FakeArray("array-2", "logs").map(VICTIM, "group");
    final FakeArrays arrays = new FakeArrays(array, second);
    final FakeCompute compute = new FakeCompute().status(VICTIM_ID, Check.FAILED, Check.FAILED);
    final FakeAlarms alarms = new FakeAlarms();
    final FakeTraffic traffic = new FakeTraffic();
    final FakeExecutions executions = new FakeExecutions();
    final FakeNotices notices = new FakeNotices();
    final FakeMeasurements measurements = new FakeMeasurements();
    final FakeControls controls = new FakeControls();
    final FakeReconcilerNotes notes = new FakeReconcilerNotes();
    final FakeStormBooks storms = new FakeStormBooks();
    final FakeRecoveryTable table;
    final Services services;
    private final AtomicLong uuids = new AtomicLong();
    private Configurations.Lookup configuration;

    private FakeWorld(ProtectedInstance configured, ArrayName... arrays) {
        this.configuration = new Configurations.Lookup.Found(configured);
        this.table = new FakeRecoveryTable(SampleSite.ledger(arrays));
        Configurations configurations = new Configurations() {
            @Override
            public Configurations.Lookup find(InstanceName name) {
                return name.equals(WEB) ? configuration : new Configurations.Lookup.NotProtected();
            }

            @Override
            public List<InstanceName> names() {
                return List.of(WEB);
            }
        };
        this.services = new Services(
                configurations,
                table,
                this.arrays,
                compute,
                alarms,
                traffic,
                executions,
                notices,
                measurements,
                controls,
                new FakeReadinessReports(),
                notes,
                storms,
                new Console("aws", "us-west-2", "arn:aws:states:us-west-2:111122223333:stateMachine:approval"),
                clock,
                FanOut.inOrder(),
                () -> new UUID(2, uuids.incrementAndGet()));
    }

    static FakeWorld withOneArray() {
        return new FakeWorld(SampleSite.configured(Mode.AUTOMATIC, ARRAY_1), ARRAY_1);
    }

    static FakeWorld inNotificationOnlyMode() {
        return new FakeWorld(SampleSite.configured(Mode.NOTIFY, ARRAY_1), ARRAY_1);
    }

    static FakeWorld withTwoArrays() {
        return new FakeWorld(SampleSite.configured(Mode.AUTOMATIC, ARRAY_1, ARRAY_2), ARRAY_1, ARRAY_2);
    }

    static FakeWorld of(ProtectedInstance configured, ArrayName... arrays) {
        return new FakeWorld(configured, arrays);
    }

    FakeWorld configured(Configurations.Lookup lookup) {
        configuration = lookup;
        return this;
    }

    // ---- states

    FakeWorld opened() {
        reached(OpenOutcome.Opened.class, new Opening(services).open(E1, Trigger.MANUAL, new Cause.Asked(WEB)));
        return this;
    }

    FakeWorld planned() {
        opened();
        reached(VerifyOutcome.Proceed.class, verify(E1, Optional.empty()));
        return this;
    }

    FakeWorld fenced() {
        planned();
        return fencedAgain();
    }

    FakeWorld fencedAgain() {
        reached(FenceOutcome.Fenced.class, new Fencing(services).fence(E1, FIRST_INCIDENT, FenceProgress.NONE));
        return this;
    }

    FakeWorld granted() {
        fenced();
        reached(
                GrantStepOutcome.Granted.class,
                new Granting(services).grant(E1, FIRST_INCIDENT, current().generation()));
        return this;
    }

    FakeWorld launched() {
        granted();
        reached(
                LaunchStepOutcome.Launched.class,
                new Launching(services).launch(E1, FIRST_INCIDENT, current().generation(), Optional.empty()));
        return this;
    }

    /** Checks the targets, and looks until something else than another look or check is wanted. */
    VerifyOutcome verify(ExecutionArn who, Optional<String> approved) {
        VerifyProgress progress = VerifyProgress.NONE;
        List<TargetCheck> targets = targets(who);
        while (true) {
            VerifyOutcome outcome = new Verifying(services).verify(who, FIRST_INCIDENT, progress, targets, approved);
            if (outcome instanceof VerifyOutcome.LookAgain again) {
                progress = again.progress();
                clock.advanceSeconds(again.waitSeconds());
            } else if (outcome instanceof VerifyOutcome.CheckTargetsAgain again) {
                progress = again.progress();
                clock.advanceSeconds(again.waitSeconds());
                targets = targets(who);
            } else {
                return outcome;
            }
        }
    }

    /** What EC2 says of the targets; nothing to whoever is not the owner. */
    List<TargetCheck> targets(ExecutionArn who) {
        return switch (new CheckingTargets(services).check(who, FIRST_INCIDENT, VerifyProgress.NONE)) {
            case TargetsOutcome.TargetsChecked(List<TargetCheck> targets) -> targets;
            case TargetsOutcome.LookedOnce(List<TargetCheck> targets, var progress, var seconds) -> targets;
            case TargetsOutcome.Superseded superseded -> List.of();
        };
    }

    private static void reached(Class<?> expected, Object outcome) {
        if (!expected.isInstance(outcome)) {
            throw new AssertionError("not " + expected.getSimpleName() + " but " + outcome);
        }
    }

    // ---- what a test looks at

    Incident incident() {
        return table.incident(WEB);
    }

    Successor current() {
        return incident().successor().orElseThrow(() -> new AssertionError("no plan is stored"));
    }

    /** The name of a generation that is on the books. */
    Initiator nameOf(Generation generation) {
        return incident().successors().stream()
                .filter(successor -> successor.generation().equals(generation))
                .flatMap(successor -> Optional.ofNullable(successor.initiators().get(ARRAY_1)).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + generation));
    }

    Ec2InstanceId machine() {
        return current().machine().orElseThrow(() -> new AssertionError("nothing was launched"));
    }

    /** The new machine logs in to every array that it has volumes on. */
    FakeWorld attached() {
        array.logIn(nameOf(current().generation()), "10.0.1.1", FakeArray.PORTALS.toArray(String[]::new));
        second.logIn(nameOf(current().generation()), "10.0.1.1", FakeArray.PORTALS.toArray(String[]::new));
        return this;
    }
}
