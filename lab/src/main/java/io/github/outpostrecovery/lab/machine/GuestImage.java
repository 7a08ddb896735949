package io.github.outpostrecovery.lab.machine;

import java.time.Duration;
import java.util.List;

/**
 * What a machine makes of its user data.
 *
 * @param imageInitiators names that are baked into the image and win over the user data's, one for each protocol at most
 * @param attaching whether it ever logs in
 * @param loginTakes how long after its first step each of its logins is complete
 * @param writesTake how long each of its writes is in flight
 * @param repairTakes how long it mends its file systems before it serves
 */
public record GuestImage(
        List<String> imageInitiators,
        Attaching attaching,
        Duration loginTakes,
        Duration writesTake,
        Duration repairTakes) {
    /** Takes the names it is given, and is fast. */
    public static final GuestImage STANDARD =
            new GuestImage(List.of(), Attaching.ATTACHES, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Whether a machine ever logs in. */
    public enum Attaching {
        ATTACHES,
        NEVER,
        /** It finds something else to boot from, and serves: its checks pass, and no array sees it. */
        BOOTS_ELSEWHERE
    }

    public GuestImage {
        imageInitiators = List.copyOf(imageInitiators);
    }

    public static GuestImage withImageInitiator(String... names) {
        return new GuestImage(List.of(names), Attaching.ATTACHES, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    public static GuestImage neverAttaching() {
        return new GuestImage(List.of(), Attaching.NEVER, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    public static GuestImage slow(Duration loginTakes, Duration writesTake) {
        return new GuestImage(List.of(), Attaching.ATTACHES, loginTakes, writesTake, Duration.ZERO);
    }

    /** Its status checks pass, and it has none of its volumes. */
    public static GuestImage bootingElsewhere() {
        return new GuestImage(List.of(), Attaching.BOOTS_ELSEWHERE, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** Attaches like any other, and mends its file systems before it serves. */
    public static GuestImage repairing(Duration takes) {
        return new GuestImage(List.of(), Attaching.ATTACHES, Duration.ZERO, Duration.ZERO, takes);
    }
}
