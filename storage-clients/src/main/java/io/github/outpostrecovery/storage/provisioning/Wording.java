package io.github.outpostrecovery.storage.provisioning;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in sentences for a person. */
public final class Wording {
    private static final int MOST = 5;

    private Wording() {}

    /** The beginning and the things, a few of them by name; nothing if there are none. */
    public static String with(String beginning, Collection<?> things) {
        if (things.isEmpty()) {
            return "";
        }
        String named = things.stream().limit(MOST).map(Object::toString).collect(Collectors.joining(", "));
        return beginning + named + (things.size() > MOST ? " and " + (things.size() - MOST) + " more" : "");
    }
}
