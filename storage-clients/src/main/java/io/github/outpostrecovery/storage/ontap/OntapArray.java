package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayCapabilities.PathActivity;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Optional;
import java.util.Set;

/**
 * One SVM of an ONTAP cluster, over one protocol. ONTAP lists log-ins and counts writes, so it can prove all that the port
 * asks for.
 */
public final class OntapArray implements StorageArray {
    private final OntapRest rest;
    private final OntapProtocol protocol;
    private final OntapSettings settings;

    OntapArray(OntapRest rest, Protocol protocol, OntapSettings settings) {
        this.rest = requireNonNull(rest, "rest is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.protocol = switch (protocol) {
            case ISCSI -> new OntapIscsi(rest);
            case NVME_TCP -> new OntapNvme(rest);
        };
    }

    @Override
    public ArrayName name() {
        return rest.array();
    }

    @Override
    public ArrayCapabilities capabilities() {
        return new ArrayCapabilities(
                SessionListing.INDEPENDENT,
                PathActivity.NOT_OFFERED,
                Optional.of(settings.sampleInterval()),
                settings.settleTime(),
                protocol.loginDenial());
    }

    @Override
    public Answer<AccessReport> access(Set<VolumeName> volumes) {
        return protocol.access(volumes);
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return protocol.sessions(initiators);
    }

    /** ONTAP lists its log-ins instead. */
    @Override
    public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
        return new Answer.NotOffered<>();
    }

    @Override
    public Answer<ActivityReport> activity(Set<VolumeName> volumes) {
        return new OntapVolumes(rest, protocol.volumes()).activity(volumes);
    }

    @Override
    public Answer<PortalReport> portals(Set<VolumeName> volumes) {
        return protocol.portals(volumes);
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
        return protocol.route(victim, volumes);
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        return protocol.revoke(order);
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        return protocol.grant(order);
    }

    /** ONTAP knows no log-in of its management API, so there is none to log out of. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "ONTAP " + rest.array() + ", SVM " + rest.svm();
    }
}
