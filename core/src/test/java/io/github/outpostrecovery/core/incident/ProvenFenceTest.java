package io.github.outpostrecovery.core.incident;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_2;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.initiator;
import static io.github.outpostrecovery.core.SampleSite.ledger;
import static io.github.outpostrecovery.core.SampleSite.plan;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static io.github.outpostrecovery.core.SampleSite.victim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.fence.HandMadeProof;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenFenceTest {
    private static InstanceLedger to(Transition transition) {
        return ((Transition.To) transition).next();
    }

    /** Two arrays, two volumes each, generation 2 given up: eight pairs have to be proved. */
    private static InstanceLedger burnt() {
        InstanceLedger ledger = to(ledger(ARRAY_1, ARRAY_2).open(E1, Trigger.ALARM, NOON));
        ledger = to(ledger.storePlan(
                FIRST_INCIDENT, E1, plan(ARRAY_1, ARRAY_2), successor(G2, TARGET_1, ARRAY_1, ARRAY_2)));
        return to(ledger.burn(FIRST_INCIDENT, E1, G2, BurnCause.TARGET, successor(G3, TARGET_2, ARRAY_1, ARRAY_2)));
    }

    private static List<FenceProof> allProofs() {
        List<FenceProof> proofs = new ArrayList<>();
        for (ArrayName array : List.of(ARRAY_1, ARRAY_2)) {
            for (VolumeName volume : List.of(BOOT, DATA)) {
                for (Generation generation : List.of(G1, G2)) {
                    proofs.add(HandMadeProof.of(array, volume, initiator(generation), generation, NOON));
                }
            }
        }
        return proofs;
    }

    private static Incident with(List<FenceProof> proofs) {
        return to(burnt().prove(FIRST_INCIDENT, E1, G3, proofs)).incident().orElseThrow();
    }

    @Test
    void of_isThere_whenEveryPairIsProved() {
        assertThat(ProvenFence.of(with(allProofs())))
                .hasValueSatisfying(fence -> assertThat(fence.generation()).isEqualTo(G3));
    }

    @Test
    void of_isEmpty_whenASinglePairIsNotProved() {
        for (int missing = 0; missing < allProofs().size(); missing++) {
            List<FenceProof> proofs = allProofs();
            FenceProof left = proofs.remove(missing);
            assertThat(ProvenFence.of(with(proofs))).as("without %s", left).isEmpty();
        }
    }

    @Test
    void of_isEmpty_whenAProofIsOfAnotherVolumeOrArrayOrName() {
        List<FenceProof> proofs = allProofs();
        proofs.removeFirst();
        proofs.add(HandMadeProof.of(ARRAY_1, new VolumeName("other"), initiator(G1), G1, NOON));
        proofs.add(HandMadeProof.of(new ArrayName("other"), BOOT, initiator(G1), G1, NOON));
        proofs.add(HandMadeProof.of(ARRAY_1, BOOT, initiator(G3), G3, NOON));
        assertThat(ProvenFence.of(with(proofs))).isEmpty();
    }

    @Test
    void of_isEmpty_whenThereIsNoPlan() {
        Incident opened =
                to(ledger(ARRAY_1).open(E1, Trigger.ALARM, NOON)).incident().orElseThrow();
        assertThat(ProvenFence.of(opened)).isEmpty();
    }

    @Test
    void of_isEmpty_afterABurn_untilTheBurntGenerationIsProvedToo() {
        InstanceLedger ledger = to(ledger(ARRAY_1).open(E1, Trigger.ALARM, NOON));
        ledger = to(ledger.storePlan(FIRST_INCIDENT, E1, plan(ARRAY_1), successor(G2, TARGET_1, ARRAY_1)));
        ledger = to(ledger.prove(
                FIRST_INCIDENT,
                E1,
                G2,
                List.of(
                        HandMadeProof.of(ARRAY_1, BOOT, initiator(G1), G1, NOON),
                        HandMadeProof.of(ARRAY_1, DATA, initiator(G1), G1, NOON))));
        assertThat(ProvenFence.of(ledger.incident().orElseThrow())).isPresent();
        ledger = to(ledger.burn(FIRST_INCIDENT, E1, G2, BurnCause.GRANT, successor(G3, TARGET_1, ARRAY_1)));
        assertThat(ProvenFence.of(ledger.incident().orElseThrow())).isEmpty();
    }

    @Test
    void of_isEmpty_whenTheBooksKnowNoNameOfTheVictimOnAnArray() {
        // Nothing to prove is no proof.
        InstanceLedger nameless = InstanceLedger.of(WEB, victim());
        nameless = to(nameless.open(E1, Trigger.ALARM, NOON));
        nameless = to(nameless.storePlan(FIRST_INCIDENT, E1, plan(ARRAY_1), successor(G2, TARGET_1, ARRAY_1)));
        assertThat(ProvenFence.of(nameless.incident().orElseThrow())).isEmpty();
    }

    @Test
    void launchOrder_isRefused_whenTheFenceWasProvedForAnotherGeneration() {
        ProvenFence forThird = ProvenFence.of(with(allProofs())).orElseThrow();
        Incident third = with(allProofs());
        LaunchOrder order = LaunchOrder.of(third, forThird);
        assertThat(order.generation()).isEqualTo(G3);
        assertThat(order.target()).isEqualTo(TARGET_2);
        assertThat(order.initiators()).containsExactly(initiator(G3));
        assertThat(order.token()).isEqualTo(ClientToken.of(WEB, G3));
        InstanceLedger ledger = to(burnt().prove(FIRST_INCIDENT, E1, G3, allProofs()));
        Incident fourth = to(ledger.burn(
                        FIRST_INCIDENT, E1, G3, BurnCause.TARGET, successor(G3.next(), TARGET_1, ARRAY_1, ARRAY_2)))
                .incident()
                .orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> LaunchOrder.of(fourth, forThird));
    }
}
