package io.github.outpostrecovery.core.compute;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.Optional;

/**
 * What a launch made.
 *
 * @param server the Outpost that it runs on; empty if EC2 put it into the Region, which has been seen to happen
 */
public record LaunchedMachine(Ec2InstanceId id, Optional<OutpostArn> server) {}
