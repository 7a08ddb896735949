package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of initiators, found in a text that somebody wrote. */
final class NamesInText {
    /** What has the form of a name, of ours or of anybody's. */
    static final Pattern ANY = Pattern.compile(
            "\\b(?:iqn|nqn)\\.[0-9]{4}-[0-9]{2}\\.[a-z0-9.-]+:[a-z0-9.:-]*[a-z0-9]", Pattern.CASE_INSENSITIVE);

    static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern HOST_NQN =
            Pattern.compile("nqn\\.2014-08\\.org\\.nvmexpress:uuid:(" + UUID_FORM.pattern() + ")");
    /** Ours are UUIDs of version 8; those of arrays and of other hosts are not. */
    private static final int VERSION = 8;

    private NamesInText() {}

    /** This name as a whole: that of generation 1 is not found in that of generation 12. */
    static Pattern whole(String name) {
        return Pattern.compile("(?<![A-Za-z0-9.:-])" + Pattern.quote(name) + "(?![A-Za-z0-9:-]|\\.[A-Za-z0-9])");
    }

    /** Whether it has the form of a name that the engine or the launch wizard gives. */
    static boolean isOurs(Initiator name) {
        return switch (name) {
            case Iqn iqn -> iqn.instance().isPresent();
            case HostNqn nqn -> {
                Matcher uuid = HOST_NQN.matcher(nqn.value());
                yield uuid.matches() && UUID.fromString(uuid.group(1)).version() == VERSION;
            }
            case ForeignInitiator foreign -> false;
        };
    }
}
