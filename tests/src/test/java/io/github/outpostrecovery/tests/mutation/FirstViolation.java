package io.github.outpostrecovery.tests.mutation;

import io.github.outpostrecovery.lab.simulation.FaultCatalogue;
import io.github.outpostrecovery.lab.simulation.Journal;
import io.github.outpostrecovery.lab.simulation.RunName;
import io.github.outpostrecovery.lab.simulation.SimulatedRun;
import io.github.outpostrecovery.lab.simulation.Trouble;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes runs until one breaks a rule. It is loaded once more beside each product that it runs. */
public final class FirstViolation {
    private FirstViolation() {}

    /**
     * Looks for it.
     *
     * @param faults the slugs of the faults that the runs are to have in turn, between commas; none for any
     * @param rules the slugs of the rules that count, between commas
     * @param atMost how many runs
     * @return how many runs it took, the name of the run, and what was seen, between tabs; empty if none breaks a rule
     */
    public static String find(long seed, String faults, String rules, int atMost) {
        List<String> slugs = faults.isEmpty() ? List.of() : List.of(faults.split(","));
        Set<String> counting = Set.copyOf(Arrays.asList(rules.split(",")));
        for (int number = 0; number < atMost; number++) {
            RunName name = RunName.of(
                    seed,
                    number,
                    slugs.isEmpty()
                            ? Optional.empty()
                            : Optional.of(FaultCatalogue.named(slugs.get(number % slugs.size()))
                                    .orElseThrow()));
            for (Trouble trouble : troubles(name)) {
                if (counting.contains(trouble.slug())) {
                    return (number + 1) + "\t" + name + "\t" + trouble.slug() + ": " + trouble.what();
                }
            }
        }
        return "";
    }

    /** What is wrong with one run, by its name, between line ends; empty if nothing is. */
    public static String check(String name) {
        return String.join(
                "\n",
                troubles(RunName.parse(name)).stream()
                        .map(Trouble::slug)
                        .distinct()
                        .toList());
    }

    private static List<Trouble> troubles(RunName name) {
        return SimulatedRun.run(name.scenario(), Journal.NONE, UnaryOperator.identity())
                .troubles();
    }
}
