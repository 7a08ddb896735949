package io.github.outpostrecovery.lab.simulation.witness;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Secrets to be looked for, all of them in one pass over a text: a hash rolls over it, and only where it meets the beginning of a
 * secret the secret itself is compared.
 */
final class Secrets {
    /** Shorter ones would be found by chance. */
    static final int SHORTEST = 9;

    private static final int BASE = 31;
    private static final int WEIGHT_OF_THE_FIRST = power(SHORTEST - 1);
    private static final int FILTER = 0xFFFF;

    private final Set<String> known = new HashSet<>();
    private final Map<Integer, List<String>> byBeginning = new HashMap<>();
    private final BitSet beginnings = new BitSet(FILTER + 1);

    /** Looks for this one as well from now on, unless it is too short. */
    void add(String secret) {
        if (secret.length() >= SHORTEST && known.add(secret)) {
            int beginning = hash(secret);
            byBeginning.computeIfAbsent(beginning, first -> new ArrayList<>()).add(secret);
            beginnings.set(place(beginning));
        }
    }

    /** Whether one of them is in there. */
    boolean isIn(String text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        int window = hash(text);
        for (int start = 0; ; start++) {
            if (beginnings.get(place(window)) && beginsAt(text, start, window)) {
                return true;
            }
            int next = start + SHORTEST;
            if (next == text.length()) {
                return false;
            }
            window = (window - text.charAt(start) * WEIGHT_OF_THE_FIRST) * BASE + text.charAt(next);
        }
    }

    private boolean beginsAt(String text, int start, int window) {
        for (String secret : byBeginning.getOrDefault(window, List.of())) {
            if (text.startsWith(secret, start)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(String text) {
        int hash = 0;
        for (int index = 0; index < SHORTEST; index++) {
            hash = hash * BASE + text.charAt(index);
        }
        return hash;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 16) & FILTER;
    }

    private static int power(int exponent) {
        int power = 1;
        for (int times = 0; times < exponent; times++) {
            power *= BASE;
        }
        return power;
    }
}
