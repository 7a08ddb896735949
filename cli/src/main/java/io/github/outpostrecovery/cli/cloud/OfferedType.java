package io.github.outpostrecovery.cli.cloud;

import java.util.OptionalInt;

/**
 * An instance type on an Outpost.
 *
 * @param free how many more of it fit now; empty if that cannot be found out
 */
public record OfferedType(String name, OptionalInt free) {}
