package io.github.outpostrecovery.cli.cloud;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An EBS volume of an instance.
 *
 * @param gib its size; empty to take the image's
 * @param type such as {@code gp2}; empty to take the image's
 */
public record BlockDevice(String device, OptionalInt gib, Optional<String> type, Deletion deletion) {
    /** What becomes of it when the instance ends. */
    public enum Deletion {
        WITH_INSTANCE,
        KEPT
    }
}
