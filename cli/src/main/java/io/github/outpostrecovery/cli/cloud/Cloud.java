package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.storage.rest.Pause;
import java.time.InstantSource;

/**
 * One account and Region, as an operator's command sees it.
 *
 * @param place where it is
 * @param directory what there is
 * @param machines launching, stopping and ending of instances
 * @param templates launch templates
 * @param network what a launch needs of the network
 * @param stacks CloudFormation
 * @param engine the deployed engine and its books
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
        Engine engine,
        ArrayAccess arrays,
        InstantSource clock,
        Pause pause) {
    /**
     * An account and a Region.
     *
     * @param stack the name of the engine's stack
     */
    public record Place(String partition, String region, String account, String stack) {}
}
