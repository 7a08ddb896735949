package io.github.outpostrecovery.tests.provisioning;

import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.HOST;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.answered;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.anywhere;
import static io.github.outpostrecovery.tests.provisioning.ProvisionedArray.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Volumes that are shown to a host group or a host set, on the arrays that have them. */
class HostGroupContractTest {
    private static final String GROUP = "new-group";
    private static final String SECOND_HOST = "new-02";

    static List<Offer> offers() {
        return Offer.all().stream()
                .filter(offer -> offer.vendor().equals("dell") || offer.vendor().equals("hpe"))
                .toList();
    }

    static List<Offer> withNumbers() {
        return offers().stream()
                .filter(offer -> offer.protocol() == Protocol.ISCSI)
                .toList();
    }

    private static AccessRequest request(Initiator initiator, String host, RequestedVolume... volumes) {
        return new AccessRequest(
                initiator, host, Optional.of(GROUP), List.of(volumes), OperatingSystem.LINUX, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("offers")
    void apply_makesTheGroupWithTheHost_andShowsTheVolumesToIt(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        JsonNode before = array.state();
        ProvisioningPlan plan =
                array.provision(request(array.name(1), HOST, anywhere(array.boot), anywhere(array.data)));
        assertThat(plan.changes())
                .hasExactlyElementsOfTypes(
                        Change.CreateHost.class, Change.CreateGroup.class, Change.Export.class, Change.Export.class);
        assertThat(array.shown(array.name(1))).containsOnlyKeys(array.boot, array.data);
        assertThat(array.provision(plan.request()).changes()).as("repeated").isEmpty();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.undo(plan).left()).isEmpty();
        }
        assertThat(array.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("offers")
    void apply_joinsAGroupThatIsThere_andTellsWhatComesWithIt(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(request(array.name(1), HOST, anywhere(array.boot)));
        JsonNode before = array.state();
        ProvisioningPlan plan = array.provision(request(array.name(2), SECOND_HOST, anywhere(array.data)));
        assertThat(plan.changes())
                .filteredOn(Change.JoinGroup.class::isInstance)
                .singleElement()
                .satisfies(join -> assertThat(join.line()).contains(GROUP, array.boot.value()));
        assertThat(array.shown(array.name(2))).containsOnlyKeys(array.boot, array.data);
        try (ArrayProvisioning provisioning = array.provisioning()) {
            UndoReport report = provisioning.undo(plan);
            assertThat(report.left())
                    .as("the export to the group, which the first host is in")
                    .hasSize(1);
            assertThat(report.left().getFirst()).contains(array.data.value(), HOST);
            assertThat(report.undone()).hasSize(2);
        }
        assertThat(array.shown(array.name(1))).containsOnlyKeys(array.boot, array.data);
        assertThat(array.shown(array.name(2))).isEmpty();
        assertThat(array.state()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("offers")
    void undo_keepsTheGroupAndItsHost_whenAnotherHostIsInIt(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        ProvisioningPlan first = array.provision(request(array.name(1), HOST, anywhere(array.boot)));
        array.provision(request(array.name(2), SECOND_HOST, anywhere(array.boot)));
        JsonNode before = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            UndoReport report = provisioning.undo(first);
            assertThat(report.undone()).isEmpty();
            assertThat(report.left()).hasSize(3);
        }
        assertThat(array.state()).isEqualTo(before);
    }

    /** Each change in turn is done and answered badly: nothing more is sent, and the undo finds everything. */
    @ParameterizedTest
    @MethodSource("offers")
    void undo_leavesTheArrayAsItWas_afterADoubt(Offer offer) {
        int changes = 1;
        for (int number = 1; number <= changes; number++) {
            ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
            JsonNode before = array.state();
            try (ArrayProvisioning provisioning = array.provisioning()) {
                ProvisioningPlan plan = answered(provisioning.plan(request(array.name(1), HOST, anywhere(array.boot))));
                changes = plan.changes().size();
                array.trouble(number, new RestFault.ErrorAfterApplying(503));
                int calls = array.callsSoFar();
                assertThat(provisioning.apply(plan))
                        .isInstanceOfSatisfying(ProvisioningOutcome.InDoubt.class, doubt -> {
                            array.noTrouble();
                            List<Change> done = new ArrayList<>(doubt.made());
                            done.add(doubt.at());
                            assertThat(provisioning
                                            .undo(new ProvisioningPlan(plan.request(), done))
                                            .left())
                                    .isEmpty();
                        });
                assertThat(array.callsSoFar()).isGreaterThan(calls);
            }
            assertThat(array.state()).as("after trouble with change " + number).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("withNumbers")
    void plan_isRefused_whenTheNumberIsTakenForTheGroup(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(request(array.name(1), HOST, at(array.boot, 9)));
        refused(array, request(array.name(2), SECOND_HOST, at(array.data, 9)), array.data.value());
        refused(array, request(array.name(2), SECOND_HOST, at(array.boot, 10)), "9");
    }

    /** A host that another one's fence has emptied still has its volumes: who is added to it reaches them. */
    @ParameterizedTest
    @MethodSource("withNumbers")
    void plan_tellsWhatAHostBringsAlong(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        array.revoke(array.name(1));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            ProvisioningPlan plan = answered(
                    provisioning.plan(array.request(array.name(2), HOST, OperatingSystem.LINUX, anywhere(array.data))));
            assertThat(plan.changes().getFirst())
                    .isInstanceOfSatisfying(
                            Change.AddInitiator.class,
                            add -> assertThat(add.line()).contains(array.boot.value()));
        }
    }

    /** A host over NVMe/TCP has one NQN on HPE arrays; elsewhere, and over iSCSI, it may have several. */
    @ParameterizedTest
    @MethodSource("offers")
    void plan_ofASecondNameInAHost_isRefusedOnlyWhereAHostHasOneName(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(array.request(anywhere(array.boot)));
        AccessRequest second = array.request(array.name(2), HOST, OperatingSystem.LINUX, anywhere(array.boot));
        if (offer.vendor().equals("hpe") && offer.protocol() == Protocol.NVME_TCP) {
            refused(array, second, array.name(1).value());
            return;
        }
        ProvisioningPlan plan = array.provision(second);
        assertThat(plan.changes().getFirst().line()).contains(array.name(1).value());
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.undo(plan).left()).isEmpty();
        }
        assertThat(array.shown(array.name(1))).containsOnlyKeys(array.boot);
        assertThat(array.shown(array.name(2))).isEmpty();
    }

    /** The name comes to the array between the plan and its run, by a request that landed late. */
    @ParameterizedTest
    @MethodSource("offers")
    void apply_isInDoubtAndSendsNothing_whenTheNameHasComeMeanwhile(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        try (ArrayProvisioning provisioning = array.provisioning()) {
            ProvisioningPlan plan = answered(provisioning.plan(array.request(anywhere(array.boot))));
            array.provision(array.request(array.name(1), "elsewhere", OperatingSystem.LINUX, anywhere(array.data)));
            int before = array.callsSoFar();
            assertThat(provisioning.apply(plan)).isInstanceOf(ProvisioningOutcome.InDoubt.class);
            assertThat(array.writesSince(before)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("offers")
    void apply_isRefusedAndSendsNothing_whenTheArrayHasChangedSinceThePlan(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        try (ArrayProvisioning provisioning = array.provisioning()) {
            ProvisioningPlan plan = answered(provisioning.plan(array.request(anywhere(array.boot))));
            array.provision(array.request(array.name(2), "elsewhere", OperatingSystem.LINUX, anywhere(array.boot)));
            int before = array.callsSoFar();
            assertThat(provisioning.apply(plan)).isInstanceOf(ProvisioningOutcome.Refused.class);
            assertThat(array.writesSince(before)).isEmpty();
        }
    }

    /** The group's mappings are the group's: the host of a dead name leaves it, and the others keep what they see. */
    @ParameterizedTest
    @MethodSource("offers")
    void retire_ofAHostInAGroup_isRefusedWhileTheGroupIsShownSomething(Offer offer) {
        ProvisionedArray array = ProvisionedArray.withFreeVolumes(offer);
        array.provision(request(array.name(1), HOST, anywhere(array.boot)));
        array.provision(request(array.name(2), SECOND_HOST, anywhere(array.boot)));
        LunId lun = requireNonNull(array.shown(array.name(2)).get(array.boot));
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.retire(array.name(1))).isInstanceOf(RetireOutcome.StillInUse.class);
            array.revoke(array.name(1));
            assertThat(provisioning.retire(array.name(1))).isNotInstanceOf(RetireOutcome.StillInUse.class);
            assertThat(provisioning.retire(array.name(1))).isInstanceOf(RetireOutcome.NotThere.class);
        }
        assertThat(array.shown(array.name(2))).containsEntry(array.boot, lun);
    }

    private static void refused(ProvisionedArray array, AccessRequest request, String named) {
        JsonNode state = array.state();
        try (ArrayProvisioning provisioning = array.provisioning()) {
            assertThat(provisioning.plan(request))
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            unanswered ->
                                    assertThat(unanswered.failure().detail()).contains(named));
        }
        assertThat(array.state()).isEqualTo(state);
    }
}
