package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What holds after every drill, whatever failed in it. */
final class Soundness {
    private static final Set<String> NOTHING_CHANGES = Set.of(
            "STOOD_DOWN",
            "REFUSED",
            "REJECTED",
            "EXPIRED",
            "DUPLICATE",
            "SUPPRESSED",
            DrillResult.WAITING_FOR_APPROVAL);

    private Soundness() {}

    static void of(SimulatedSite site, DrillResult result) {
        assertThat(result.invariants().violations()).isEmpty();
        assertThat(result.invariants().checks()).isPositive();
        assertThat(result.launches()).isEqualTo(launched(site).size());
        assertThat(result.arrays()).hasSameSizeAs(site.arrays());
        assertThat(result.arrays().stream()
                        .mapToInt(DrillResult.ArrayLoad::calls)
                        .sum())
                .isEqualTo(site.calls().calls().size());
        oneMachineForEachGeneration(site);
        everyEndedExecutionHasItsRecord(site, result);
        theBooksAreInOrder(site, result);
        if (NOTHING_CHANGES.contains(result.outcome())) {
            assertThat(result.launches()).as("launches").isZero();
            assertThat(changes(site)).as("changes asked of the array").isEmpty();
            assertThat(result.worldChanged()).as("world changed").isFalse();
            assertThat(result.generation().after())
                    .isEqualTo(result.generation().before());
            assertThat(result.instance().after()).isEqualTo(result.instance().before());
        }
        if (result.outcome().equals("FENCED_AND_PAGED")) {
            assertThat(result.generation().after())
                    .isEqualTo(result.generation().before());
            assertThat(site.region().mailbox().mails())
                    .anySatisfy(mail -> assertThat(mail.body())
                            .contains("./outpost-recovery resume "
                                    + result.incident().orElseThrow(() -> new AssertionError("nobody can resume it"))));
        }
    }

    /** The machines that were launched after the first one, oldest first. */
    static List<Ec2Instance> launched(SimulatedSite site) {
        List<Ec2Instance> all = new ArrayList<>(site.region().ec2().instances());
        all.removeIf(instance -> instance.request().initiators().stream().anyMatch(name -> name.equals(first(site))));
        return all;
    }

    /** What the array was asked to change. */
    static List<Call> changes(SimulatedSite site) {
        return site.calls().calls().stream().filter(Call::write).toList();
    }

    /** Every name that reaches a volume of the instance. */
    static Set<String> letIn(SimulatedSite site) {
        Set<String> names = new TreeSet<>();
        for (SiteArray array : site.arrays()) {
            for (FurnishedVolume volume : array.simulated().volumes()) {
                names.addAll(array.simulated().blockTarget().initiatorsWithAccess(volume.identity()));
            }
        }
        return names;
    }

    private static String first(SimulatedSite site) {
        return site.region().ec2().instances().stream()
                .min(java.util.Comparator.comparing(Ec2Instance::startedAt))
                .orElseThrow(() -> new AssertionError("a site without a machine"))
                .request()
                .initiators()
                .getFirst();
    }

    private static void oneMachineForEachGeneration(SimulatedSite site) {
        List<Ec2Instance> machines = List.copyOf(site.region().ec2().instances());
        assertThat(machines.stream().map(machine -> machine.request().token()))
                .as("client tokens")
                .doesNotHaveDuplicates();
        assertThat(machines.stream().flatMap(machine -> machine.request().initiators().stream()))
                .as("initiators")
                .doesNotHaveDuplicates();
    }

    private static void everyEndedExecutionHasItsRecord(SimulatedSite site, DrillResult result) {
        List<ExecutionDescription> executions = OpenDrill.recoveries(site);
        assertThat(result.executions()).hasSameSizeAs(executions);
        List<IncidentRecord> records = new ArrayList<>();
        for (ExecutionDescription execution : executions) {
            Optional<IncidentRecord> record = site.recordOf(execution.arn());
            switch (execution.status()) {
                case SUCCEEDED ->
                    assertThat(record).as(execution.toString()).hasValueSatisfying(found -> {
                        assertThat(execution.state()).isEqualTo(endOf(found.outcome()));
                        records.add(found);
                    });
                case RUNNING -> {
                    assertThat(execution.waitingForTaskToken())
                            .as(execution.toString())
                            .isPresent();
                    assertThat(record).isEmpty();
                }
                case ABORTED -> assertThat(record).isEmpty();
                case FAILED, TIMED_OUT -> throw new AssertionError("no record ends it: " + execution);
            }
        }
        for (IncidentRecord record : records) {
            record.incident()
                    .ifPresent(incident -> assertThat(site.table().recordsOf(incident))
                            .filteredOn(other -> other.execution().equals(record.execution()))
                            .containsExactly(record));
        }
        long rows = site.region().table().rows().stream()
                .filter(row -> row.partition().startsWith("execution#"))
                .count();
        assertThat(rows).as("records in the table").isEqualTo(records.size());
        assertThat(records.stream()
                        .filter(record ->
                                record.outcome() == Outcome.RECOVERED || record.outcome() == Outcome.RECOVERED_DEGRADED)
                        .map(record -> record.incident().orElseThrow(() -> new AssertionError(record.toString()))))
                .as("recoveries of one incident")
                .doesNotHaveDuplicates();
    }

    private static void theBooksAreInOrder(SimulatedSite site, DrillResult result) {
        InstanceLedger ledger = site.ledger();
        assertThat(ledger.current().generation().number())
                .isEqualTo(result.generation().after());
        assertThat(ledger.current().id().value()).isEqualTo(result.instance().after());
        ledger.incident().ifPresent(incident -> {
            int generation = incident.victim().generation().number();
            for (Successor successor : incident.successors()) {
                assertThat(successor.generation().number()).isEqualTo(++generation);
            }
            boolean closed = OpenDrill.recoveries(site).stream()
                    .noneMatch(execution -> execution.status() == ExecutionStatus.RUNNING
                            || execution.status() == ExecutionStatus.ABORTED);
            if (closed) {
                assertThat(incident.state()).isNotEqualTo(Incident.State.OPEN);
            }
        });
    }

    private static String endOf(Outcome outcome) {
        return switch (outcome) {
            case RECOVERED -> "Recovered";
            case RECOVERED_DEGRADED -> "Recovered, degraded";
            case STOOD_DOWN -> "Stood down";
            case REFUSED -> "Refused";
            case FENCED_AND_PAGED -> "Fenced and paged";
            case DUPLICATE -> "Duplicate";
            case SUPPRESSED -> "Suppressed";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Expired";
        };
    }
}
