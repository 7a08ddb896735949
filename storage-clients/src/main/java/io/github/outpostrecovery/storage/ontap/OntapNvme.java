package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.NvmeAccess.NamespaceMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Namespaces and subsystems, over TCP. */
final class OntapNvme implements OntapProtocol {
    private final OntapRest rest;
    private final NvmeAccess access;

    OntapNvme(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = new NvmeAccess(rest);
    }

    /** A subsystem refuses whom it does not list. */
    @Override
    public LoginDenial loginDenial() {
        return LoginDenial.OFFERED;
    }

    @Override
    public String volumes() {
        return OntapVolumes.NAMESPACES;
    }

    @Override
    public Answer<AccessReport> access(Set<VolumeName> volumes) {
        return access.report(volumes);
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return new OntapSessions(rest).nvme(initiators);
    }

    @Override
    public Answer<PortalReport> portals(Set<VolumeName> volumes) {
        return new OntapPortals(rest).nvme(volumes);
    }

    /**
     * Always the victim's place in its subsystem: a namespace is mapped to one subsystem at a time, so an own one for the
     * successor would take the namespace away from every other host; and to take one host out and let another in disturbs
     * none of them.
     */
    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
        return access.maps(volumes, rest.newQuestion()).flatMap(maps -> route(victim, volumes, maps));
    }

    private static Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes, List<NamespaceMap> maps) {
        Map<String, Leg> legs = new TreeMap<>();
        List<VolumeName> unreached = new ArrayList<>(volumes);
        for (NamespaceMap map : maps) {
            if (map.hosts().containsKey(victim)) {
                unreached.remove(map.volume());
                Map<VolumeName, LunId> reached = new HashMap<>(Map.of(map.volume(), map.nsid()));
                legs.merge(
                        map.subsystem().name() + " " + map.subsystem().id(),
                        new Swap(map.subsystem(), reached),
                        (one, other) -> {
                            reached.putAll(one.volumes());
                            return new Swap(map.subsystem(), reached);
                        });
            }
        }
        return unreached.isEmpty()
                ? Answer.of(new GrantRoute(List.copyOf(legs.values())))
                : Answer.unanswered(new ArrayFailure(
                        Kind.NOT_FOUND, "", "no subsystem with host " + victim + " has " + unreached.getFirst()));
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        return new NvmeFence(rest, access).revoke(order);
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        return new NvmeGrant(rest).grant(order);
    }
}
