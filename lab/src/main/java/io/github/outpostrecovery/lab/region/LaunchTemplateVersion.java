package io.github.outpostrecovery.lab.region;

/**
 * One version of a launch template.
 *
 * @param version counted from 1
 * @param userData plain text, with the markers of {@link io.github.outpostrecovery.core.compute.UserData}
 */
public record LaunchTemplateVersion(String template, int version, String userData, String instanceProfile) {}
