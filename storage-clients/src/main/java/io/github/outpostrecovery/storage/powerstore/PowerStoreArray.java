package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
import io.github.outpostrecovery.core.array.ArrayCapabilities.PathActivity;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
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
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.powerstore.TargetPorts.TargetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A PowerStore cluster, over one protocol. It lists log-ins, with and without a host, and measures what is written to its
 * volumes; it can end no log-in and deny none.
 *
 * <p>Needs PowerStoreOS 3.0 or newer, which has the collection of initiators.
 */
public final class PowerStoreArray implements StorageArray {
    private final PowerStoreRest rest;
    private final PowerStoreSettings settings;
    private final AccessReader reader;
    private final TargetPorts ports;
    private final LogIns logIns;
    private final HostGrant grants;

    PowerStoreArray(PowerStoreRest rest, PowerStoreProtocol protocol, PowerStoreSettings settings) {
        this.rest = requireNonNull(rest, "rest is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.reader = new AccessReader(rest);
        this.ports = new TargetPorts(rest, protocol);
        this.logIns = new LogIns(rest, ports);
        this.grants = new HostGrant(rest, protocol, reader, logIns);
    }

    @Override
    public ArrayName name() {
        return rest.array();
    }

    @Override
    public ArrayCapabilities capabilities() {
        return new ArrayCapabilities(
                settings.sessions(),
                PathActivity.NOT_OFFERED,
                Optional.of(settings.metrics().length()),
                settings.settleTime(),
                LoginDenial.NOT_OFFERED);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A metro volume, or a host with metro connectivity, makes the answer {@code Unanswered} with {@link Kind#REFUSED}: the
     * other cluster may let the same initiators in, and is not seen from here.
     */
    @Override
    public Answer<AccessReport> access(Set<VolumeName> volumes) {
        return reader.view(volumes).flatMap(view -> view.report(volumes));
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return logIns.of(initiators);
    }

    /** PowerStore lists its log-ins instead. */
    @Override
    public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
        return new Answer.NotOffered<>();
    }

    @Override
    public Answer<ActivityReport> activity(Set<VolumeName> volumes) {
        return new VolumeMetrics(rest, reader, settings.metrics()).activity(volumes);
    }

    /** The addresses on the volumes' own appliances: no other one serves them. Those whose link is down are left out. */
    @Override
    public Answer<PortalReport> portals(Set<VolumeName> volumes) {
        return reader.volumes(volumes)
                .flatMap(known -> ports.addresses(rest.newQuestion()).flatMap(addresses -> {
                    Set<String> serving = addresses.stream()
                            .filter(address -> address.mayBeUp() && serves(address, known))
                            .map(TargetAddress::address)
                            .collect(Collectors.toUnmodifiableSet());
                    return serving.isEmpty()
                            ? Answer.unanswered(new ArrayFailure(
                                    Kind.NOT_FOUND, "", "no address is up on the appliances of these volumes"))
                            : Answer.of(new PortalReport(serving));
                }));
    }

    /** Where an appliance is not told, it may be the one. */
    private static boolean serves(TargetAddress address, List<StoredVolume> volumes) {
        return volumes.stream()
                .anyMatch(volume -> volume.appliance().isEmpty()
                        || address.appliance().isEmpty()
                        || volume.appliance().equals(address.appliance()));
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
        return reader.view(volumes).flatMap(view -> HostRoutes.route(view, victim, volumes));
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        return new HostFence(rest, reader).revoke(order);
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        return grants.grant(order);
    }

    /** Logs out. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "PowerStore " + rest.array();
    }
}
