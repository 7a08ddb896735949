package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.storage.rest.Pause;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * One account and Region, as an operator's command sees it.
 *
 * @param place where it is
 * @param directory what there is
 * @param machines launching, stopping and ending of instances
 * @param templates launch templates
 * @param network what a launch needs of the network
 * @param stacks CloudFormation
 * @param deployed gives the deployed engine and its books; fails where there is none, so it is asked only if it is needed
 * @param arrays how arrays are reached from here
 * @param clock what time it is there; simulated in the lab
 * @param pause how a command waits; simulated in the lab
 */
public record Cloud(
        Place place,
        Directory directory,
        Machines machines,
        LaunchTemplates templates,
        Network network,
        Stacks stacks,
        Supplier<Engine> deployed,
        ArrayAccess arrays,
        InstantSource clock,
        Pause pause) {
    /** With an engine that is known already. */
    public Cloud(
            Place place,
            Directory directory,
            Machines machines,
            LaunchTemplates templates,
            Network network,
            Stacks stacks,
            Engine engine,
            ArrayAccess arrays,
            InstantSource clock,
            Pause pause) {
        this(place, directory, machines, templates, network, stacks, () -> engine, arrays, clock, pause);
    }

    /** The deployed engine and its books. Fails with {@link CloudTroubleException} if the engine is not deployed there. */
    public Engine engine() {
        return deployed.get();
    }

    /**
     * An account and a Region.
     *
     * @param caller gives the number of the account, which takes a question where it is not written down
     * @param stack the name of the engine's stack
     */
    public record Place(String partition, String region, Supplier<String> caller, String stack) {
        /** With an account that is known already. */
        public Place(String partition, String region, String account, String stack) {
            this(partition, region, () -> account, stack);
        }

        /** The number of the account. Fails with {@link CloudTroubleException} if nobody says. */
        public String account() {
            return caller.get();
        }
    }
}
