package io.github.outpostrecovery.lab.powerstore;

import io.github.outpostrecovery.lab.powerstore.session.Account;
import java.util.List;

/** The accounts that a furnished cluster has. */
final class LabAccounts {
    static final Account READER = Account.operator("outpost-recovery-read", "read-" + "only-in-the-lab");
    static final Account FENCER = Account.administrator("outpost-recovery-fence", "fence-" + "only-in-the-lab");
    static final List<Account> ALL = List.of(READER, FENCER);

    private LabAccounts() {}
}
