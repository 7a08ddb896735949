package io.github.outpostrecovery.core.name;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An iSCSI qualified name (RFC 3720, 3.2.6.3): at most 223 bytes of lower-case letters, digits, hyphen, dot and colon.
 * Upper case is folded, as RFC 3722 has it.
 */
public record Iqn(String value) implements Initiator {
    private static final int LONGEST = 223;
    private static final String PREFIX = "iqn.";
    private static final String NAMING_AUTHORITY = "iqn.2006-03.com.amazon.aws:";
    private static final Pattern OURS = Pattern.compile(Pattern.quote(NAMING_AUTHORITY)
            + "(.+)\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.g([1-9][0-9]{0,8})");

    public Iqn {
        value = value.toLowerCase(Locale.ROOT);
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is not an iSCSI qualified name: iqn.YYYY-MM.NAMING-AUTHORITY:NAME, at most 223 lower-case"
                    + " letters, digits, hyphens, dots and colons");
        }
    }

    static boolean isLegal(String name) {
        return isWellFormed(name.toLowerCase(Locale.ROOT));
    }

    /** {@code iqn.YYYY-MM.AUTHORITY} or {@code iqn.YYYY-MM.AUTHORITY:NAME}. */
    private static boolean isWellFormed(String name) {
        if (name.length() > LONGEST || !name.startsWith(PREFIX)) {
            return false;
        }
        int authority = Characters.afterDate(name, PREFIX.length());
        if (authority < 0) {
            return false;
        }
        int colon = name.indexOf(':', authority);
        int end = colon < 0 ? name.length() : colon;
        return end > authority
                && Characters.isLowerOrDigit(name.charAt(authority))
                && Characters.isLowerOrDigit(name.charAt(end - 1))
                && Characters.areLowerOrDigitsOr(".-", name, authority, end)
                && (colon < 0 || colon + 1 < name.length())
                && Characters.areLowerOrDigitsOr(".:-", name, end, name.length());
    }

    static Iqn of(InstanceName instance, Generation generation, UUID unique) {
        return new Iqn(NAMING_AUTHORITY + instance + "." + unique + ".g" + generation.number());
    }

    @Override
    public Optional<Generation> generationFor(InstanceName instance) {
        Matcher matcher = OURS.matcher(value);
        return matcher.matches() && matcher.group(1).equals(instance.value())
                ? Optional.of(new Generation(Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public Optional<InstanceName> instance() {
        Matcher matcher = OURS.matcher(value);
        return matcher.matches() && InstanceName.isLegal(matcher.group(1))
                ? Optional.of(new InstanceName(matcher.group(1)))
                : Optional.empty();
    }

    @Override
    public boolean mayBeOurs() {
        return instance().isPresent();
    }

    @Override
    public String toString() {
        return value;
    }
}
