package io.github.outpostrecovery.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.tests.model.ModelChecker.Length;
import io.github.outpostrecovery.tests.model.ModelFolder.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol holds in the model, and falls as the page of the model says when one of its rules is dropped. */
class ModelTest {
    private static final Pattern RULE = Pattern.compile("Keeps\\(\"(\\w+)\"\\)");
    private static final Pattern WITHOUT = Pattern.compile("(?m)^  Without = \\{(.*)}$");
    private static final Pattern CHECKED = Pattern.compile("(?m)^(?:INVARIANTS|PROPERTIES) (.*(?:\\R  .*)*)$");

    @TempDir
    static Path scratch;

    private static Stream<HeldConfiguration> held() {
        return HeldConfiguration.checkedBy("every build");
    }

    /** @param falls what the page says will fall */
    private record Dropped(String rule, String configuration, String falls) {
        @Override
        public String toString() {
            return configuration;
        }
    }

    private static Stream<Dropped> dropped() {
        return ModelFolder.table("broken").stream().map(row -> new Dropped(row.get(0), row.get(1), row.get(3)));
    }

    private static Stream<String> reached() {
        return ModelFolder.table("reached").stream().map(row -> row.get(0));
    }

    @ParameterizedTest
    @MethodSource("held")
    void model_holds_whateverTheWorldDoes(HeldConfiguration held) {
        held.check(scratch);
    }

    @ParameterizedTest
    @MethodSource("dropped")
    void model_fallsAsThePageSays_whenARuleIsDropped(Dropped dropped) {
        assertThat(checkedBy(Kind.BROKEN, dropped.configuration()))
                .as("whatever else may fall, this is what the configuration is for")
                .containsExactly(dropped.falls());
        Finding found = check(Kind.BROKEN, dropped.configuration(), Length.SHORT);
        switch (found) {
            case Finding.Falls(String what, long states) -> assertThat(what).isEqualTo(dropped.falls());
            case Finding.NeverHappens(long states) ->
                assertThat(dropped.falls()).startsWith("L");
            case Finding.Holds holds -> throw new AssertionError(dropped.rule() + " is not needed: " + holds);
            case Finding.Deadlock deadlock -> throw new AssertionError("not what it should show: " + deadlock);
            case Finding.NoAnswer(String output) -> throw new AssertionError(output);
        }
    }

    @ParameterizedTest
    @MethodSource("reached")
    void model_isNotVacuous(String configuration) {
        assertThat(check(Kind.REACHED, configuration, Length.SHORT))
                .isInstanceOfSatisfying(
                        Finding.Falls.class, found -> assertThat(found.what()).isEqualTo("Never_" + configuration));
    }

    @Test
    void page_namesEveryConfiguration() {
        assertThat(ModelFolder.table("holds").stream().map(List::getFirst))
                .containsExactlyInAnyOrderElementsOf(ModelFolder.configurations(Kind.HOLDS));
        assertThat(ModelFolder.table("broken").stream().map(row -> row.get(1)))
                .containsExactlyInAnyOrderElementsOf(ModelFolder.configurations(Kind.BROKEN));
        assertThat(reached()).containsExactlyInAnyOrderElementsOf(ModelFolder.configurations(Kind.REACHED));
    }

    @Test
    void everyRuleOfTheModel_isDroppedByAConfigurationOfItsOwn() {
        Set<String> rules = new TreeSet<>();
        for (Matcher rule = RULE.matcher(ModelFolder.read(ModelFolder.module())); rule.find(); ) {
            rules.add(rule.group(1));
        }
        List<String> dropped = ModelFolder.configurations(Kind.BROKEN).stream()
                .map(name -> without(Kind.BROKEN, name))
                .toList();
        assertThat(dropped).allMatch(rule -> rule.matches("\"\\w+\""), "one rule and no more");
        assertThat(dropped.stream().map(rule -> rule.replace("\"", "")).collect(java.util.stream.Collectors.toSet()))
                .isEqualTo(rules);
    }

    @Test
    void whatHolds_dropsNoRule_butTheOneThatSafetyDoesNotNeed() {
        assertThat(ModelFolder.configurations(Kind.HOLDS).stream()
                        .filter(name -> !name.equals("lockBroken"))
                        .map(name -> without(Kind.HOLDS, name)))
                .containsOnly("");
    }

    private static String without(Kind kind, String name) {
        Matcher dropped = WITHOUT.matcher(ModelFolder.read(ModelFolder.configuration(kind, name)));
        assertThat(dropped.find()).as(name).isTrue();
        return dropped.group(1);
    }

    private static List<String> checkedBy(Kind kind, String name) {
        Matcher checked = CHECKED.matcher(ModelFolder.read(ModelFolder.configuration(kind, name)));
        assertThat(checked.find()).as(name).isTrue();
        return List.of(checked.group(1).split("\\s+"));
    }

    private static Finding check(Kind kind, String name, Length length) {
        Finding found = new ModelChecker(scratch).check(ModelFolder.configuration(kind, name), length);
        System.out.println("model: " + name + ": " + found);
        return found;
    }
}
