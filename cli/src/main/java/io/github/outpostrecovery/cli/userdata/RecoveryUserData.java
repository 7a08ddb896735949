package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;

/** The user data of a recovery template, or why there is none. */
public sealed interface RecoveryUserData {
    /** The primary's, with markers where its names were. */
    record Template(UserData userData) implements RecoveryUserData {}

    /** It cannot be made: a recovered machine would be told a name that is not its own, or none. */
    record Refused(List<String> reasons) implements RecoveryUserData {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Puts the marker in the place of every occurrence of every name.
     *
     * @param primary the user data that the primary was launched with
     * @param names under which it logs in, at least one
     */
    static RecoveryUserData of(String primary, List<Initiator> names) {
        TreeSet<String> reasons = new TreeSet<>();
        String text = primary;
        if (names.isEmpty()) {
            reasons.add("no name was given that the machine logs in with");
        }
        for (Initiator name : names) {
            String marker = switch (name) {
                case Iqn iqn -> UserData.IQN_MARKER;
                case HostNqn nqn -> UserData.NQN_MARKER;
                case ForeignInitiator foreign -> "";
            };
            if (marker.isEmpty()) {
                reasons.add(name + " is no name for a machine of ours");
            } else if (!NamesInText.whole(name.value()).matcher(primary).find()) {
                reasons.add("the user data do not name " + name
                        + ": the machine takes it from elsewhere, and a recovered one would too");
            } else {
                text = NamesInText.whole(name.value()).matcher(text).replaceAll(Matcher.quoteReplacement(marker));
            }
        }
        for (Initiator name : names) {
            reasons.addAll(leftovers(text, name));
        }
        Matcher others = NamesInText.ANY.matcher(text);
        while (others.find()) {
            String other = others.group().toLowerCase(Locale.ROOT);
            if (NamesInText.isOurs(Initiator.parse(other))) {
                reasons.add("the user data also name " + other + ", which is the name of some machine of ours: each"
                        + " generation has names of its own");
            }
        }
        return reasons.isEmpty() ? new Template(new UserData(text)) : new Refused(List.copyOf(reasons));
    }

    /** A host id that was derived from the host NQN, or a name in other letters, pins the dead machine just as well. */
    private static List<String> leftovers(String text, Initiator name) {
        List<String> reasons = new ArrayList<>();
        String rest = text.toLowerCase(Locale.ROOT);
        if (NamesInText.whole(name.value()).matcher(rest).find()) {
            reasons.add("the user data name " + name + " in upper-case letters, too: write it as the array lists it");
        }
        Matcher uuid = NamesInText.UUID_FORM.matcher(name.value());
        if (name instanceof HostNqn && uuid.find() && rest.contains(uuid.group())) {
            reasons.add("the user data hold " + uuid.group() + ", the UUID of " + name + ", by itself: it would stay"
                    + " the same on every machine (a host id?)");
        }
        return reasons;
    }
}
