package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.protect.Protecting;
import io.github.outpostrecovery.cli.protect.Protection;
import io.github.outpostrecovery.cli.protect.ProtectionPlanner;
import io.github.outpostrecovery.cli.protect.ProtectionRequest;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A site with templates, a protection and books, as far as a test wants them. */
public final class ProtectedSite {
    public static final Ec2InstanceId SUCCESSOR = new Ec2InstanceId("i-0aaaaaaaaaaaaaaa2");
    private static final ExecutionArn EXECUTION =
            new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:outpost-recovery-recovery:one");

    private ProtectedSite() {}

    public static ProtectionRequest request(Mode mode) {
        return new ProtectionRequest(
                MemorySite.WEB,
                Optional.empty(),
                mode,
                Clustering.SINGLE,
                List.of(),
                List.of(),
                Optional.empty(),
                UnaryOperator.identity());
    }

    /** Protects the machine, and forgets what was called. */
    public static MemorySite made() throws InterruptedException {
        MemorySite site = new MemorySite();
        MadeTemplates.on(site, 2);
        Protection.Proposed proposed =
                (Protection.Proposed) new ProtectionPlanner(site.cloud).plan(request(Mode.NOTIFY));
        new Protecting(site.cloud, "template").carryOut(proposed, line -> {});
        site.calls.taken();
        return site;
    }

    /** An incident is open from now on. */
    public static void openIncident(MemorySite site) {
        site.engine.table.put(opened(site));
    }

    private static InstanceLedger opened(MemorySite site) {
        InstanceLedger books = site.engine.table.read(MemorySite.WEB).orElseThrow();
        return to(books.open(EXECUTION, Trigger.ALARM, MemorySite.NOON));
    }

    private static InstanceLedger to(Transition transition) {
        return switch (transition) {
            case Transition.To(InstanceLedger next) -> next;
            case Transition.Denied(var why) -> throw new AssertionError(why);
        };
    }

    /** g1 was the victim of an incident that is over, g2 runs the workload on the second server, and g1 is still there. */
    public static void recovered(MemorySite site) {
        InstanceLedger over = to(opened(site).end(new IncidentId(MemorySite.WEB, 1), EXECUTION, Outcome.STOOD_DOWN));
        Machine second = new Machine(
                new Generation(2),
                SUCCESSOR,
                MemorySite.server(2),
                Map.of(MemorySite.ARRAY, MemorySite.name(2)),
                MemorySite.NOON);
        site.engine.table.put(new InstanceLedger(MemorySite.WEB, over.revision() + 1, second, 1, over.incident()));
        Map<String, String> tags = new TreeMap<>(
                Map.of("outpost-recovery:instance", "web-01", "outpost-recovery:generation", "g2", "Name", "web-01"));
        tags.put("outpost-recovery:stack", MemorySite.STACK);
        site.machine(SUCCESSOR, MemorySite.name(2), tags);
        site.array.paths.clear();
        site.array.loggedIn.clear();
        site.array.map(MemorySite.name(2), "/vol/web/boot", 0);
        site.array.logIn(MemorySite.name(2));
    }
}
