package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import java.util.Optional;

/** What machines prove themselves with, where an array asks for it. */
@FunctionalInterface
public interface ChapAccounts {
    /** No machine offers CHAP. */
    ChapAccounts NONE = initiator -> Optional.empty();

    Optional<ChapAccount> accountOf(String initiator);
}
