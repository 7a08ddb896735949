package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

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

/** LUNs and igroups. */
final class OntapIscsi implements OntapProtocol {
    private final OntapRest rest;
    private final IscsiAccess access;

    OntapIscsi(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = new IscsiAccess(rest);
    }

    /** By a credentials record of type deny. */
    @Override
    public LoginDenial loginDenial() {
        return LoginDenial.OFFERED;
    }

    @Override
    public String volumes() {
        return OntapVolumes.LUNS;
    }

    @Override
    public Answer<AccessReport> access(Set<VolumeName> volumes) {
        return access.report(volumes);
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return new OntapSessions(rest).iscsi(initiators);
    }

    @Override
    public Answer<PortalReport> portals(Set<VolumeName> volumes) {
        return new OntapPortals(rest).iscsi(volumes);
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
        return access.view(volumes, rest.newQuestion()).flatMap(view -> IscsiRoutes.route(view, victim, volumes));
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        return new IscsiFence(rest, access).revoke(order);
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        return new IscsiGrant(rest, access).grant(order);
    }
}
