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
    private static final Pattern LEGAL =
            Pattern.compile("iqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[a-z0-9.:-]+)?");
    private static final String NAMING_AUTHORITY = "iqn.2006-03.com.amazon.aws:";
    private static final Pattern OURS = Pattern.compile(Pattern.quote(NAMING_AUTHORITY)
            + "(.+)\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.g([1-9][0-9]{0,8})");

    public Iqn {
        value = value.toLowerCase(Locale.ROOT);
        if (!LEGAL.matcher(value).matches() || value.length() > LONGEST) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is not an iSCSI qualified name: iqn.YYYY-MM.NAMING-AUTHORITY:NAME, at most 223 lower-case"
                    + " letters, digits, hyphens, dots and colons");
        }
    }

    static boolean isLegal(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.length() <= LONGEST && LEGAL.matcher(folded).matches();
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
