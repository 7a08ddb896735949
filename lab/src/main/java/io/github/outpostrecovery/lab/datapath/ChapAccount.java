package io.github.outpostrecovery.lab.datapath;

import java.util.Optional;

/**
 * What an initiator proves itself with: a CHAP user and secret.
 *
 * @param mutual what the target has to prove itself with in turn; empty if the machine does not ask
 */
public record ChapAccount(String user, String secret, Optional<Target> mutual) {
    /** The target's half of mutual CHAP. */
    public record Target(String user, String secret) {
        /** Tells the user only. */
        @Override
        public String toString() {
            return "Target[user=" + user + "]";
        }
    }

    /** One-way. */
    public ChapAccount(String user, String secret) {
        this(user, secret, Optional.empty());
    }

    /** Tells the users only. */
    @Override
    public String toString() {
        return "ChapAccount[user=" + user
                + mutual.map(target -> ", target=" + target.user()).orElse("") + "]";
    }
}
