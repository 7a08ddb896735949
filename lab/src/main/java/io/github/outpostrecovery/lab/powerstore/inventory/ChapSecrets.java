package io.github.outpostrecovery.lab.powerstore.inventory;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import java.util.Optional;

/**
 * What an initiator proves itself with, and what the array proves itself with to it. Empty strings where nothing is set.
 */
public record ChapSecrets(String singleUser, String singlePassword, String mutualUser, String mutualPassword) {
    public static final ChapSecrets NONE = new ChapSecrets("", "", "", "");

    /** The secrets of a machine's account. */
    public static ChapSecrets of(Optional<ChapAccount> account) {
        return account.map(one -> new ChapSecrets(
                        one.user(),
                        one.secret(),
                        one.mutual().map(ChapAccount.Target::user).orElse(""),
                        one.mutual().map(ChapAccount.Target::secret).orElse("")))
                .orElse(NONE);
    }

    /** What a machine has to know of them; empty if nothing is set. */
    public Optional<ChapAccount> account() {
        Optional<ChapAccount.Target> target = mutualUser.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChapAccount.Target(mutualUser, mutualPassword));
        return singleUser.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChapAccount(singleUser, singlePassword, target));
    }

    /** Whether a machine that presents {@code account} proves itself. */
    public boolean admit(ChapAccount account) {
        return !singleUser.isEmpty()
                && account.user().equals(singleUser)
                && account.secret().equals(singlePassword);
    }

    /** Whether the array can prove itself to a machine that expects {@code target}. */
    public boolean satisfy(ChapAccount.Target target) {
        return !mutualUser.isEmpty()
                && target.user().equals(mutualUser)
                && target.secret().equals(mutualPassword);
    }

    /** Tells the users only. */
    @Override
    public String toString() {
        return "ChapSecrets[single=" + singleUser + ", mutual=" + mutualUser + "]";
    }
}
