package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.site.Chap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step towards a simpler run.
 *
 * @param index of the fault or disturbance that is dropped, counted in what is left; 0 for the others
 */
record Simplification(Kind kind, int index) {
    /** What becomes simpler. */
    enum Kind {
        DROP_FAULT,
        DROP_DISTURBANCE,
        NO_DUPLICATES,
        NO_ZOMBIE,
        ONE_ARRAY,
        TWO_VOLUMES,
        ONE_VOLUME,
        PRIVATE_OBJECT,
        NO_CHAP,
        AUTOMATIC,
        USUAL_LATENCIES
    }

    /** All that may be tried on a run, the greatest first. */
    static List<Simplification> of(Scenario scenario) {
        List<Simplification> steps = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int count = switch (kind) {
                case DROP_FAULT -> scenario.faults().size();
                case DROP_DISTURBANCE -> scenario.disturbances().size();
                case NO_DUPLICATES,
                        NO_ZOMBIE,
                        ONE_ARRAY,
                        TWO_VOLUMES,
                        ONE_VOLUME,
                        PRIVATE_OBJECT,
                        NO_CHAP,
                        AUTOMATIC,
                        USUAL_LATENCIES -> 1;
            };
            for (int index = 0; index < count; index++) {
                steps.add(new Simplification(kind, index));
            }
        }
        return List.copyOf(steps);
    }

    /** The simpler run; empty if it is as simple already, or cannot be so. */
    Optional<Scenario> apply(Scenario scenario) {
        World world = scenario.world();
        return switch (kind) {
            case DROP_FAULT ->
                index < scenario.faults().size()
                        ? Optional.of(new Scenario(world, without(scenario.faults()), scenario.disturbances()))
                        : Optional.empty();
            case DROP_DISTURBANCE ->
                index < scenario.disturbances().size()
                        ? Optional.of(new Scenario(world, scenario.faults(), without(scenario.disturbances())))
                        : Optional.empty();
            case NO_DUPLICATES -> changed(scenario, world.withDuplicates(0));
            case NO_ZOMBIE -> changed(scenario, world.with(World.Zombie.STAYS_DEAD));
            case ONE_ARRAY -> changed(scenario, world.on(List.of(world.arrays().getFirst())));
            case TWO_VOLUMES ->
                world.volumes() > 2 ? changed(scenario, world.with(world.topology(), 2)) : Optional.empty();
            case ONE_VOLUME -> changed(scenario, world.with(world.topology(), 1));
            case PRIVATE_OBJECT -> changed(scenario, world.with(Topology.PRIVATE_OBJECT, world.volumes()));
            case NO_CHAP -> changed(scenario, world.with(Chap.NONE));
            case AUTOMATIC -> changed(scenario, world.with(Mode.AUTOMATIC, world.answer()));
            case USUAL_LATENCIES -> changed(scenario, world.withUsualLatencies());
        };
    }

    private static Optional<Scenario> changed(Scenario scenario, World world) {
        boolean possible = !world.equals(scenario.world())
                && world.volumes() >= world.arrays().size()
                && Drawing.furnishable(world.arrays(), world.topology(), world.chap(), world.volumes())
                && scenario.faults().stream().allMatch(fault -> fault.fits(world));
        return possible
                ? Optional.of(new Scenario(world, scenario.faults(), scenario.disturbances()))
                : Optional.empty();
    }

    private <T> List<T> without(List<T> all) {
        List<T> less = new ArrayList<>(all);
        less.remove(index);
        return less;
    }

    static Simplification parse(String text) {
        int dot = text.indexOf('.');
        String name = dot < 0 ? text : text.substring(0, dot);
        for (Kind kind : Kind.values()) {
            if (slug(kind).equals(name)) {
                return new Simplification(kind, dot < 0 ? 0 : Integer.parseInt(text.substring(dot + 1)));
            }
        }
        throw new NumberFormatException("nothing is made simpler by " + text);
    }

    private static String slug(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return slug(kind) + (index == 0 ? "" : "." + index);
    }
}
