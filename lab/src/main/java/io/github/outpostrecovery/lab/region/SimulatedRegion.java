package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.time.Agenda;

/**
 * All services of the Region, wired to each other: the alarms watch EC2's status checks, and a machine that fails them
 * sends its message down the trigger path.
 */
public record SimulatedRegion(
        RegionIdentity identity,
        Latencies latencies,
        SimulatedEc2 ec2,
        SimulatedAlarms alarms,
        TriggerPath triggers,
        SimulatedParameters parameters,
        SimulatedTable table,
        SimulatedSecrets secrets,
        Mailbox mailbox,
        SimulatedTraffic traffic,
        SimulatedMetrics metrics,
        SimulatedStacks stacks) {
    /** The name of the engine's stack. */
    private static final String ENGINE_STACK = "outpost-recovery";

    public SimulatedRegion {
        alarms.whenPointed(stacks::follow);
    }

    /** All that a Region knows. What is due later is saved with the agenda. */
    public record State(
            RegionIdentity identity,
            Latencies latencies,
            SimulatedEc2.State ec2,
            SimulatedAlarms.State alarms,
            TriggerPath.State triggers,
            SimulatedParameters.State parameters,
            SimulatedTable.State table,
            SimulatedSecrets.State secrets,
            Mailbox.State mailbox,
            SimulatedTraffic.State traffic,
            SimulatedStacks.State stacks) {}

    /**
     * Makes an empty Region.
     *
     * @param seed decides every delay and how stale each read is
     */
    public static SimulatedRegion start(
            Agenda agenda, Latencies latencies, Hypervisor hypervisor, ExecutionStarter starter, long seed) {
        RegionIdentity identity = RegionIdentity.STANDARD;
        SimulatedEc2 ec2 = SimulatedEc2.start(agenda, latencies, hypervisor, Ec2Settings.STANDARD, seed);
        TriggerPath triggers = TriggerPath.start(agenda, latencies, identity, starter, SplitMix64.mix(seed));
        SimulatedAlarms alarms = SimulatedAlarms.start(agenda, latencies, identity, ec2::statusNow, triggers::publish);
        SimulatedParameters parameters = new SimulatedParameters(agenda, latencies, SimulatedParameters.State.EMPTY);
        return new SimulatedRegion(
                identity,
                latencies,
                ec2,
                alarms,
                triggers,
                parameters,
                new SimulatedTable(agenda, latencies, SimulatedTable.State.EMPTY),
                new SimulatedSecrets(agenda, latencies, SimulatedSecrets.State.EMPTY),
                new Mailbox(agenda, latencies, Mailbox.State.EMPTY),
                new SimulatedTraffic(agenda, latencies, hypervisor, SimulatedTraffic.State.EMPTY),
                new SimulatedMetrics(),
                new SimulatedStacks(agenda, latencies, alarms, parameters, ENGINE_STACK, SimulatedStacks.State.EMPTY));
    }

    /** Makes the Region again as it was saved, over an agenda that was saved at the same instant. */
    public static SimulatedRegion restore(State saved, Agenda agenda, Hypervisor hypervisor, ExecutionStarter starter) {
        Latencies latencies = saved.latencies();
        SimulatedEc2 ec2 = SimulatedEc2.restore(saved.ec2(), agenda, latencies, hypervisor);
        TriggerPath triggers = TriggerPath.restore(saved.triggers(), agenda, latencies, saved.identity(), starter);
        SimulatedAlarms alarms = SimulatedAlarms.restore(
                saved.alarms(), agenda, latencies, saved.identity(), ec2::statusNow, triggers::publish);
        SimulatedParameters parameters = new SimulatedParameters(agenda, latencies, saved.parameters());
        return new SimulatedRegion(
                saved.identity(),
                latencies,
                ec2,
                alarms,
                triggers,
                parameters,
                new SimulatedTable(agenda, latencies, saved.table()),
                new SimulatedSecrets(agenda, latencies, saved.secrets()),
                new Mailbox(agenda, latencies, saved.mailbox()),
                new SimulatedTraffic(agenda, latencies, hypervisor, saved.traffic()),
                new SimulatedMetrics(),
                new SimulatedStacks(agenda, latencies, alarms, parameters, ENGINE_STACK, saved.stacks()));
    }

    /** What {@link #restore} makes the Region from. */
    public State save() {
        return new State(
                identity,
                latencies,
                ec2.save(),
                alarms.save(),
                triggers.save(),
                parameters.save(),
                table.save(),
                secrets.save(),
                mailbox.save(),
                traffic.save(),
                stacks.save());
    }
}
