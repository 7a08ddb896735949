package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.Optional;

/** Which machine a workload is today. */
public sealed interface MachineSearch {
    /** This one. */
    record Found(MachineDescription machine) implements MachineSearch {}

    /** None, as far as EC2 tells. */
    record Unknown(String why) implements MachineSearch {}

    /** Several could be: a person has to say. */
    record Ambiguous(String why) implements MachineSearch {}

    /** Whether EC2 says that a machine is no more, or does not know it any more. */
    static boolean isOver(Optional<MachineDescription> machine) {
        return machine.filter(known -> !known.state().equals("terminated")).isEmpty();
    }

    private static boolean carries(MachineDescription machine, InstanceName name) {
        return name.value().equals(machine.tags().get(LaunchTags.INSTANCE));
    }

    /**
     * The one that a person named, or that the books name, or the only one with the tag or the name. Where the one of the
     * books is no more, a living one with the tag comes before it: it was launched under a name that was cleaned up.
     */
    static MachineSearch of(
            Directory directory, InstanceName name, Optional<Ec2InstanceId> said, Optional<InstanceLedger> books) {
        Optional<Ec2InstanceId> known =
                said.or(() -> books.map(ledger -> ledger.current().id()));
        boolean over = said.isEmpty() && known.isPresent() && isOver(directory.machine(known.get()));
        List<MachineDescription> living = over
                ? directory.machines().stream()
                        .filter(machine -> !isOver(Optional.of(machine)))
                        .toList()
                : directory.machines();
        if (known.isPresent() && !(over && living.stream().anyMatch(machine -> carries(machine, name)))) {
            return directory
                    .machine(known.get())
                    .<MachineSearch>map(Found::new)
                    .orElseGet(() -> new Unknown("there is no instance " + known.get()
                            + (said.isPresent() ? "" : ", which the books say is the machine of " + name)));
        }
        List<MachineDescription> tagged = living.stream()
                .filter(machine -> name.value().equals(machine.tags().get(LaunchTags.INSTANCE)))
                .toList();
        List<MachineDescription> named = tagged.isEmpty()
                ? living.stream()
                        .filter(machine ->
                                machine.name().filter(name.value()::equals).isPresent())
                        .toList()
                : tagged;
        return switch (named.size()) {
            case 0 ->
                new Unknown("no instance carries the tag " + LaunchTags.INSTANCE + "=" + name + " or the name " + name
                        + ": give --instance-id");
            case 1 -> new Found(named.getFirst());
            default ->
                new Ambiguous("[several-machines] "
                        + String.join(
                                ", ",
                                named.stream()
                                        .map(machine -> machine.id().value())
                                        .toList())
                        + " are called " + name + ": give --instance-id");
        };
    }
}
