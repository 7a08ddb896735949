package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
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
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One Alletra MP, Primera or 3PAR, over one protocol. It lists who is logged in only while something is exported to them,
 * and counts no I/O that could be used here, so what drains a fence is the settle time.
 *
 * <p>Holds one session key, from the first question until it is closed; its requests are sent one after the other. Only for
 * taking many exports away it borrows further keys, those that are free, and gives them back when that is done.
 */
public final class AlletraArray implements StorageArray {
    private final Wsapi wsapi;
    private final Listings listings;
    private final AlletraPorts ports;
    private final Protocol protocol;
    private final AlletraSettings settings;

    AlletraArray(Wsapi wsapi, Protocol protocol, AlletraSettings settings) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.listings = new Listings(wsapi);
        this.ports = new AlletraPorts(wsapi, protocol);
    }

    @Override
    public ArrayName name() {
        return wsapi.array();
    }

    /**
     * Log-ins are listed {@link SessionListing#WHILE_MAPPED}: by the hosts that hold a name and the live paths that carry it.
     * After {@code forcePathRemoval} nothing lists the old name, whether or not its machine is still logged in.
     */
    @Override
    public ArrayCapabilities capabilities() {
        return new ArrayCapabilities(
                SessionListing.WHILE_MAPPED,
                PathActivity.NOT_OFFERED,
                Optional.empty(),
                settings.settleTime(),
                LoginDenial.NOT_OFFERED);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A volume that is exported to a port, to whoever is there, is reached by names that no list has. Its known paths are
     * reported, one for each name that the array knows, and the report is not complete for it: it is not among {@link
     * AccessReport#volumes()}, so nobody's fence from it can be proved.
     */
    @Override
    public Answer<AccessReport> access(Set<VolumeName> volumes) {
        return listings.exportsOf(volumes).map(exports -> exports.report(volumes));
    }

    /** {@inheritDoc} Listed are those that the capabilities promise. */
    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return new LogIns(wsapi, listings, ports).of(initiators);
    }

    /** WSAPI's statistics tell no initiator and portal together. */
    @Override
    public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
        return new Answer.NotOffered<>();
    }

    /** WSAPI's statistics were not verified to be usable as proof. */
    @Override
    public Answer<ActivityReport> activity(Set<VolumeName> volumes) {
        return new Answer.NotOffered<>();
    }

    /** {@inheritDoc} Every port that is ready serves a volume, unless all its exports are bound to ports. */
    @Override
    public Answer<PortalReport> portals(Set<VolumeName> volumes) {
        return listings.exportsOf(volumes)
                .flatMap(exports -> wsapi.begin().flatMap(ports::all).map(all -> {
                    Set<String> addresses = new LinkedHashSet<>();
                    for (VolumeName volume : volumes) {
                        Set<PortPosition> bound = exports.portsOf(volume);
                        all.stream()
                                .filter(AlletraPorts.Port::serves)
                                .filter(port -> bound.isEmpty() || bound.contains(port.position()))
                                .forEach(port -> addresses.addAll(port.addresses()));
                    }
                    return new PortalReport(addresses);
                }));
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
        return listings.exportsOf(volumes).flatMap(exports -> Routes.route(exports, victim, volumes, protocol));
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        return switch (protocol) {
            case ISCSI -> new IscsiFence(wsapi, listings).revoke(order);
            case NVME_TCP -> new NvmeFence(wsapi, listings).revoke(order);
        };
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        return new HostGrant(wsapi, listings, protocol).grant(order);
    }

    /** Ends the session, so that its key can be used by others at once. */
    @Override
    public void close() {
        wsapi.close();
    }

    @Override
    public String toString() {
        return "HPE array " + wsapi.array() + " over " + protocol;
    }
}
