package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls that change something, in order; and those that are to fail. */
public final class Calls {
    private final List<String> made = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();

    /** Calls of that name fail from now on. */
    public void fail(String call) {
        failing.add(call);
    }

    public void heal() {
        failing.clear();
    }

    /** What was changed so far, and forgets it. */
    public List<String> taken() {
        List<String> taken = List.copyOf(made);
        made.clear();
        return taken;
    }

    public List<String> made() {
        return List.copyOf(made);
    }

    void look(String call) {
        if (failing.contains(call)) {
            throw new CloudTroubleException("InternalError", call + " failed", null);
        }
    }

    void change(String call, String what) {
        look(call);
        made.add(call + " " + what);
    }
}
