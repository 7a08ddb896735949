package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.HOST;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.NEW;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.answered;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generations that were let in by an object of their own and then fenced: what a grant by a move has made for them is cleared
 * away with their names.
 */
class BurntGenerationContractTest {
    /** The arrays on which an initiator stands in one host, which a grant by a move makes. */
    private static final String OFFERS = "io.github.outpostrecovery.tests.provisioning.HostGroupContractTest#offers";

    /** Requests of a grant by a move of one volume, on every array at most. */
    private static final int MOST_REQUESTS = 4;

    /** A host that two names are in, where the array allows it: so a successor of one gets a host of its own. */
    private static ProvisionedArray shared(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            var second = array.request(array.name(8), HOST, OperatingSystem.LINUX, anywhere(array.boot));
            if (provisioning.plan(second) instanceof Answer.Answered<?>) {
                array.provision(second);
            }
        }
        return array;
    }

    private static GrantRoute route(ProvisionedArray array, Initiator victim) {
        try (StorageArray opened = array.open()) {
            return answered(opened.route(victim, Set.of(array.boot)));
        }
    }

    private static GrantOutcome grant(ProvisionedArray array, GrantRoute route, int generation) {
        try (StorageArray opened = array.open()) {
            return opened.grant(
                    new GrantOrder(NEW, new Generation(generation), array.name(generation), route, Optional.empty()));
        }
    }

    private static void retired(ProvisionedArray array, Initiator dead) {
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(dead))
                    .isInstanceOfAny(RetireOutcome.Retired.class, RetireOutcome.NotThere.class);
            assertThat(provisioning.retire(dead)).isInstanceOf(RetireOutcome.NotThere.class);
            assertThat(answered(provisioning.ours())).doesNotContain(dead);
        }
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_clearsWhatAGrantHasMade_onceItsNameIsFenced(Offer offer) {
        ProvisionedArray array = shared(offer);
        GrantRoute route = route(array, array.name(1));
        assertThat(route.legs())
                .hasOnlyElementsOfType(array.keepsItsPlace() ? GrantRoute.Swap.class : GrantRoute.Move.class);
        JsonNode before = array.state();
        assertThat(grant(array, route, 2)).isInstanceOf(GrantOutcome.Clean.class);
        array.revoke(array.name(2));
        retired(array, array.name(2));
        assertThat(ProvisionedArray.comparable(array.state())).isEqualTo(ProvisionedArray.comparable(before));
    }

    /** One request after the other of the grant is done and answered badly. */
    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_clearsWhatABurntGrantHasMade(Offer offer) {
        for (int number = 1; number <= MOST_REQUESTS; number++) {
            ProvisionedArray array = shared(offer);
            GrantRoute route = route(array, array.name(1));
            JsonNode before = array.state();
            array.trouble(number, new RestFault.ErrorAfterApplying(503));
            GrantOutcome outcome = grant(array, route, 2);
            array.noTrouble();
            array.revoke(array.name(2));
            retired(array, array.name(2));
            assertThat(ProvisionedArray.comparable(array.state()))
                    .as("after trouble with request " + number + ": " + outcome)
                    .isEqualTo(ProvisionedArray.comparable(before));
        }
    }

    /** A host that was made for one generation and that the next one has taken over is the next one's. */
    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_leavesTheSuccessorAlone(Offer offer) {
        ProvisionedArray array = shared(offer);
        assertThat(grant(array, route(array, array.name(1)), 2)).isInstanceOf(GrantOutcome.Clean.class);
        GrantRoute next = route(array, array.name(2));
        array.revoke(array.name(2));
        assertThat(grant(array, next, 3)).isInstanceOf(GrantOutcome.Clean.class);
        var shown = array.shown(array.name(3));
        assertThat(shown).containsOnlyKeys(array.boot);
        retired(array, array.name(2));
        assertThat(array.shown(array.name(3))).isEqualTo(shown);
    }
}
