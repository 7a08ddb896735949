package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;

/** What EC2 says of one launch target. */
public record TargetCheck(LaunchTarget target, Preflight answer) {}
