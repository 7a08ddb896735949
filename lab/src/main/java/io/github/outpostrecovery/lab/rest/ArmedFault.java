package io.github.outpostrecovery.lab.rest;

/** A fault and the number of requests that have matched its pattern since it was armed. */
public record ArmedFault(FaultRule rule, int seen) {}
