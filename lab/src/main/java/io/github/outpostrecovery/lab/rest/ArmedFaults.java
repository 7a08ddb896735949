package io.github.outpostrecovery.lab.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that are armed, and how many requests each has seen. */
final class ArmedFaults {
    private final List<ArmedFault> armed = new ArrayList<>();

    synchronized void arm(FaultRule rule) {
        if (armed.stream().anyMatch(one -> one.rule().id().equals(rule.id()))) {
            throw new IllegalArgumentException("a fault " + rule.id() + " is armed already");
        }
        armed.add(new ArmedFault(rule, 0));
    }

    synchronized void clear(String id) {
        armed.removeIf(one -> one.rule().id().equals(id));
    }

    synchronized List<ArmedFault> all() {
        return List.copyOf(armed);
    }

    synchronized void replace(List<ArmedFault> saved) {
        armed.clear();
        armed.addAll(saved);
    }

    /** Counts a request against every rule that it matches, and returns the first rule that strikes. */
    synchronized Optional<FaultRule> strike(RestRequest request) {
        Optional<FaultRule> struck = Optional.empty();
        for (int i = 0; i < armed.size(); i++) {
            FaultRule rule = armed.get(i).rule();
            if (rule.requests().matches(request)) {
                int seen = armed.get(i).seen() + 1;
                armed.set(i, new ArmedFault(rule, seen));
                if (struck.isEmpty() && rule.occurrences().strike(seen)) {
                    struck = Optional.of(rule);
                }
            }
        }
        return struck;
    }
}
