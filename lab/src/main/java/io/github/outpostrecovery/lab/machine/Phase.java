package io.github.outpostrecovery.lab.machine;

/** How far a machine has come. */
public enum Phase {
    OFF,
    FIRMWARE,
    /** Looking for its boot volume. */
    ATTACHING,
    BOOTING,
    SERVING,
    /** The guest does nothing. Its sessions stay, and it may wake up. */
    HUNG,
    /** The guest is gone until the next boot. */
    DEAD;

    /** Whether the machine may send something, now or when it wakes up. */
    public boolean canSend() {
        return switch (this) {
            case OFF, DEAD -> false;
            case FIRMWARE, ATTACHING, BOOTING, SERVING, HUNG -> true;
        };
    }
}
