package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.answered;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Taking back what a run has made. */
class UndoContractTest {
    private static final String OFFERS = "io.github.outpostrecovery.tests.provisioning.Offer#all";

    @ParameterizedTest
    @MethodSource(OFFERS)
    void undo_leavesTheArrayAsItWas_andMayBeRepeated(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        JsonNode before = array.state();
        ProvisioningPlan plan = array.provision(array.request(anywhere(array.boot), anywhere(array.data)));
        assertThat(array.state()).isNotEqualTo(before);
        try (ArrayProvisioning provisioning = array.provisioning()) {
            UndoReport report = provisioning.undo(plan);
            assertThat(report.left()).isEmpty();
            assertThat(report.undone()).hasSameSizeAs(plan.changes());
            assertThat(array.state()).isEqualTo(before);
            int calls = array.callsSoFar();
            assertThat(provisioning.undo(plan).left()).isEmpty();
            assertThat(array.writesSince(calls)).as("writes of the repetition").isEmpty();
        }
        assertThat(array.state()).isEqualTo(before);
    }

    /** A run that stopped halfway: what was made, and what is in doubt. */
    @ParameterizedTest
    @MethodSource(OFFERS)
    void undo_leavesTheArrayAsItWas_afterADoubt(Offer offer) {
        int changes = 1;
        for (int number = 1; number <= changes; number++) {
            ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
            JsonNode before = array.state();
            try (ArrayProvisioning provisioning = array.provisioning()) {
                ProvisioningPlan plan =
                        answered(provisioning.plan(array.request(anywhere(array.boot), anywhere(array.data))));
                changes = plan.changes().size();
                array.trouble(number, new RestFault.ErrorAfterApplying(503));
                ProvisioningOutcome outcome = provisioning.apply(plan);
                assertThat(outcome).isInstanceOf(ProvisioningOutcome.InDoubt.class);
                array.noTrouble();
                List<ProvisioningPlan.Change> done = new ArrayList<>(outcome.made());
                done.add(((ProvisioningOutcome.InDoubt) outcome).at());
                assertThat(provisioning
                                .undo(new ProvisioningPlan(plan.request(), done))
                                .left())
                        .as("left after trouble with change " + number)
                        .isEmpty();
            }
            assertThat(array.state()).as("after trouble with change " + number).isEqualTo(before);
        }
    }

    /** The second machine's own volume, or the name that came in later, keeps what both need. */
    @ParameterizedTest
    @MethodSource(OFFERS)
    void undo_touchesNobodyElse_whenTheHostServesSomethingMoreByNow(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        ProvisioningPlan first = array.provision(array.request(anywhere(array.boot)));
        array.provision(array.request(anywhere(array.boot), anywhere(array.data)));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            UndoReport report = provisioning.undo(first);
            assertThat(report.left()).as("what is still needed").isNotEmpty();
            assertThat(answered(provisioning.shown(array.name(1)))).containsKey(array.data);
        }
        assertThat(array.shown(array.resident()))
                .containsKey(new VolumeName(array.simulated.volumes().getFirst().name()));
    }

    @ParameterizedTest
    @MethodSource(OFFERS)
    void undo_changesNothing_whileTheMachineIsLoggedIn(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        ProvisioningPlan plan = array.provision(array.request(anywhere(array.boot)));
        List<String> sessions = array.logIn(array.name(1));
        assertThat(sessions).isNotEmpty();
        JsonNode state = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            UndoReport report = provisioning.undo(plan);
            assertThat(report.undone()).isEmpty();
            assertThat(report.left()).hasSameSizeAs(plan.changes());
            assertThat(array.state()).isEqualTo(state);
        }
    }

    /** The resident's machine keeps its volume when a newcomer who was let in to the same host goes again. */
    @ParameterizedTest
    @MethodSource(OFFERS)
    void undo_leavesAnEarlierPlansWorkAlone(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        JsonNode before = array.state();
        AccessRequest second =
                array.request(array.name(1), ProvisionedArray.HOST, OperatingSystem.LINUX, anywhere(array.data));
        ProvisioningPlan plan = array.provision(second);
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.undo(plan).left()).isEmpty();
            assertThat(answered(provisioning.shown(array.name(1)))).containsOnlyKeys(array.boot);
        }
        assertThat(ProvisionedArray.comparable(array.state())).isEqualTo(ProvisionedArray.comparable(before));
    }
}
