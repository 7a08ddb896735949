package io.github.outpostrecovery.lab.simulation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.fault.confirm.ConfirmFaults;
import io.github.outpostrecovery.lab.simulation.fault.control.ControlFaults;
import io.github.outpostrecovery.lab.simulation.fault.launch.LaunchFaults;
import io.github.outpostrecovery.lab.simulation.fault.trigger.TriggerFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No fault of the list is missing, and what is said to show one is there. */
class CardsTest {
    @Test
    void everyNumber_isThere_inItsPackage() {
        assertThat(numbers(TriggerFaults.all())).isEqualTo(range(1, 11));
        assertThat(numbers(LaunchFaults.all())).isEqualTo(range(46, 54));
        assertThat(numbers(ConfirmFaults.all())).isEqualTo(range(55, 60));
        assertThat(numbers(ControlFaults.all())).isEqualTo(range(61, 75));
    }

    @Test
    void slugs_areUnique_andCanBeTyped() {
        List<String> slugs =
                FaultsTest.faults().map(fault -> fault.card().slug()).toList();
        assertThat(slugs).doesNotHaveDuplicates().allMatch(slug -> slug.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void whatShowsAFault_isInTheRepository() throws IOException {
        Set<String> tests = testsOfTheRepository();
        for (Fault fault : FaultsTest.faults().toList()) {
            FaultCard card = fault.card();
            if (card.layer() == Layer.TEST) {
                assertThat(tests).as(card.slug()).contains(card.shownBy());
            }
            if (card.layer() == Layer.OPERATION) {
                String[] parts = card.shownBy().split("#", 2);
                assertThat(Files.readAllLines(top().resolve(parts[0])))
                        .as(card.slug())
                        .contains("## " + parts[1]);
            }
        }
    }

    private static Set<Integer> numbers(List<Fault> faults) {
        return faults.stream().map(fault -> fault.card().number()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> testsOfTheRepository() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String module : List.of("core", "storage-clients", "functions", "lab", "cli", "tests")) {
            try (Stream<Path> files = Files.walk(top().resolve(module).resolve("src/test/java"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> tests.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        return tests;
    }

    /** The top of the repository, wherever the tests are started. */
    private static Path top() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("statemachine"))) {
                return here;
            }
        }
        throw new AssertionError("no repository above " + Path.of("").toAbsolutePath());
    }
}
