package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.lab.asl.definition.State;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A state of a state machine, and something that can befall an execution there. */
public record Boundary(String state, Interruption interruption) implements Comparable<Boundary> {
    private static final String LAMBDA = "arn:aws:states:::lambda:";

    private static final List<Interruption> OF_ANY_CALL = List.of(
            Interruption.REFUSED,
            Interruption.ANSWER_LOST,
            Interruption.REPEATED,
            Interruption.STOPPED,
            Interruption.REDRIVEN);
    private static final List<Interruption> OF_FUNCTIONS =
            List.of(Interruption.CUT_OFF, Interruption.HELD, Interruption.GIVEN_UP, Interruption.OVERSLEPT);
    private static final List<Interruption> OF_WAITING =
            List.of(Interruption.STOPPED_WAITING, Interruption.REDRIVEN_WAITING);
    private static final List<Interruption> OF_QUESTIONS =
            List.of(Interruption.ANSWERED_LATE, Interruption.ANSWERED_TWICE);

    /** Every boundary that the deployed state machines have, in the order of the definitions. */
    public static List<Boundary> all() {
        return SimulatedSite.definitions().stream()
                .flatMap(definition -> of(definition).stream())
                .toList();
    }

    static List<Boundary> of(StateMachineDefinition definition) {
        List<Boundary> boundaries = new ArrayList<>();
        definition.states().values().forEach(state -> {
            switch (state) {
                case State.Task task -> {
                    add(boundaries, state, OF_ANY_CALL);
                    if (task.resource().startsWith(LAMBDA)) {
                        add(boundaries, state, OF_FUNCTIONS);
                    }
                    if (task.waitsForToken()) {
                        add(boundaries, state, OF_WAITING);
                        add(boundaries, state, OF_QUESTIONS);
                    }
                }
                case State.Wait wait -> add(boundaries, wait, OF_WAITING);
                // Nothing outside the service is asked there: it goes on, or the whole service does not.
                case State.Pass pass -> {}
                case State.Choice choice -> {}
                case State.Succeed succeed -> {}
                case State.Fail fail -> {}
            }
        });
        return List.copyOf(boundaries);
    }

    private static void add(List<Boundary> boundaries, State state, List<Interruption> interruptions) {
        interruptions.forEach(interruption -> boundaries.add(new Boundary(state.name(), interruption)));
    }

    @Override
    public int compareTo(Boundary other) {
        return Comparator.comparing(Boundary::state)
                .thenComparing(Boundary::interruption)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return interruption.slug() + " at \"" + state + "\"";
    }
}
