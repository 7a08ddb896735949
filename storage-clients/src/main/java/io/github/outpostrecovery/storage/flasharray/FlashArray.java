package io.github.outpostrecovery.storage.flasharray;

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
import io.github.outpostrecovery.storage.rest.Deadline;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One FlashArray, over one protocol; hosts, groups and connections are the same objects for both.
 *
 * <p>A FlashArray lists no log-ins, but tells whether a host is connected. It can keep no name from logging in. It counts what
 * each initiator does on each port, and measures what is written to each volume.
 */
public final class FlashArray implements StorageArray {
    private final FlashArrayRest rest;
    private final FlashArraySettings settings;
    private final InitiatorKind kind;
    private final HostAccess access;
    private final FlashArrayPorts ports;

    FlashArray(FlashArrayRest rest, Protocol protocol, FlashArraySettings settings) {
        this.rest = requireNonNull(rest, "rest is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.kind = InitiatorKind.of(requireNonNull(protocol, "protocol is null"));
        this.access = new HostAccess(rest);
        this.ports = new FlashArrayPorts(rest, kind);
    }

    @Override
    public ArrayName name() {
        return rest.array();
    }

    @Override
    public ArrayCapabilities capabilities() {
        return new ArrayCapabilities(
                SessionListing.PRESENCE,
                PathActivity.OFFERED,
                Optional.of(settings.sampleInterval()),
                settings.settleTime(),
                LoginDenial.NOT_OFFERED);
    }

    @Override
    public Answer<AccessReport> access(Set<VolumeName> volumes) {
        return access.report(volumes);
    }

    /**
     * Whether they are connected, no more: {@code ports/initiators} lists the ports on which an initiator may talk, in Pure's
     * own words "eligible to communicate", and {@code sessions} the log-ins of administrators.
     */
    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return new HostPresence(rest).of(initiators);
    }

    @Override
    public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
        return new PathBalance(rest, access, ports).of(initiators);
    }

    @Override
    public Answer<ActivityReport> activity(Set<VolumeName> volumes) {
        return new VolumeWrites(rest, settings).of(volumes);
    }

    /** Every port of the protocol that is up: each of them leads to every volume. */
    @Override
    public Answer<PortalReport> portals(Set<VolumeName> volumes) {
        Deadline deadline = rest.newQuestion();
        return new FlashArrayVolumes(rest)
                .exist(volumes, deadline)
                .flatMap(exist -> ports.up(deadline))
                .map(up -> new PortalReport(
                        up.stream().map(port -> port.portal().address()).collect(Collectors.toSet())));
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
        return access.view(volumes, rest.newQuestion()).flatMap(view -> HostRoutes.route(view, victim, volumes));
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        return new HostFence(rest, access).revoke(order);
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        return new HostGrant(rest, access, kind).grant(order);
    }

    /** Logs out. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "FlashArray " + rest.array();
    }
}
