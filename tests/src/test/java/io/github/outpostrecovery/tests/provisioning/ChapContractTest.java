package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.CHAP;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines that prove themselves over iSCSI, on arrays that keep that by machine; another kind refuses to plan it. */
class ChapContractTest {
    private static final String WITH_PROOFS = "io.github.outpostrecovery.tests.provisioning.Offer#withProofs";

    @ParameterizedTest
    @MethodSource(WITH_PROOFS)
    void chap_isAskedOfTheMachine_isKeptOnce_goesWithAnUndo_andIsNeverSaid(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        JsonNode before = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            Answer<ProvisioningPlan> answer = provisioning.plan(array.withChap(anywhere(array.boot)));
            assertThat(answer.toString()).doesNotContain(CHAP.secret().reveal());
            if (!(answer instanceof Answer.Answered<ProvisioningPlan>(ProvisioningPlan plan))) {
                assertThat(array.state()).isEqualTo(before);
                return;
            }
            ProvisioningOutcome outcome = provisioning.apply(plan);
            assertThat(outcome).isInstanceOf(ProvisioningOutcome.Provisioned.class);
            ChapAccount account = new ChapAccount(CHAP.user(), CHAP.secret().reveal());
            var unproven = array.logIn(array.name(1));
            if (!offer.vendor().equals("dell")) {
                // A PowerStore asks for a proof if its cluster does, whatever is kept for a name.
                assertThat(unproven).as("log-ins without a proof").isEmpty();
            }
            array.logOut(unproven);
            var sessions = array.logIn(array.name(1), Optional.of(account));
            assertThat(sessions).isNotEmpty();
            assertThat(ProvisionedArray.answered(provisioning.plan(array.withChap(anywhere(array.boot))))
                            .changes())
                    .isEmpty();
            array.logOut(sessions);
            // An HPE array lists a path for a while after it was logged in.
            array.agenda.advance(Duration.ofMinutes(2));
            UndoReport report = provisioning.undo(plan);
            assertThat(report.left()).isEmpty();
            assertThat(array.state()).isEqualTo(before);
            assertThat(outcome + " " + report + array.calls.calls())
                    .doesNotContain(CHAP.secret().reveal());
        }
    }
}
