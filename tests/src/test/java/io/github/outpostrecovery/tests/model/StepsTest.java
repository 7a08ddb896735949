package io.github.outpostrecovery.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.tests.model.ProtocolModule.Meaning;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ties the actions of the model to the states of the state machines, and the order that the model relies on to the ways
 * through them: who changes the one has to change the other.
 */
class StepsTest {
    private static final DefinitionGraph RECOVERY = new DefinitionGraph(ModelFolder.definition("recovery"));
    private static final DefinitionGraph APPROVAL = new DefinitionGraph(ModelFolder.definition("approval"));
    private static final ProtocolModule MODULE = new ProtocolModule(ModelFolder.read(ModelFolder.module()));
    private static final String START = "start";

    @Test
    void everyAction_saysWhatItStandsFor() {
        assertThat(MODULE.actions())
                .hasSizeGreaterThan(20)
                .isEqualTo(new TreeSet<>(MODULE.meanings().keySet()));
    }

    @Test
    void everyStateThatAnActionNames_isThere() {
        assertThat(statesOfActions()).isNotEmpty().isSubsetOf(allStates());
    }

    @Test
    void everyRuleThatAnActionBreaks_isOneOfTheModels() {
        Set<String> broken = MODULE.meanings().values().stream()
                .flatMap(meaning ->
                        meaning instanceof Meaning.Broken(String rule) ? Stream.of(rule) : Stream.<String>empty())
                .collect(Collectors.toSet());
        assertThat(ModelFolder.table("broken").stream().map(row -> row.get(2)).toList())
                .containsAll(broken);
    }

    @Test
    void everyTask_hasAnAction_orAReasonWhyNot() {
        Set<String> tasks = new TreeSet<>(RECOVERY.ofType("Task"));
        APPROVAL.ofType("Task").forEach(task -> tasks.add("approval: " + task));
        List<String> withReason = ModelFolder.table("left-out").stream()
                .map(row -> {
                    assertThat(row.get(1)).as("why %s is left out", row.get(0)).isNotBlank();
                    return row.get(0);
                })
                .toList();
        assertThat(withReason)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(statesOfActions())
                .isSubsetOf(tasks);
        Set<String> accounted = new TreeSet<>(statesOfActions());
        accounted.addAll(withReason);
        assertThat(accounted).isEqualTo(tasks);
    }

    @Test
    void everyExecution_beginsWithTheClaim() {
        assertThat(RECOVERY.start()).isEqualTo("Open the incident");
    }

    /**
     * @param from where the path begins
     * @param first at least one of these is passed
     * @param then before this one is entered
     * @param unless outcomes that lead round it, and are meant to
     */
    private record Order(String from, Set<String> first, String then, Set<String> unless) {
        @Override
        public String toString() {
            return "from " + from + ": " + String.join(" or ", first) + " before " + then;
        }
    }

    private static Stream<Order> orders() {
        return ModelFolder.table("orders").stream()
                .map(row -> new Order(row.get(0), listed(row.get(1)), row.get(2), listed(row.get(3))));
    }

    private static Set<String> listed(String cell) {
        return Arrays.stream(cell.split(" or |, "))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void everyPath_keepsTheOrderOfTheModel(Order order) {
        String from = order.from().equals(START) ? RECOVERY.start() : order.from();
        assertThat(RECOVERY.states()).contains(from, order.then()).containsAll(order.first());
        assertThat(RECOVERY.leads(from, order.then(), Set.of(), Set.of()))
                .as("a path that is not there keeps any order")
                .isTrue();
        assertThat(order.first()).as("a path that begins there has passed it").doesNotContain(from);
        assertThat(RECOVERY.leads(from, order.then(), order.first(), order.unless()))
                .as("a path round it")
                .isFalse();
        for (String outcome : order.unless()) {
            Set<String> others = order.unless().stream()
                    .filter(other -> !other.equals(outcome))
                    .collect(Collectors.toSet());
            assertThat(RECOVERY.leads(from, order.then(), order.first(), others))
                    .as("%s is no exception: nothing leads round", outcome)
                    .isTrue();
        }
    }

    private static Stream<List<String>> ordersWithinAStep() {
        return ModelFolder.table("within").stream();
    }

    /** What happens inside one state shows in no path; a test of the step has it. */
    @ParameterizedTest
    @MethodSource("ordersWithinAStep")
    void everyOrderWithinAStep_isHeldByATestOfThatStep(List<String> row) {
        String[] test = row.get(1).split("\\.");
        assertThat(test).as(row.toString()).hasSize(2);
        assertThat(ModelFolder.sourceOf("core", test[0])).contains("    void " + test[1] + "(");
    }

    private static Set<String> statesOfActions() {
        return MODULE.meanings().values().stream()
                .flatMap(meaning -> meaning instanceof Meaning.States(List<String> states)
                        ? states.stream()
                        : Stream.<String>empty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> allStates() {
        Set<String> all = new TreeSet<>(RECOVERY.states());
        APPROVAL.states().forEach(state -> all.add("approval: " + state));
        return all;
    }
}
