package io.github.outpostrecovery.tests.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each guard is taken out of a copy of the product, and the simulation has to notice within a bounded number of runs. The run in
 * which it does is a sound one of the product itself.
 */
class MutationGateTest {
    private static final long SEED = 7;

    /** Quickly found. */
    private static final Set<Guard> QUICK =
            EnumSet.of(Guard.OWN_INITIATOR, Guard.RE_VERIFICATION, Guard.REARM_BEFORE_RECORD);

    static Set<Guard> quick() {
        return QUICK;
    }

    @ParameterizedTest
    @MethodSource("quick")
    void aMissingGuard_isFound(Guard guard) throws ReflectiveOperationException {
        found(guard);
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    @Tag("proof")
    void everyMissingGuard_isFound(Guard guard) throws ReflectiveOperationException {
        found(guard);
    }

    private static void found(Guard guard) throws ReflectiveOperationException {
        MutatedProduct without = MutatedProduct.with(GuardTest.top(), guard.edits());
        String first = (String) Class.forName(FirstViolation.class.getName(), true, without)
                .getMethod("find", long.class, String.class, String.class, int.class)
                .invoke(null, SEED, String.join(",", guard.faults()), String.join(",", guard.rules()), guard.atMost());
        assertThat(first)
                .as("what " + guard.atMost() + " runs show of the product without: " + guard.rule())
                .isNotEmpty();
        String[] parts = first.split("\t", 3);
        System.out.printf("%-28s %5s runs  %s  %s%n", guard.slug(), parts[0], parts[1], parts[2]);
        assertThat(FirstViolation.check(parts[1]).lines())
                .as("what is wrong with run " + parts[1] + " of the product itself")
                .doesNotContainAnyElementsOf(guard.rules());
    }
}
