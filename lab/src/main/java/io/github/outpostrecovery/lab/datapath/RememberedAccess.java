package io.github.outpostrecovery.lab.datapath;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What the rules of an array have decided, until a turn may have changed what they decide by. With the state held. */
final class RememberedAccess {
    private static final int MOST = 1_000;

    private final StateLock state;
    private final AccessRules rules;
    private final Map<String, List<VisibleVolume>> visible = new HashMap<>();
    private final Map<String, Set<String>> initiators = new HashMap<>();
    private long decidedAt = -1;

    RememberedAccess(StateLock state, AccessRules rules) {
        this.state = requireNonNull(state, "state is null");
        this.rules = requireNonNull(rules, "rules is null");
    }

    /** What an open session sees. */
    List<VisibleVolume> visible(Session session) {
        if (!holds()) {
            return rules.visible(session);
        }
        return visible.computeIfAbsent(session.id(), id -> List.copyOf(rules.visible(session)));
    }

    /** Who reaches a volume; as long as nothing may have changed, the same set. */
    Set<String> initiatorsWithAccess(String volume) {
        if (!holds()) {
            return rules.initiatorsWithAccess(volume);
        }
        return initiators.computeIfAbsent(volume, of -> Collections.unmodifiableSet(rules.initiatorsWithAccess(of)));
    }

    private boolean holds() {
        OptionalLong changes = state.changes();
        if (changes.isEmpty()) {
            return false;
        }
        if (changes.getAsLong() != decidedAt || visible.size() + initiators.size() > MOST) {
            visible.clear();
            initiators.clear();
            decidedAt = changes.getAsLong();
        }
        return true;
    }
}
