package io.github.outpostrecovery.lab.flasharray.inventory;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import java.util.Optional;

/**
 * The CHAP settings of a host; what is not set is empty.
 *
 * @param hostUser what the host proves itself with
 * @param targetUser what the array proves itself with, if the host asks
 */
public record Chap(String hostUser, String hostPassword, String targetUser, String targetPassword) {
    public static final Chap NONE = new Chap("", "", "", "");

    /** What makes a host of that account log in. */
    public static Chap of(ChapAccount account) {
        return new Chap(
                account.user(),
                account.secret(),
                account.mutual().map(ChapAccount.Target::user).orElse(""),
                account.mutual().map(ChapAccount.Target::secret).orElse(""));
    }

    /** Why a machine with this account, or without one, does not get in; empty if it does. */
    public Optional<String> refusal(Optional<ChapAccount> offered) {
        boolean proven = hostUser.isEmpty()
                || offered.filter(one ->
                                one.user().equals(hostUser) && one.secret().equals(hostPassword))
                        .isPresent();
        if (!proven) {
            return Optional.of("authentication failure (0201h)");
        }
        // The initiator asks for the target's proof, and ends the login if it does not get it (RFC 7143, 12.1.3).
        boolean content = offered.flatMap(ChapAccount::mutual)
                .map(wanted ->
                        wanted.user().equals(targetUser) && wanted.secret().equals(targetPassword))
                .orElse(true);
        return content ? Optional.empty() : Optional.of("the machine ends the login: the array did not prove itself");
    }

    /** Tells whether the settings have changed, and no password. */
    public String fingerprint() {
        return hostUser + "/" + targetUser + "#"
                + Integer.toHexString((hostPassword + "/" + targetPassword).hashCode());
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "Chap[hostUser=" + hostUser + ", targetUser=" + targetUser + "]";
    }
}
