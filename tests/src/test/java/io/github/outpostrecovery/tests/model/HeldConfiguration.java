package io.github.outpostrecovery.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.tests.model.ModelChecker.Length;
import io.github.outpostrecovery.tests.model.ModelFolder.Kind;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A configuration in which nothing may fall, as the page of the model lists it.
 *
 * @param what its purpose, in the page's words
 * @param distinctStates how many TLC has to visit
 */
record HeldConfiguration(String name, String what, long distinctStates) {
    /** @param when what the page says of when they are checked */
    static Stream<HeldConfiguration> checkedBy(String when) {
        return ModelFolder.table("holds").stream()
                .filter(row -> row.get(2).equals(when))
                .map(row -> new HeldConfiguration(
                        row.get(0), row.get(1), Long.parseLong(row.get(3).replace(",", ""))));
    }

    /** @param scratch a folder for what TLC leaves behind */
    void check(Path scratch) {
        Finding found = new ModelChecker(scratch).check(ModelFolder.configuration(Kind.HOLDS, name), Length.LONG);
        System.out.println("model: " + name + ": " + found);
        assertThat(found).as(what).isEqualTo(new Finding.Holds(distinctStates));
    }

    @Override
    public String toString() {
        return name;
    }
}
