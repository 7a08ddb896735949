package io.github.outpostrecovery.tests.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every guard can still be taken out: a change of the product that moves one has to be followed here. */
class GuardTest {
    @ParameterizedTest
    @EnumSource(Guard.class)
    void theProductWithoutIt_compiles_andIsLoadedBesideTheProduct(Guard guard) throws ReflectiveOperationException {
        MutatedProduct without = MutatedProduct.with(top(), guard.edits());
        String name = "io.github.outpostrecovery.core.recovery.Granting";
        Class<?> mutated = Class.forName(name, true, without);
        assertThat(mutated.getClassLoader()).isSameAs(without);
        assertThat(mutated).isNotSameAs(Class.forName(name));
    }

    static Path top() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("statemachine"))) {
                return here;
            }
        }
        throw new AssertionError("no repository above " + Path.of("").toAbsolutePath());
    }
}
