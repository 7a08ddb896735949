package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.HOST;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.answered;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine proves itself with, on the arrays that keep it with a host or with a name in a host. */
class HostChapTest {
    private static final String SECRET = "sesame-opens-01";
    private static final String ARRAYS_SECRET = "and-so-do-i-02";
    private static final ChapCredentials CHAP = new ChapCredentials(
            "new-user",
            new Secret(SECRET),
            Optional.of(new ChapCredentials.Mutual("array-user", new Secret(ARRAYS_SECRET))));

    static List<Offer> offers() {
        return HostGroupContractTest.offers().stream()
                .filter(offer -> offer.protocol() == Protocol.ISCSI)
                .toList();
    }

    static List<Offer> withoutAccounts() {
        return HostGroupContractTest.offers().stream()
                .filter(offer -> offer.protocol() == Protocol.NVME_TCP)
                .toList();
    }

    private static AccessRequest request(ProvisionedArray array, int generation, ChapCredentials chap) {
        return new AccessRequest(
                array.name(generation),
                HOST,
                Optional.empty(),
                List.of(anywhere(array.boot)),
                OperatingSystem.LINUX,
                Optional.of(chap));
    }

    @ParameterizedTest
    @MethodSource("offers")
    void apply_keepsTheAccount_andUndoTakesItAway(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        JsonNode before = array.state();
        ProvisioningPlan plan = array.provision(request(array, 1, CHAP));
        assertThat(plan.changes()).anyMatch(change -> change.line().contains("new-user"));
        assertThat(plan.toString()).doesNotContain(SECRET, ARRAYS_SECRET);
        assertThat(array.provision(plan.request()).changes()).as("repeated").isEmpty();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.undo(plan).left()).isEmpty();
        }
        assertThat(array.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("offers")
    void plan_isRefused_whenAnotherAccountIsKept(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(request(array, 1, CHAP));
        refused(
                array,
                request(array, 1, new ChapCredentials("somebody", new Secret(SECRET), CHAP.mutual())),
                "somebody");
        refused(array, array.request(anywhere(array.boot)), "new-user");
    }

    @ParameterizedTest
    @MethodSource("offers")
    void plan_isRefused_whenTheSecretIsTooShort(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        refused(
                array,
                request(array, 1, new ChapCredentials("new-user", new Secret("short"), Optional.empty())),
                "characters");
    }

    @ParameterizedTest
    @MethodSource("withoutAccounts")
    void plan_isRefused_overNvme(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        refused(array, request(array, 1, CHAP), "CHAP");
    }

    /** Whatever goes wrong with whichever request, no secret is in what is said about it, and the undo finds everything. */
    @ParameterizedTest
    @MethodSource("offers")
    void undo_leavesTheArrayAsItWas_afterADoubt(Offer offer) {
        int requests = 4;
        for (int number = 1; number <= requests; number++) {
            ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
            JsonNode before = array.state();
            try (ArrayProvisioning provisioning = array.provisioning()) {
                ProvisioningPlan plan = answered(provisioning.plan(request(array, 1, CHAP)));
                array.trouble(number, new RestFault.ErrorAfterApplying(503));
                ProvisioningOutcome outcome = provisioning.apply(plan);
                array.noTrouble();
                assertThat(outcome.toString()).doesNotContain(SECRET, ARRAYS_SECRET);
                List<Change> done = new ArrayList<>(outcome.made());
                if (outcome instanceof ProvisioningOutcome.InDoubt doubt) {
                    done.add(doubt.at());
                }
                assertThat(provisioning
                                .undo(new ProvisioningPlan(plan.request(), done))
                                .left())
                        .isEmpty();
            }
            assertThat(array.state()).as("after trouble with request " + number).isEqualTo(before);
        }
    }

    private static void refused(ProvisionedArray array, AccessRequest request, String named) {
        JsonNode state = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.plan(request))
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            unanswered -> assertThat(unanswered.failure().detail())
                                    .contains(named)
                                    .doesNotContain(SECRET, ARRAYS_SECRET));
        }
        assertThat(array.state()).isEqualTo(state);
    }
}
