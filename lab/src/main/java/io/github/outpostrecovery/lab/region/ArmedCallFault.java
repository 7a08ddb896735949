package io.github.outpostrecovery.lab.region;

/** A fault and the number of calls that it has counted since it was armed. */
public record ArmedCallFault(CallFaultRule rule, int seen) {}
