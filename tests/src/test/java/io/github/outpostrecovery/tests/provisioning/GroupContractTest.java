package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.answered;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines that are let in through a host group or host set. */
class GroupContractTest {
    private static final String WITH_GROUPS = "io.github.outpostrecovery.tests.provisioning.Offer#withGroups";

    @ParameterizedTest
    @MethodSource(WITH_GROUPS)
    void group_isMade_showsTheVolumes_andGoesWithAnUndo(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        JsonNode before = array.state();
        AccessRequest request = array.in("rack-7", anywhere(array.boot), anywhere(array.data));
        ProvisioningPlan plan = array.provision(request);
        assertThat(plan.changes().toString()).contains("rack-7");
        assertThat(array.shown(array.name(1))).containsOnlyKeys(array.boot, array.data);
        assertThat(array.provision(request).changes()).isEmpty();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.undo(plan).left()).isEmpty();
        }
        assertThat(array.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource(WITH_GROUPS)
    void group_goesWithAnUndo_afterADoubtAtAnyChange(Offer offer) {
        int changes = 1;
        for (int number = 1; number <= changes; number++) {
            ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
            JsonNode before = array.state();
            try (ArrayProvisioning provisioning = array.provisioning()) {
                ProvisioningPlan plan = answered(provisioning.plan(array.in("rack-7", anywhere(array.boot))));
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
}
