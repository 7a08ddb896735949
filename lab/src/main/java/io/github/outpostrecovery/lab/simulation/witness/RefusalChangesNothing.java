package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.rest.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I10: an execution that ends in a refusal has asked no array and not EC2 for a change. And if no execution has asked for any,
 * the world is bit for bit what it was.
 *
 * <p>An execution that was the owner, has fenced, and lost the incident to another ends as a duplicate: what it did as the
 * owner stands, and is no business of the refusal.
 */
final class RefusalChangesNothing extends Testimony {
    private final Map<String, String> changes = new HashMap<>();
    private final Set<String> fencedAsOwner = new HashSet<>();

    RefusalChangesNothing(Scene scene) {
        super(scene, Invariant.REFUSAL_CHANGES_NOTHING);
    }

    @Override
    void called(Call call) {
        if (call.write() && !call.fault().startsWith(ChangedInItsPlace.LANDED_LATE)) {
            changed(call.service() + " " + call.method() + " " + call.target());
        }
    }

    @Override
    public void launching(LaunchOrder order) {
        changed("launch of g" + order.generation());
    }

    @Override
    public void terminating(Ec2InstanceId machine) {
        changed("termination of " + machine);
    }

    private void changed(String what) {
        scene().call().ifPresent(call -> {
            String execution = call.execution();
            changes.putIfAbsent(execution, what);
            if (scene().ownedBy(call.execution())
                    .filter(Incident::hasBegunToFence)
                    .isPresent()) {
                fencedAsOwner.add(execution);
            }
        });
    }

    @Override
    public void recorded(IncidentRecord record) {
        if (!refuses(record.outcome())) {
            return;
        }
        String execution = record.execution().value();
        boolean excused = record.outcome() == Outcome.DUPLICATE && fencedAsOwner.contains(execution);
        check(
                excused || !changes.containsKey(execution),
                () -> execution + " ends as " + record.outcome() + " and has asked for a change: "
                        + changes.get(execution));
        if (record.outcome() != Outcome.DUPLICATE) {
            Optional<Incident> incident = record.incident()
                    .flatMap(id -> scene().books(id.instance()))
                    .flatMap(books -> books.incident())
                    .filter(last -> Optional.of(last.id()).equals(record.incident()));
            check(
                    incident.filter(Incident::hasBegunToFence).isEmpty(),
                    () -> record.incident() + " ends as " + record.outcome() + ", and its fence was announced");
        }
    }

    private static boolean refuses(Outcome outcome) {
        return switch (outcome) {
            case STOOD_DOWN, REFUSED, REJECTED, EXPIRED, DUPLICATE, SUPPRESSED -> true;
            case RECOVERED, RECOVERED_DEGRADED, FENCED_AND_PAGED -> false;
        };
    }
}
