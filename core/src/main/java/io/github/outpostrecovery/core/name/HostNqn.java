package io.github.outpostrecovery.core.name;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An NVMe qualified name of a host (NVM Express base specification, 4.7): at most 223 bytes. Ours have the UUID form.
 */
public record HostNqn(String value) implements Initiator {
    private static final int LONGEST = 223;
    private static final Pattern LEGAL =
            Pattern.compile("nqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[a-z0-9][a-z0-9.-]*:[!-~]+");

    public HostNqn {
        value = value.toLowerCase(Locale.ROOT);
        if (!isLegal(value)) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is not an NVMe qualified name: nqn.YYYY-MM.REVERSE-DOMAIN:NAME, at most 223 characters"
                    + " without spaces");
        }
    }

    static boolean isLegal(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.length() <= LONGEST && LEGAL.matcher(folded).matches();
    }

    static HostNqn of(UUID unique) {
        return new HostNqn("nqn.2014-08.org.nvmexpress:uuid:" + unique);
    }

    @Override
    public String toString() {
        return value;
    }
}
