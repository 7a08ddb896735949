package io.github.outpostrecovery.cli.userdata;

/**
 * A script of the operator's for the guest.
 *
 * @param name the file that it came from, for messages
 */
public record GuestScript(String name, Kind kind, Frequency frequency, String content) {
    /** What the guest makes of it. */
    public enum Kind {
        CLOUD_CONFIG,
        SHELL
    }

    /** When it runs. */
    public enum Frequency {
        /** Once for the protected instance and its volume, on whatever machine: a recovered one does not run it again. */
        ONCE_PER_VOLUME,
        EVERY_BOOT
    }
}
