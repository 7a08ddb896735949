package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Taking the names of dead machines off an array. */
class RetireContractTest {
    private static final String OFFERS = "io.github.outpostrecovery.tests.provisioning.Offer#all";

    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_isRefused_whileTheNameReachesAVolume(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot), anywhere(array.data)));
        JsonNode state = array.state();
        int before = array.callsSoFar();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(array.name(1)))
                    .isInstanceOfSatisfying(
                            RetireOutcome.StillInUse.class,
                            inUse -> assertThat(inUse.why()).containsAnyOf(array.boot.value(), array.data.value()));
        }
        assertThat(array.writesSince(before)).isEmpty();
        assertThat(array.state()).isEqualTo(state);
    }

    /** As after a recovery: the fence has taken the volumes, and a name and a host that nobody needs have stayed. */
    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_leavesNothingOfTheName_afterARevoke(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        array.revoke(array.name(1));
        Initiator dead = array.name(1);
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(dead))
                    .isInstanceOfAny(RetireOutcome.Retired.class, RetireOutcome.NotThere.class);
            assertThat(ProvisionedArray.answered(provisioning.holders(Set.of(dead))))
                    .isEmpty();
            assertThat(ProvisionedArray.answered(provisioning.ours())).doesNotContain(dead);
            int before = array.callsSoFar();
            assertThat(provisioning.retire(dead)).isInstanceOf(RetireOutcome.NotThere.class);
            assertThat(array.writesSince(before)).isEmpty();
        }
        assertThat(array.state().toString()).doesNotContain(dead.value());
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_isNotThere_whenNobodyKnowsTheName(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        JsonNode state = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(array.name(9))).isInstanceOf(RetireOutcome.NotThere.class);
        }
        assertThat(array.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_isRefused_ofTheMachineThatLivesThere(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        List<String> sessions = array.logIn(array.resident());
        assertThat(sessions).isNotEmpty();
        JsonNode state = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(array.resident())).isInstanceOf(RetireOutcome.StillInUse.class);
        }
        assertThat(array.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_fails_whenTheArrayCannotBeRead(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        JsonNode state = array.state();
        array.silence();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(array.name(1))).isInstanceOf(RetireOutcome.Failed.class);
        }
        assertThat(array.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void retire_canBeRepeated_whenItsRequestWasNotAnswered(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(array.name(1), "new-01", OperatingSystem.LINUX, anywhere(array.boot)));
        array.detach();
        array.trouble(1, new RestFault.ErrorAfterApplying(503));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(array.name(1)))
                    .isInstanceOfAny(RetireOutcome.Failed.class, RetireOutcome.NotThere.class);
            array.noTrouble();
            assertThat(provisioning.retire(array.name(1)))
                    .isInstanceOfAny(RetireOutcome.Retired.class, RetireOutcome.NotThere.class);
            assertThat(provisioning.retire(array.name(1))).isInstanceOf(RetireOutcome.NotThere.class);
        }
        assertThat(array.state().toString()).doesNotContain(array.name(1).value());
    }
}
