package io.github.outpostrecovery.lab.region;

/** A server as EC2 sees it: how many instances it holds. */
public record OutpostServer(String arn, int slots) {}
