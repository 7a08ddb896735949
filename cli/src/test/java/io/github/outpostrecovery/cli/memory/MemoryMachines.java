package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends machines at once, unless their server cannot be reached. */
public final class MemoryMachines implements Machines {
    private final Calls calls;
    private final MemoryDirectory directory;
    private final MemoryArray array;

    MemoryMachines(Calls calls, MemoryDirectory directory, MemoryArray array) {
        this.calls = calls;
        this.directory = directory;
        this.array = array;
    }

    @Override
    public Launch launch(MachineSpecification specification, String token) {
        throw new AssertionError("nothing is launched here");
    }

    @Override
    public void terminate(Ec2InstanceId id) {
        calls.change("TerminateInstances", id.value());
        Optional.ofNullable(directory.machines.get(id)).ifPresent(machine -> {
            if (!machine.state().equals("stuck")) {
                replace(machine, "terminated", machine.tags());
                array.loggedIn.clear();
            }
        });
    }

    @Override
    public void tag(Ec2InstanceId id, Map<String, String> tags) {
        calls.change("CreateTags", id.value());
        Optional.ofNullable(directory.machines.get(id)).ifPresent(machine -> {
            Map<String, String> all = new TreeMap<>(machine.tags());
            all.putAll(tags);
            replace(machine, machine.state(), all);
        });
    }

    private void replace(MachineDescription machine, String state, Map<String, String> tags) {
        directory.machines.put(machine.id(), with(machine, state, tags));
    }

    public static MachineDescription with(MachineDescription machine, String state, Map<String, String> tags) {
        return new MachineDescription(
                machine.id(),
                state,
                machine.outpost(),
                machine.subnet(),
                machine.vpc(),
                machine.image(),
                machine.type(),
                machine.keyName(),
                machine.instanceProfileArn(),
                machine.interfaces(),
                machine.blockDevices(),
                machine.metadata(),
                tags,
                machine.clientToken(),
                machine.launchedAt());
    }
}
