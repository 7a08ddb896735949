package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user data of a running machine with the marker in place of each name that it logs in with, so that whatever is launched
 * from it gets a name of its own.
 */
public sealed interface MarkedUserData {
    /**
     * Every name has become a marker.
     *
     * @param protocols whose markers it carries
     */
    record Marked(String text, Set<Protocol> protocols) implements MarkedUserData {
        public Marked {
            protocols = Set.copyOf(protocols);
        }
    }

    /** It must not be launched from: it would bring a name to life a second time. */
    record Impossible(List<String> why) implements MarkedUserData {
        public Impossible {
            why = List.copyOf(why);
        }
    }

    /**
     * Replaces the names. Upper and lower case are the same name.
     *
     * @param known names that the machine is known to use, besides those in the text that tell by themselves that they are of
     *     this instance
     */
    static MarkedUserData of(String text, InstanceName instance, Set<Initiator> known) {
        SequencedSet<Initiator> names = new LinkedHashSet<>();
        known.stream()
                .filter(name -> bounded(name.value()).matcher(text).find())
                .forEach(names::add);
        namesOf(instance, text).forEach(names::add);
        String marked = text;
        for (Initiator name : names) {
            if (!(name instanceof ForeignInitiator)) {
                marked = bounded(name.value()).matcher(marked).replaceAll(markerOf(name));
            }
        }
        List<String> why = new ArrayList<>();
        Set<Protocol> protocols = protocols(marked);
        if (protocols.isEmpty()) {
            why.add("the user data holds no initiator name of " + instance
                    + ": give the name that the machine logs in with (--initiator)");
        }
        severalNames(names).forEach(why::add);
        leftovers(marked, names, instance).forEach(why::add);
        return why.isEmpty() ? new Marked(marked, protocols) : new Impossible(why);
    }

    /** The protocols whose marker a text carries. */
    static Set<Protocol> protocols(String text) {
        Set<Protocol> protocols = new TreeSet<>();
        if (text.contains(UserData.IQN_MARKER)) {
            protocols.add(Protocol.ISCSI);
        }
        if (text.contains(UserData.NQN_MARKER)) {
            protocols.add(Protocol.NVME_TCP);
        }
        return protocols;
    }

    /** The names in a text that tell by themselves that they are of this instance, in the order of their appearance. */
    static List<Initiator> namesOf(InstanceName instance, String text) {
        SequencedSet<Initiator> names = new LinkedHashSet<>();
        Matcher matcher = InitiatorPatterns.OURS.matcher(text);
        while (matcher.find()) {
            Initiator name = Initiator.parse(matcher.group());
            if (name.generationFor(instance).isPresent()) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static List<String> severalNames(Set<Initiator> names) {
        List<String> why = new ArrayList<>();
        for (String marker : List.of(UserData.IQN_MARKER, UserData.NQN_MARKER)) {
            List<String> same = names.stream()
                    .filter(name -> !(name instanceof ForeignInitiator)
                            && markerOf(name).equals(marker))
                    .map(Initiator::value)
                    .toList();
            if (same.size() > 1) {
                why.add("the user data holds " + same.size() + " names of one protocol: " + String.join(", ", same)
                        + "; a machine has one for each");
            }
        }
        return why;
    }

    /** What would bring a name to life again although the names themselves are gone from the plain text. */
    private static List<String> leftovers(String marked, Set<Initiator> names, InstanceName instance) {
        List<String> why = new ArrayList<>();
        Matcher others = InitiatorPatterns.OURS.matcher(marked);
        while (others.find()) {
            Initiator other = Initiator.parse(others.group());
            if (other instanceof Iqn || other.generationFor(instance).isPresent()) {
                why.add("the user data holds " + other + ", which is the name of another machine");
            }
        }
        for (Initiator name : names) {
            Matcher uuid = InitiatorPatterns.UUID.matcher(name.value());
            if (uuid.find() && appears(marked, uuid.group())) {
                why.add("the user data holds " + uuid.group() + " of " + name
                        + " by itself, such as an NVMe host id: a successor would present that of the dead machine");
            }
        }
        Matcher encoded = InitiatorPatterns.BASE64.matcher(marked);
        while (encoded.find()) {
            String inside = decoded(encoded.group());
            if (names.stream().anyMatch(name -> appears(inside, name.value()))
                    || !namesOf(instance, inside).isEmpty()) {
                why.add("an encoded part of the user data holds the initiator's name, where no marker can go");
            }
        }
        return why.stream().distinct().toList();
    }

    private static String decoded(String block) {
        try {
            return new String(Base64.getMimeDecoder().decode(block), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }

    private static boolean appears(String text, String value) {
        return text.toLowerCase(Locale.ROOT).contains(value);
    }

    private static Pattern bounded(String name) {
        return Pattern.compile(
                "(?<![a-z0-9])" + Pattern.quote(name) + "(?![a-z0-9-]|[.:][a-z0-9])", Pattern.CASE_INSENSITIVE);
    }

    private static String markerOf(Initiator name) {
        return switch (name) {
            case Iqn iqn -> UserData.IQN_MARKER;
            case HostNqn nqn -> UserData.NQN_MARKER;
            case ForeignInitiator foreign ->
                throw new IllegalArgumentException(foreign + " is no name that a machine of ours logs in with");
        };
    }
}
