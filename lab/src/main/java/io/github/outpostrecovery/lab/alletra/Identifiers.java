package io.github.outpostrecovery.lab.alletra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.alletra.inventory.PortPosition;
import java.util.Locale;
import java.util.UUID;

/** Identifiers that nothing else has, drawn from a seed: the same in every run. */
public final class Identifiers {
    private static final int SYSTEM_DIGITS = 8;

    private final String array;
    private final long seed;
    private int next = 1;

    /** The seed and how many were drawn. */
    public record Saved(long seed, int next) {}

    Identifiers(String array, long seed) {
        this.array = requireNonNull(array, "array is null");
        this.seed = seed;
    }

    static Identifiers restore(String array, Saved saved) {
        Identifiers identifiers = new Identifiers(array, saved.seed());
        identifiers.next = saved.next();
        return identifiers;
    }

    Saved save() {
        return new Saved(seed, next);
    }

    /** A small number. */
    public int nextId() {
        return next++;
    }

    public String nextUuid() {
        return drawn("uuid-" + nextId()).toString();
    }

    /** A World Wide Name of a volume: 32 hexadecimal digits that begin as HPE's do and end with the system's. */
    public String nextWwn() {
        String drawn = hex("wwn-" + nextId());
        return ("60002ac" + drawn.substring(0, 32 - 7 - SYSTEM_DIGITS) + systemDigits()).toUpperCase(Locale.ROOT);
    }

    /** A session key. Nobody guesses it who does not know the seed. */
    public String nextKey() {
        return "0-" + hex("key-" + nextId()) + "-" + hex("salt-" + next).substring(0, 8);
    }

    public String serialNumber() {
        return "4UW000" + Integer.parseInt(systemDigits().substring(0, 4), 16);
    }

    /** The IQN of an iSCSI port. */
    public String targetName(PortPosition port) {
        return "iqn.2000-05.com.3pardata:2%d%d%d0002ac%s"
                .formatted(port.node(), port.slot(), port.cardPort(), systemDigits());
    }

    /** The NQN of the subsystem that all NVMe hosts connect to. */
    public String subsystemNqn() {
        return "nqn.2020-07.com.hpe:" + drawn("subsystem");
    }

    private String systemDigits() {
        return hex("system").substring(0, SYSTEM_DIGITS);
    }

    private String hex(String what) {
        return drawn(what).toString().replace("-", "");
    }

    private UUID drawn(String what) {
        return UUID.nameUUIDFromBytes((array + "/" + seed + "/" + what).getBytes(UTF_8));
    }
}
