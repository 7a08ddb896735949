package io.github.outpostrecovery.cli.protect;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether all machines of some books are gone for good, so that a new one may take their place: each is terminated, and none of
 * their names reaches a volume. What cannot be told counts as a no.
 */
final class Predecessors {
    private final Cloud cloud;

    Predecessors(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /** Why no machine may take their place; empty if one may. Changes nothing. */
    List<String> objections(InstanceLedger books, List<ArrayConnection> arrays) {
        List<String> why = new ArrayList<>(living(books));
        books.names().forEach((array, names) -> why.addAll(reaching(array, names, arrays)));
        return why;
    }

    /** As far as books and EC2 tell. */
    List<String> living(InstanceLedger books) {
        List<String> why = new ArrayList<>();
        books.incident()
                .filter(last -> last.state() != Incident.State.CLOSED)
                .ifPresent(open -> why.add("[incident-open] incident " + open.id() + " is " + open.state()
                        + ": end it first (outpost-recovery status " + books.instance() + ")"));
        for (Ec2InstanceId id : books.machines()) {
            Optional<MachineDescription> machine = cloud.directory().machine(id);
            if (!MachineSearch.isOver(machine)) {
                why.add("[books-name-another] the books say that " + id + " is a machine of " + books.instance()
                        + ", and it is " + machine.orElseThrow().state() + ": only one that is terminated gives its"
                        + " place up (outpost-recovery cleanup or release)");
            }
        }
        return why;
    }

    private List<String> reaching(ArrayName array, Set<Initiator> names, List<ArrayConnection> arrays) {
        Optional<ArrayConnection> connection =
                arrays.stream().filter(known -> known.name().equals(array)).findFirst();
        if (connection.isEmpty()) {
            return List.of("[old-names-unknown] the books name the array " + array
                    + ", and nothing tells how to ask it whether the old names are shut out: give --array");
        }
        List<String> why = new ArrayList<>();
        try (ArrayProvisioning opened = cloud.arrays()
                .provisioning(
                        connection.get(),
                        cloud.arrays().inSecret(connection.get().readSecret()))) {
            for (Initiator name : names) {
                switch (opened.shown(name)) {
                    case Answer.Answered<Map<VolumeName, LunId>>(Map<VolumeName, LunId> volumes) -> {
                        if (!volumes.isEmpty()) {
                            why.add("[old-name-reaches-volumes] " + name + " of an earlier machine still reaches "
                                    + new TreeSet<>(volumes.keySet()) + " on " + array
                                    + ": shut it out first (outpost-recovery array fence)");
                        }
                    }
                    case Answer.Unanswered<Map<VolumeName, LunId>>(var failure) ->
                        why.add("[old-names-unknown] " + array + " does not say what " + name + " reaches: " + failure);
                    case Answer.NotOffered<Map<VolumeName, LunId>>() ->
                        why.add("[old-names-unknown] " + array + " cannot say what " + name + " reaches");
                }
            }
        }
        return why;
    }
}
