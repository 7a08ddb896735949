package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.recovery.SmallWorld.Late;
import io.github.outpostrecovery.core.recovery.SmallWorldCall.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** EC2 in a {@link SmallWorld}: one token, one machine. */
final class SmallWorldEc2 implements Compute {
    private final SmallWorldCall call;

    SmallWorldEc2(SmallWorldCall call) {
        this.call = call;
    }

    @Override
    public MachineStatus status(Ec2InstanceId machine) {
        MachineStatus.Check check = machine.equals(VICTIM_ID) ? MachineStatus.Check.FAILED : MachineStatus.Check.PASSED;
        return new MachineStatus.Observed(MachineStatus.Lifecycle.RUNNING, check, check);
    }

    @Override
    public ServerLink link(OutpostArn server) {
        return ServerLink.CONNECTED;
    }

    @Override
    public Preflight check(LaunchTarget target) {
        return new Preflight.Ready();
    }

    @Override
    public LaunchOutcome launch(LaunchOrder order) {
        return call.ask(Kind.CHANGE, () -> {
            Generation generation = order.generation();
            Initiator name = order.initiators().getFirst();
            check(generation, name);
            Map<Generation, Initiator> machines = new HashMap<>(call.world().machines());
            Set<Late> late = new HashSet<>(call.world().late());
            boolean mayExist = machines.containsKey(generation) || late.contains(new Late.Launch(generation, name));
            // 0, done; unanswered are 1, done; 2, under way; 3 is a refusal, if no request with the token can be
            // served.
            int way = call.misfortune(mayExist ? 3 : 4);
            if (way < 2) {
                machines.putIfAbsent(generation, name);
            }
            if (way == 2) {
                late.add(new Late.Launch(generation, name));
            }
            Map<Generation, Initiator> launches = new HashMap<>(call.world().launches());
            launches.put(generation, name);
            call.become(call.world().ec2(machines, launches, late));
            return switch (way) {
                case 0 -> new LaunchOutcome.Launched(machine(generation, order.target()));
                case 3 -> new LaunchOutcome.Refused(LaunchOutcome.Reason.TARGET, "InsufficientInstanceCapacity", "no");
                default -> new LaunchOutcome.Unknown("timed out");
            };
        });
    }

    /** What must hold when a launch is sent, written here once more without the engine's own checks. */
    private void check(Generation generation, Initiator name) {
        if (!call.world().launches().getOrDefault(generation, name).equals(name)) {
            throw new AssertionError("the token of " + generation + " was used for two names");
        }
        Incident incident = call.world().ledger().incident().orElseThrow();
        if (!incident.generation().equals(generation)) {
            return;
        }
        for (Initiator older : incident.olderInitiatorsOn(ARRAY_1).keySet()) {
            for (VolumeName volume : List.of(BOOT, DATA)) {
                if (incident.proofs().stream()
                        .noneMatch(proof -> proof.initiator().equals(older)
                                && proof.volume().equals(volume))) {
                    throw new AssertionError("no proof of " + older + " on " + volume + " before " + generation);
                }
            }
        }
    }

    private static LaunchedMachine machine(Generation generation, LaunchTarget target) {
        return new LaunchedMachine(SampleSite.machineId(100 + generation.number()), Optional.of(target.server()));
    }

    @Override
    public LookUp find(ClientToken token) {
        return call.ask(
                Kind.READ,
                () -> call.world().ledger().incident().orElseThrow().successors().stream()
                        .filter(successor -> ClientToken.of(SampleSite.WEB, successor.generation())
                                .equals(token))
                        .filter(successor -> call.world().machines().containsKey(successor.generation()))
                        .findFirst()
                        .<LookUp>map(successor -> new LookUp.Found(machine(successor.generation(), successor.target())))
                        .orElseGet(LookUp.NothingYet::new));
    }

    /** No move is planned in this world. */
    @Override
    public StopAnswer stop(Ec2InstanceId machine) {
        throw new AssertionError("nobody has asked for a move, and " + machine + " is to be stopped");
    }

    @Override
    public Optional<String> start(Ec2InstanceId machine) {
        throw new AssertionError("nobody has asked for a move, and " + machine + " is to be started");
    }

    /** Never works: behind a lost service link nothing may happen. */
    @Override
    public Optional<String> terminate(Ec2InstanceId machine) {
        return Optional.of("not reachable");
    }
}
