package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.HOST;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.answered;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans and what they change, the same for every array. */
class ProvisioningContractTest {
    private static final String OFFERS = "io.github.outpostrecovery.tests.provisioning.Offer#all";
    private static final String WITH_NUMBERS = "io.github.outpostrecovery.tests.provisioning.Offer#withNumbers";

    @ParameterizedTest
    @MethodSource(OFFERS)
    void apply_letsANewMachineIn_andTellsWhereItIsShownItsVolumes(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        AccessRequest request = array.request(anywhere(array.boot), anywhere(array.data));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            int before = array.callsSoFar();
            ProvisioningPlan plan = answered(provisioning.plan(request));
            assertThat(array.writesSince(before)).as("writes of a plan").isEmpty();
            assertThat(plan.changes()).isNotEmpty();
            ProvisioningOutcome outcome = provisioning.apply(plan);
            assertThat(outcome).isInstanceOf(ProvisioningOutcome.Provisioned.class);
            assertThat(outcome.made()).isEqualTo(plan.changes());
            Map<VolumeName, LunId> luns = ((ProvisioningOutcome.Provisioned) outcome).luns();
            assertThat(luns).containsOnlyKeys(array.boot, array.data);
            assertThat(answered(provisioning.shown(array.name(1)))).isEqualTo(luns);
        }
        assertThat(array.logIn(array.name(1))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void plan_isEmpty_whenTheSameRunIsRepeated(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        AccessRequest request = array.request(anywhere(array.boot), anywhere(array.data));
        array.provision(request);
        JsonNode state = array.state();
        int before = array.callsSoFar();
        assertThat(array.provision(request).changes()).isEmpty();
        assertThat(array.writesSince(before)).isEmpty();
        assertThat(array.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource(WITH_NUMBERS)
    void apply_showsAVolumeWhereItIsAskedFor(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(at(array.boot, 17), anywhere(array.data)));
        assertThat(array.shown(array.name(1))).containsEntry(array.boot, new LunId(17));
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void plan_isRefused_whenTheNumberIsTakenByAnotherVolume(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        LunId taken = requireNonNull(array.shown(array.name(1)).get(array.boot));
        refused(array, array.request(at(array.data, taken.number())), array.data.value());
    }

    @ParameterizedTest
    @MethodSource(WITH_NUMBERS)
    void plan_isRefused_whenTheVolumeIsShownUnderAnotherNumber(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(at(array.boot, 17)));
        refused(array, array.request(at(array.boot, 18)), "17");
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void plan_isRefused_whenAVolumeIsNotThere(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        VolumeName unknown = new VolumeName(array.boot.value() + "-gone");
        refused(array, array.request(anywhere(array.boot), anywhere(unknown)), unknown.value());
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void plan_isRefused_whenTheNameIsSomebodyElses(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        AccessRequest stolen = array.request(array.resident(), HOST, OperatingSystem.LINUX, anywhere(array.boot));
        refused(array, stolen, array.resident().value());
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void plan_isRefused_whenTheHostIsForAnotherOperatingSystem(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(array.name(1), HOST, OperatingSystem.WINDOWS, anywhere(array.boot)));
        AccessRequest linux = array.request(array.name(1), HOST, OperatingSystem.LINUX, anywhere(array.boot));
        if (offer.keepsOperatingSystems()) {
            refused(array, linux, HOST);
        } else {
            assertThat(array.provision(linux).changes()).isEmpty();
        }
    }

    private static void refused(ProvisionedArray array, AccessRequest request, String named) {
        JsonNode state = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.plan(request)).isInstanceOfSatisfying(Answer.Unanswered.class, unanswered -> {
                ArrayFailure failure = unanswered.failure();
                assertThat(failure.kind()).isIn(ArrayFailure.Kind.REFUSED, ArrayFailure.Kind.NOT_FOUND);
                assertThat(failure.detail()).contains(named);
            });
        }
        assertThat(array.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void apply_isInDoubtAndSendsNothingMore_whenAnyChangeIsDoneAndAnsweredWith5xx(Offer offer) {
        inDoubt(offer, new RestFault.ErrorAfterApplying(503));
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void apply_isInDoubtAndSendsNothingMore_whenAnyChangeIsNotAnswered(Offer offer) {
        inDoubt(offer, new RestFault.AppliedNoAnswer(Duration.ofSeconds(20)));
        inDoubt(offer, new RestFault.LandsLate(Duration.ofSeconds(90), 2));
    }

    private static void inDoubt(Offer offer, RestFault fault) {
        int changes = 1;
        for (int number = 1; number <= changes; number++) {
            ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
            try (ArrayProvisioning provisioning = array.provisioning()) {
                ProvisioningPlan plan =
                        answered(provisioning.plan(array.request(anywhere(array.boot), anywhere(array.data))));
                changes = plan.changes().size();
                array.trouble(number, fault);
                int before = array.callsSoFar();
                ProvisioningOutcome outcome = provisioning.apply(plan);
                assertThat(outcome).as("trouble with change " + number).isInstanceOf(ProvisioningOutcome.InDoubt.class);
                assertThat(((ProvisioningOutcome.InDoubt) outcome).at())
                        .isEqualTo(plan.changes().get(number - 1));
                assertThat(outcome.made()).isEqualTo(plan.changes().subList(0, number - 1));
                assertThat(array.writesSince(before)).as("requests, each once").hasSize(number);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void holders_tellEveryObjectInWhichANameStands(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            var holders = answered(provisioning.holders(Set.of(array.name(1), array.resident(), array.name(9))));
            assertThat(holders).containsOnlyKeys(array.name(1), array.resident());
            assertThat(holders.get(array.name(1)))
                    .anyMatch(object -> object.name().equals(HOST));
            assertThat(answered(provisioning.ours())).contains(array.name(1), array.resident());
        }
    }
}
