package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.PlanRun;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import io.github.outpostrecovery.storage.provisioning.UndoRun;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Igroups with LUNs, or subsystems with namespaces, of one SVM. An igroup or a subsystem takes the place of the host; there are
 * no groups beside it.
 */
public final class OntapProvisioning implements ArrayProvisioning {
    private final OntapRest rest;
    private final Protocol protocol;
    private final OntapAdmission admission;

    OntapProvisioning(OntapRest rest, Protocol protocol) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.admission = switch (protocol) {
            case ISCSI -> new IscsiAdmission(rest);
            case NVME_TCP -> new NvmeAdmission(rest);
        };
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return request.group().isPresent()
                ? ProvisioningPlan.refused("ONTAP has no host groups: leave out "
                        + request.group().get() + ", and name the igroup or subsystem as the host")
                : admission.plan(request);
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        return new PlanRun(plan, rest.settings())
                .run(
                        change -> admission.send(plan.request(), change),
                        () -> admission.shown(plan.request().initiator()));
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        return admission.shown(initiator);
    }

    /** Over NVMe: a subsystem that a plan makes gets its NQN from ONTAP. */
    @Override
    public Answer<List<String>> targets(Initiator initiator) {
        return switch (protocol) {
            case ISCSI -> new Answer.NotOffered<>();
            case NVME_TCP -> new OntapTargets(rest).targetsOf(initiator);
        };
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return admission.holders(initiators);
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return admission.ours();
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        return admission.retire(dead);
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        return new UndoRun(plan)
                .run(
                        admission.sessions(Set.of(plan.request().initiator())),
                        change -> admission.undo(plan.request(), change));
    }

    /** ONTAP knows no log-in of its management API, so there is none to log out of. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "provisioning of ONTAP " + rest.array();
    }
}
