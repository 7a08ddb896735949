package io.github.outpostrecovery.lab.rest;

/** One injected fault: what goes wrong, for which requests, and for which of them. The id is for clearing it. */
public record FaultRule(String id, RequestPattern requests, Occurrences occurrences, RestFault fault) {}
