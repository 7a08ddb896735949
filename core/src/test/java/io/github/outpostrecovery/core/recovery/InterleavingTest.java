package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.recovery.SmallWorld.Access;
import io.github.outpostrecovery.core.recovery.SmallWorld.Budget;
import io.github.outpostrecovery.core.recovery.SmallWorldSearch.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of two executions of the real steps in a small world, with a bounded number of things that go wrong.
 * The model of the protocol says that the rules suffice; this says that the code follows them.
 */
class InterleavingTest {
    private int recoveries;
    private int laterGenerations;
    private int afterTakeover;
    private int lateNames;

    private void check(Node node) {
        SmallWorld world = node.world();
        for (VolumeName volume : List.of(BOOT, DATA)) {
            List<Generation> writers = world.writersOf(volume);
            if (writers.size() > 1) {
                throw new AssertionError(writers + " can write to " + volume + ":\n" + node.story());
            }
        }
        Optional<Incident> incident = world.ledger().incident();
        for (StoredProof proof : incident.map(Incident::proofs).orElse(List.of())) {
            boolean lives = world.machines().containsValue(proof.initiator());
            boolean reaches = world.access().contains(new Access(proof.initiator(), proof.volume()));
            if (lives && reaches) {
                throw new AssertionError(proof.initiator() + " was proved away and is back:\n" + node.story());
            }
            lateNames += reaches ? 1 : 0;
        }
        world.winner().ifPresent(winner -> {
            for (VolumeName volume : List.of(BOOT, DATA)) {
                if (!world.writersOf(volume).equals(List.of(winner))) {
                    throw new AssertionError(winner + " has lost " + volume + ":\n" + node.story());
                }
            }
            recoveries++;
            laterGenerations += winner.isOlderThan(G3) ? 0 : 1;
            afterTakeover += incident.orElseThrow().owner().equals(E2) ? 1 : 0;
        });
        if (world.ledger().lastIncident() > 1) {
            throw new AssertionError("one failure made two incidents:\n" + node.story());
        }
        boolean nobodyIsLeft = node.event().endsWith("ENDED")
                && incident.filter(last -> last.state() == Incident.State.OPEN)
                        .filter(last -> node.event().startsWith(SmallWorldSearch.name(last.owner())))
                        .isPresent();
        if (nobodyIsLeft) {
            throw new AssertionError("the owner has ended and left the incident open:\n" + node.story());
        }
    }

    private int explore(Budget budget) {
        int states = SmallWorldSearch.explore(budget, this::check);
        System.out.println("search: every interleaving with " + budget + ": " + states + " states");
        return states;
    }

    @Test
    void explore_findsOneWriterAtMost_whenRequestsAreNotAnswered() {
        assertThat(explore(new Budget(2, 0, 0))).isGreaterThan(20_000);
        assertThat(recoveries).isPositive();
        assertThat(laterGenerations).isPositive();
        assertThat(lateNames).as("late grants do land").isPositive();
    }

    @Test
    void explore_findsOneWriterAtMost_whenAnExecutionDiesAndAnotherTakesOver() {
        assertThat(explore(new Budget(0, 1, 1))).isGreaterThan(4_000);
        assertThat(recoveries).isPositive();
        assertThat(afterTakeover).isPositive();
    }

    @Test
    void explore_findsOneWriterAtMost_whenBothExecutionsDieAndOneIsRedriven() {
        assertThat(explore(new Budget(0, 2, 1))).isGreaterThan(40_000);
        assertThat(recoveries).isPositive();
        assertThat(afterTakeover).isPositive();
    }

    @Test
    void explore_findsOneWriterAtMost_whenBothHappen() {
        assertThat(explore(new Budget(1, 1, 1))).isGreaterThan(100_000);
        assertThat(recoveries).isPositive();
        assertThat(laterGenerations).isPositive();
        assertThat(afterTakeover).isPositive();
        assertThat(lateNames).isPositive();
    }

    @Test
    @Tag("proof")
    void explore_findsOneWriterAtMost_whenTwoRequestsAreNotAnsweredAndAnExecutionDies() {
        assertThat(explore(new Budget(2, 1, 0))).isGreaterThan(100_000);
        assertThat(laterGenerations).isPositive();
        assertThat(afterTakeover).isPositive();
        assertThat(lateNames).isPositive();
    }
}
