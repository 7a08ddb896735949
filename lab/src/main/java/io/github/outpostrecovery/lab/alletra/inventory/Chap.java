package io.github.outpostrecovery.lab.alletra.inventory;

/** One half of a host's CHAP: a name and a secret, both empty if it is not set. */
public record Chap(String name, String secret) {
    public static final Chap NONE = new Chap("", "");

    public boolean enabled() {
        return !secret.isEmpty();
    }

    /** Tells the name only. */
    @Override
    public String toString() {
        return "Chap[name=" + name + "]";
    }
}
