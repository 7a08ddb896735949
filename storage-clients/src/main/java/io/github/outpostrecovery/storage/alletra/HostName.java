package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the host of one generation is called: {@code outpost-web-01-g2}, at most 31 characters (the guide; newer systems may
 * allow more, not verified). Of a longer instance name the beginning stays, and a digest of the whole follows; the underscore
 * before it is in no instance name, so that a cut name is never another one's whole name.
 */
final class HostName {
    static final int LONGEST = 31;
    private static final String OURS = "outpost-";
    private static final Pattern WHOLE = Pattern.compile(OURS + "(.{1,40})-g([1-9][0-9]{0,8})");
    private static final int DIGEST_OCTETS = 5;

    private HostName() {}

    static String of(InstanceName instance, Generation generation) {
        String end = "-" + generation;
        String whole = OURS + instance + end;
        if (whole.length() <= LONGEST) {
            return whole;
        }
        String digest = "_" + digestOf(instance);
        int room = LONGEST - OURS.length() - digest.length() - end.length();
        return OURS + instance.value().substring(0, room) + digest + end;
    }

    /**
     * Whether a host of this name was made for the generation that has this initiator. An NQN does not tell its instance, so
     * of its hosts only those are known whose names are whole.
     */
    static boolean isFor(String host, Initiator initiator) {
        Optional<String> told = initiator
                .instance()
                .flatMap(instance -> initiator.generationFor(instance).map(generation -> of(instance, generation)));
        return told.isPresent() ? told.get().equals(host) : isTheWholeNameFor(host, initiator);
    }

    private static boolean isTheWholeNameFor(String host, Initiator initiator) {
        Matcher matcher = WHOLE.matcher(host);
        return matcher.matches()
                && legal(matcher.group(1))
                        .flatMap(initiator::generationFor)
                        .filter(generation -> generation.number() == Integer.parseInt(matcher.group(2)))
                        .isPresent();
    }

    private static Optional<InstanceName> legal(String name) {
        try {
            return Optional.of(new InstanceName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String digestOf(InstanceName instance) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(instance.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_OCTETS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
