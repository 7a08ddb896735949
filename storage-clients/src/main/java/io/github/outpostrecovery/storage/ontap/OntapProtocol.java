package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Set;

/** What of the port differs between LUNs and namespaces; as in {@code core.array.StorageArray}. */
interface OntapProtocol {
    /** The collection that the volumes are in. */
    String volumes();

    /** Whether a name can be kept from logging in. */
    LoginDenial loginDenial();

    Answer<AccessReport> access(Set<VolumeName> volumes);

    Answer<SessionReport> sessions(Set<Initiator> initiators);

    Answer<PortalReport> portals(Set<VolumeName> volumes);

    Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes);

    RevokeReport revoke(RevokeOrder order);

    GrantOutcome grant(GrantOrder order);
}
