package io.github.outpostrecovery.core.name;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An NVMe qualified name of a host (NVM Express base specification, 4.7): at most 223 bytes.
 *
 * <p>Ours have the UUID form, with a UUID of version 8 (RFC 9562, 5.8): 48 bits tell the instance, 30 the generation, and 44
 * are drawn. So the array shows the generation of a host, as it does by an IQN of ours.
 */
public record HostNqn(String value) implements Initiator {
    private static final int LONGEST = 223;
    private static final String PREFIX = "nqn.";
    private static final String UUID_FORM = "nqn.2014-08.org.nvmexpress:uuid:";
    private static final Pattern OURS =
            Pattern.compile(Pattern.quote(UUID_FORM) + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private static final int VERSION = 8;
    private static final int VARIANT = 2;
    private static final int INSTANCE_SHIFT = 16;
    private static final int VERSION_SHIFT = 12;
    private static final int VARIANT_SHIFT = 62;
    private static final int LOW_GENERATION_BITS = 18;
    private static final int DRAWN_BITS = 44;
    private static final int LARGEST_GENERATION = (1 << 30) - 1;

    public HostNqn {
        value = value.toLowerCase(Locale.ROOT);
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is not an NVMe qualified name: nqn.YYYY-MM.REVERSE-DOMAIN:NAME, at most 223 characters"
                    + " without spaces");
        }
    }

    static boolean isLegal(String name) {
        return isWellFormed(name.toLowerCase(Locale.ROOT));
    }

    /** {@code nqn.YYYY-MM.REVERSE-DOMAIN:NAME}. */
    private static boolean isWellFormed(String name) {
        if (name.length() > LONGEST || !name.startsWith(PREFIX)) {
            return false;
        }
        int domain = Characters.afterDate(name, PREFIX.length());
        int colon = domain < 0 ? -1 : name.indexOf(':', domain);
        if (colon <= domain || colon + 1 == name.length() || !Characters.isLowerOrDigit(name.charAt(domain))) {
            return false;
        }
        for (int i = colon + 1; i < name.length(); i++) {
            if (name.charAt(i) < '!' || name.charAt(i) > '~') {
                return false;
            }
        }
        return Characters.areLowerOrDigitsOr(".-", name, domain, colon);
    }

    /** Draws from {@code unique} what neither the instance nor the generation tell. */
    static HostNqn of(InstanceName instance, Generation generation, UUID unique) {
        long number = generation.number();
        if (number > LARGEST_GENERATION) {
            throw new IllegalArgumentException("generation " + generation + " does not fit into a host NQN");
        }
        long high = (tagOf(instance) << INSTANCE_SHIFT)
                | ((long) VERSION << VERSION_SHIFT)
                | (number >>> LOW_GENERATION_BITS);
        long low = ((long) VARIANT << VARIANT_SHIFT)
                | ((number & ((1L << LOW_GENERATION_BITS) - 1)) << DRAWN_BITS)
                | (unique.getLeastSignificantBits() & ((1L << DRAWN_BITS) - 1));
        return new HostNqn(UUID_FORM + new UUID(high, low));
    }

    @Override
    public Optional<Generation> generationFor(InstanceName instance) {
        Matcher matcher = OURS.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        UUID uuid = UUID.fromString(matcher.group(1));
        long high = uuid.getMostSignificantBits();
        if (uuid.version() != VERSION || uuid.variant() != VARIANT || high >>> INSTANCE_SHIFT != tagOf(instance)) {
            return Optional.empty();
        }
        long top = high & ((1L << VERSION_SHIFT) - 1);
        long bottom = (uuid.getLeastSignificantBits() >>> DRAWN_BITS) & ((1L << LOW_GENERATION_BITS) - 1);
        int number = (int) ((top << LOW_GENERATION_BITS) | bottom);
        return number < 1 ? Optional.empty() : Optional.of(new Generation(number));
    }

    @Override
    public boolean mayBeOurs() {
        Matcher matcher = OURS.matcher(value);
        if (!matcher.matches()) {
            return false;
        }
        UUID uuid = UUID.fromString(matcher.group(1));
        return uuid.version() == VERSION && uuid.variant() == VARIANT;
    }

    private static long tagOf(InstanceName instance) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("outpost-recovery " + instance.value()).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() >>> INSTANCE_SHIFT;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
