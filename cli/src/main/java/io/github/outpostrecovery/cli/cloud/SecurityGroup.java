package io.github.outpostrecovery.cli.cloud;

/** A security group. The one that a VPC begins with is named {@value #DEFAULT}. */
public record SecurityGroup(String id, String name, String vpc) {
    public static final String DEFAULT = "default";
}
