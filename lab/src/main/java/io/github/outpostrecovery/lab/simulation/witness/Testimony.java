package io.github.outpostrecovery.lab.simulation.witness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.rest.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A witness of one invariant, with what it has seen. It says the same thing once. */
abstract class Testimony implements Witness {
    private final Scene scene;
    private final Invariant invariant;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> said = new HashSet<>();
    private long checks;

    Testimony(Scene scene, Invariant invariant) {
        this.scene = requireNonNull(scene, "scene is null");
        this.invariant = requireNonNull(invariant, "invariant is null");
    }

    final Scene scene() {
        return scene;
    }

    /** Looks once. */
    final void check(boolean holds, Supplier<String> otherwise) {
        check(invariant, holds, otherwise);
    }

    /** Looks once, at a neighbour of its own invariant. */
    final void check(Invariant other, boolean holds, Supplier<String> otherwise) {
        checks++;
        if (!holds) {
            String what = otherwise.get();
            if (said.add(what)) {
                violations.add(new Violation(other, scene.now(), what));
            }
        }
    }

    /** Who reaches a volume has changed. */
    void changed(AccessChange change) {}

    /** A request to an array has ended. */
    void called(Call call) {}

    /** EC2 has made a machine. */
    void born(Ec2Instance machine) {}

    @Override
    public void concluded() {}

    @Override
    public final List<Violation> violations() {
        return List.copyOf(violations);
    }

    @Override
    public final long checks() {
        return checks;
    }
}
