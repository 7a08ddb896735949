package io.github.outpostrecovery.lab.region.catalog;

/** An Outpost as the account knows it. */
public record OutpostEntry(String arn, String name, String owner, Hardware hardware) {
    /** {@code SupportedHardwareType} of the Outposts API. */
    public enum Hardware {
        RACK,
        SERVER
    }
}
