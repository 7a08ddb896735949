package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.tests.contract.DamagedAnswers.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes back from an array, its client says so: it throws nothing, goes on for ever at nothing, proves nothing. */
class DamagedAnswersTest {
    private static final int FEW = 2;
    private static final int MANY = 40;

    /** What a client is asked to do. */
    @SuppressWarnings("ImmutableEnumChecker") // Its functions keep nothing.
    private enum Operation {
        ACCESS((array, client) -> client.access(array.volumes())),
        SESSIONS((array, client) -> client.sessions(Set.of(array.name(1), array.name(2)))),
        ACTIVITY((array, client) -> client.activity(array.volumes())),
        PATH_ACTIVITY((array, client) -> client.pathActivity(Set.of(array.name(1)))),
        PORTALS((array, client) -> client.portals(array.volumes())),
        ROUTE((array, client) -> client.route(array.name(1), array.volumes())),
        REVOKE((array, client) -> client.revoke(new RevokeOrder(Set.of(array.name(1)), array.volumes())));

        private final BiConsumer<ArrayUnderTest, StorageArray> ask;

        Operation(BiConsumer<ArrayUnderTest, StorageArray> ask) {
            this.ask = ask;
        }
    }

    static List<Cell> simplest() {
        return Cell.simplest();
    }

    static List<Cell> possible() {
        return Cell.possible();
    }

    @ParameterizedTest
    @MethodSource("simplest")
    void aClient_throwsNothing_atAnyAnswer(Cell cell) {
        everyOperation(cell, FEW);
    }

    @ParameterizedTest
    @MethodSource("possible")
    @Tag("proof")
    void aClient_throwsNothing_atAnyAnswer_inAnyTopology(Cell cell) {
        everyOperation(cell, MANY);
    }

    private static void everyOperation(Cell cell, int seeds) {
        List<String> thrown = new ArrayList<>();
        int damaged = 0;
        for (Operation operation : Operation.values()) {
            int answers = answers(cell, operation);
            for (Damage damage : Damage.values()) {
                for (int first = 0; first < answers; first++) {
                    for (int seed = 1; seed <= seeds; seed++) {
                        damaged++;
                        attempt(cell, operation, damage, Extent.ONE, first, seed)
                                .ifPresent(thrown::add);
                    }
                }
                attempt(cell, operation, damage, Extent.ALL_FROM_THEN_ON, 0, 1).ifPresent(thrown::add);
                attempt(cell, operation, damage, Extent.ALL_FROM_THEN_ON, 1, 1).ifPresent(thrown::add);
            }
        }
        assertThat(damaged).as("damaged answers").isGreaterThan(100);
        assertThat(thrown).as("what left the client as an exception").isEmpty();
    }

    private static int answers(Cell cell, Operation operation) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        try (StorageArray client = array.open()) {
            operation.ask.accept(array, client);
        }
        return Math.max(1, array.callsSoFar());
    }

    private static Optional<String> attempt(
            Cell cell, Operation operation, Damage damage, Extent extent, int first, long seed) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        array.putInFront(way -> new DamagedAnswers(way, damage, extent, first, seed));
        try (StorageArray client = array.open()) {
            operation.ask.accept(array, client);
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | AssertionError thrown) {
            return Optional.of(operation + " " + damage + " " + extent + " of answer " + first + ", seed " + seed + ": "
                    + thrown + " at " + place(thrown));
        }
    }

    private static String place(Throwable thrown) {
        return thrown.getStackTrace().length == 0 ? "nowhere" : thrown.getStackTrace()[0].toString();
    }

    /** The array takes no change, and its answers are damaged so that none can be a statement any more. */
    @ParameterizedTest
    @MethodSource("possible")
    void aFence_isNeverProven_byDamagedAnswers(Cell cell) {
        List<String> proven = new ArrayList<>();
        int tried = 0;
        for (Damage damage : Damage.values()) {
            if (damage.mayStillBeAnAnswer()) {
                continue;
            }
            for (int first = 0; first < 6; first++) {
                for (int seed = 1; seed <= FEW; seed++) {
                    tried++;
                    ArrayUnderTest array = ArrayUnderTest.of(cell);
                    array.victim.die();
                    array.way.arm(new FaultRule(
                            "none",
                            array.simulated.requests().revoke(),
                            Occurrences.always(),
                            new RestFault.ErrorBefore(503, "", "no")));
                    Extent extent = seed == 1 ? Extent.ALL_FROM_THEN_ON : Extent.ONE;
                    int number = first;
                    long chance = seed;
                    array.putInFront(way -> new DamagedAnswers(way, damage, extent, number, chance));
                    FenceTask task = new FenceTask(
                            ArrayUnderTest.WEB,
                            new Generation(2),
                            Map.of(array.name(1), new Generation(1)),
                            array.volumes());
                    try (StorageArray client = array.open()) {
                        FenceResult result = new Fence(array.agenda).run(client, task, Optional.empty());
                        if (!(result instanceof FenceResult.NotProven)) {
                            proven.add(
                                    damage + " " + extent + " from answer " + first + ", seed " + seed + ": " + result);
                        }
                    }
                }
            }
        }
        assertThat(tried).isEqualTo(108);
        assertThat(proven)
                .as("proofs of a machine that still reaches its volumes")
                .isEmpty();
    }

    /** A grant whose answers are damaged is in doubt or refused, or it was clean and is there. */
    @ParameterizedTest
    @MethodSource("simplest")
    void aGrant_isNeverCleanByDamagedAnswers_unlessItIsThere(Cell cell) {
        List<String> lost = new ArrayList<>();
        for (Damage damage : Damage.values()) {
            for (int first = 0; first < 8; first++) {
                ArrayUnderTest array = ArrayUnderTest.of(cell);
                GrantRoute route = array.route();
                array.victim.die();
                array.fence(1, java.time.Duration.ofMinutes(5));
                int number = first;
                array.putInFront(way -> new DamagedAnswers(way, damage, Extent.ONE, number, 5));
                try (StorageArray client = array.open()) {
                    var outcome = client.grant(array.order(route, 2));
                    if (outcome instanceof io.github.outpostrecovery.core.array.GrantOutcome.Clean
                            && array.reaching(array.name(2)).size()
                                    != array.volumes().size()) {
                        lost.add(damage + " of answer " + first + ": " + outcome);
                    }
                } catch (RuntimeException | StackOverflowError thrown) {
                    lost.add(damage + " of answer " + first + ": " + thrown + " at " + place(thrown));
                }
            }
        }
        assertThat(lost).isEmpty();
    }
}
