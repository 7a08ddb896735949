package io.github.outpostrecovery.lab.region.catalog;

/** A security group of a VPC. */
public record SecurityGroup(String id, String name, String vpc) {}
