package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ChangeOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoRun;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of provisioning differs between LUNs and namespaces; as in {@code storage.provisioning.ArrayProvisioning}. */
interface OntapAdmission {
    Answer<ProvisioningPlan> plan(AccessRequest request);

    /** Sends the request of one change, once. */
    ChangeOutcome send(AccessRequest request, Change change);

    Answer<Map<VolumeName, LunId>> shown(Initiator initiator);

    Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators);

    Answer<List<Initiator>> ours();

    Answer<SessionReport> sessions(Set<Initiator> initiators);

    RetireOutcome retire(Initiator dead);

    /** Takes one change back. */
    UndoRun.Step undo(AccessRequest request, Change change);
}
