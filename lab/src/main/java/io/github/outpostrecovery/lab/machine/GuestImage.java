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
 */
public record GuestImage(List<String> imageInitiators, Attaching attaching, Duration loginTakes, Duration writesTake) {
    /** Takes the names it is given, and is fast. */
    public static final GuestImage STANDARD =
            new GuestImage(List.of(), Attaching.ATTACHES, Duration.ZERO, Duration.ZERO);

    /** Whether a machine ever logs in. */
    public enum Attaching {
        ATTACHES,
        NEVER
    }

    public GuestImage {
        imageInitiators = List.copyOf(imageInitiators);
    }

    public static GuestImage withImageInitiator(String... names) {
        return new GuestImage(List.of(names), Attaching.ATTACHES, Duration.ZERO, Duration.ZERO);
    }

    public static GuestImage neverAttaching() {
        return new GuestImage(List.of(), Attaching.NEVER, Duration.ZERO, Duration.ZERO);
    }

    public static GuestImage slow(Duration loginTakes, Duration writesTake) {
        return new GuestImage(List.of(), Attaching.ATTACHES, loginTakes, writesTake);
    }
}
