package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.core.readiness.ReadinessReports;
import io.github.outpostrecovery.core.reconcile.ReconcilerNote;
import io.github.outpostrecovery.core.reconcile.ReconcilerNotes;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.configuration.ParameterStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine whose parameters are those of the stacks, as CloudFormation would make them. */
public final class MemoryEngine {
    public final MemoryTable table;
    public final List<MaintenanceWindow> windows = new ArrayList<>();
    public final Map<LaunchTarget, Compute.Preflight> preflights = new HashMap<>();
    public Alarms.Value alarm = Alarms.Value.OK;

    private final MemoryStacks stacks;
    private final MemoryDirectory directory;

    MemoryEngine(Calls calls, MemoryStacks stacks, MemoryDirectory directory) {
        this.table = new MemoryTable(calls);
        this.stacks = stacks;
        this.directory = directory;
    }

    Engine engine(InstantSource clock) {
        return new Engine(
                new ParameterConfigurations(new StackParameters(), MemorySite.STACK),
                table,
                new Windows(),
                new NoReports(),
                new NoNotes(),
                new NoExecutions(),
                (incident, decision, evidence, reason) -> {
                    throw new AssertionError("nobody approves here");
                },
                new OneAlarm(clock),
                new Ec2(),
                new Console("aws", "us-west-2", "arn"));
    }

    private Optional<Stacks.Stack> whole(String instance) {
        return stacks.find("autorestart-" + instance)
                .filter(stack -> stack.status().endsWith("E_COMPLETE"));
    }

    private final class StackParameters implements ParameterStore {
        @Override
        public Optional<String> value(String name) {
            return whole(name.substring(name.lastIndexOf('/') + 1))
                    .map(stack -> stack.parameters().getOrDefault("Configuration", "")
                            + stack.parameters().getOrDefault("ConfigurationRest", ""));
        }

        @Override
        public List<String> names(String path) {
            return stacks.named("autorestart-").stream()
                    .map(stack -> path + stack.parameters().get("InstanceName"))
                    .toList();
        }
    }

    private final class Windows implements Controls {
        @Override
        public KillSwitch killSwitch() {
            return new KillSwitch.Released();
        }

        @Override
        public Optional<MaintenanceWindow> window(InstanceName instance) {
            return windows.isEmpty() ? Optional.empty() : Optional.of(windows.getLast());
        }

        @Override
        public void set(KillSwitch killSwitch) {
            throw new AssertionError("nobody throws the switch here");
        }

        @Override
        public void declare(MaintenanceWindow window) {
            windows.add(window);
        }
    }

    private final class OneAlarm implements Alarms {
        private final InstantSource clock;

        OneAlarm(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public Optional<String> watch(AlarmName name, Ec2InstanceId machine) {
            throw new AssertionError("the stack points the alarm");
        }

        @Override
        public AlarmState state(AlarmName name) {
            return whole(name.value().substring("outpost-recovery-".length()))
                    .<AlarmState>map(stack -> new AlarmState.Known(
                            new Ec2InstanceId(stack.parameters().getOrDefault("InstanceId", "")),
                            alarm,
                            clock.instant()))
                    .orElseGet(() -> new AlarmState.Unknown("there is no alarm " + name));
        }

        @Override
        public Wiring wiring(AlarmName name) {
            return new Wiring.Sound();
        }
    }

    private final class Ec2 implements Compute {
        @Override
        public MachineStatus status(Ec2InstanceId machine) {
            return directory
                    .machine(machine)
                    .map(known -> (MachineStatus) new MachineStatus.Observed(
                            known.state().equals("terminated")
                                    ? MachineStatus.Lifecycle.TERMINATED
                                    : MachineStatus.Lifecycle.RUNNING,
                            MachineStatus.Check.PASSED,
                            MachineStatus.Check.PASSED))
                    .orElseGet(() -> new MachineStatus.Unobserved("unknown"));
        }

        @Override
        public ServerLink link(OutpostArn server) {
            return ServerLink.CONNECTED;
        }

        @Override
        public Preflight check(LaunchTarget target) {
            return preflights.getOrDefault(target, new Preflight.Ready());
        }

        @Override
        public LaunchOutcome launch(LaunchOrder order) {
            throw new AssertionError("nothing is launched here");
        }

        @Override
        public LookUp find(ClientToken token) {
            return new LookUp.NothingYet();
        }

        @Override
        public StopAnswer stop(Ec2InstanceId machine) {
            throw new AssertionError("nothing is stopped here");
        }

        @Override
        public Optional<String> start(Ec2InstanceId machine) {
            throw new AssertionError("nothing is started here");
        }

        @Override
        public Optional<String> terminate(Ec2InstanceId machine) {
            throw new AssertionError("commands end machines through their own port");
        }
    }

    private static final class NoReports implements ReadinessReports {
        @Override
        public void keep(ReadinessReport report) {
            throw new AssertionError("the engine keeps reports");
        }

        @Override
        public Optional<ReadinessReport> latest(InstanceName instance) {
            return Optional.empty();
        }
    }

    private static final class NoNotes implements ReconcilerNotes {
        @Override
        public ReconcilerNote of(InstanceName instance) {
            return ReconcilerNote.NONE;
        }

        @Override
        public void keep(InstanceName instance, ReconcilerNote note) {
            throw new AssertionError("the reconciler keeps notes");
        }
    }

    private static final class NoExecutions implements Executions {
        @Override
        public Life lifeOf(ExecutionArn execution) {
            return Life.TERMINAL;
        }

        @Override
        public Start start(ExecutionName name, ExecutionRequest request) {
            throw new AssertionError("nothing is started here");
        }
    }
}
