package io.github.outpostrecovery.storage.flasharray;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The messages that decide something here. FlashArray answers nearly everything that it does not do with status 400 and gives
 * no code, so that its words are all there is to tell one refusal from another.
 *
 * <p>Source: the messages that Pure's Ansible collection, OpenStack Cinder's driver and AWS's launch wizard for Outposts
 * compare with. Whoever refuses in words that are not listed here has refused, and nothing more is concluded from it.
 */
enum FlashArrayMessage {
    /** {@code Host does not exist.}, {@code Connection does not exist.}, {@code Volume does not exist.} */
    DOES_NOT_EXIST("does not exist", Meaning.ABSENT),
    NO_SUCH_VOLUME("no such volume or snapshot", Meaning.ABSENT),
    /** Of a volume that waits for its eradication. */
    DESTROYED("has been destroyed", Meaning.ABSENT),

    /** {@code Host already exists.}, {@code Connection already exists.}, {@code Volume already exists.} */
    ALREADY_EXISTS("already exists", Meaning.PRESENT),
    /** {@code The specified IQN is already in use.}, and likewise {@code host NQN} and {@code NQN}. */
    NAME_IN_USE("is already in use", Meaning.PRESENT),
    ALREADY_MEMBER("already belongs to", Meaning.PRESENT),

    HAS_CONNECTIONS("cannot be deleted due to existing connections", Meaning.REFUSAL),
    CONNECTED_BOTH_WAYS("connected to a volume which is also connected to the host group", Meaning.REFUSAL),
    LIMIT_REACHED("limit reached", Meaning.REFUSAL);

    /** What a message says about the thing that a request was about. */
    enum Meaning {
        /** It is not there; to be believed only after it was read again. */
        ABSENT,
        /** It is there already. */
        PRESENT,
        /** The request was turned down for another reason. */
        REFUSAL
    }

    private final String words;
    private final Meaning meaning;

    FlashArrayMessage(String words, Meaning meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    /** Reads one message. What is not known, or says two things at once, is a refusal. */
    static Meaning meaningOf(String message) {
        String folded = message.toLowerCase(Locale.ROOT);
        Set<Meaning> found = EnumSet.noneOf(Meaning.class);
        Arrays.stream(values())
                .filter(known -> folded.contains(known.words))
                .forEach(known -> found.add(known.meaning));
        return found.size() == 1 ? found.iterator().next() : Meaning.REFUSAL;
    }
}
