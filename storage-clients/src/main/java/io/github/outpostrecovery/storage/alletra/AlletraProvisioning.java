package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets machines in on an HPE array, over one protocol, and takes names out again. A name stands in one host; over NVMe/TCP a host
 * has one name, which cannot be changed. Volumes are exported to the host, or to a host set that it is in.
 */
final class AlletraProvisioning implements ArrayProvisioning {
    private final Wsapi wsapi;
    private final Protocol protocol;
    private final Listings listings;
    private final Admission admission;

    AlletraProvisioning(Wsapi wsapi, Protocol protocol) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.listings = new Listings(wsapi);
        this.admission = new Admission(wsapi, listings, protocol);
    }

    /** Whether a machine can have this name over this protocol. */
    static boolean takes(Protocol protocol, Initiator initiator) {
        return switch (protocol) {
            case ISCSI -> initiator instanceof Iqn;
            case NVME_TCP -> initiator instanceof HostNqn;
        };
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return admission.plan(request);
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        return admission.apply(plan, () -> shown(plan.request().initiator()));
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        return listings.exportsTo(Set.of(initiator), Set.of()).flatMap(exports -> {
            Map<VolumeName, LunId> shown = new TreeMap<>();
            List<HostObject> hosts = exports.hosts().holding(Set.of(initiator));
            for (Vlun vlun : exports.vluns()) {
                boolean leadsThere = vlun.isTemplate()
                        && hosts.stream().anyMatch(host -> exports.hosts().leadsTo(vlun, host));
                if (leadsThere) {
                    for (String name : exports.volumesOf(vlun)) {
                        Optional<VolumeName> volume = legal(name);
                        Optional<LunId> lun = volume.flatMap(one -> exports.lunOf(vlun, one));
                        if (volume.isEmpty() || lun.isEmpty()) {
                            return Wsapi.incomprehensible(
                                    RestCall.get(Wsapi.V1 + "/vluns"), "a volume without a legal name or number");
                        }
                        shown.putIfAbsent(volume.get(), lun.get());
                    }
                }
            }
            return Answer.of(shown);
        });
    }

    /** Over NVMe/TCP what the VLUNs of its host tell; over iSCSI each port has its name, which the inventory tells. */
    @Override
    public Answer<List<String>> targets(Initiator initiator) {
        return switch (protocol) {
            case ISCSI -> new Answer.NotOffered<>();
            case NVME_TCP -> listings.subsystemsOf(initiator);
        };
    }

    private static Optional<VolumeName> legal(String name) {
        try {
            return Optional.of(new VolumeName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Hosts; a set holds hosts, not names. */
    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return wsapi.begin().flatMap(listings::hostsAlone).map(hosts -> {
            Map<Initiator, Set<AccessObject>> holders = new HashMap<>();
            for (HostObject host : hosts) {
                if (host.name().isPresent()) {
                    host.initiators().stream()
                            .filter(initiators::contains)
                            .forEach(initiator -> holders.computeIfAbsent(initiator, any -> new LinkedHashSet<>())
                                    .add(host.asObject()));
                }
            }
            return holders;
        });
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return wsapi.begin()
                .flatMap(listings::hostsAlone)
                .map(hosts -> new Hosts(hosts, List.of())
                        .everybody().stream().filter(Initiator::mayBeOurs).toList());
    }

    /**
     * {@inheritDoc}
     *
     * <p>A host that the grant of this very generation has made and that nobody is in any more goes with it, with what is still
     * exported to it. So nothing may be under way for the instance: a grant lets the next generation into such a host.
     */
    @Override
    public RetireOutcome retire(Initiator dead) {
        return new Retirement(wsapi, listings).retire(dead);
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        return new AdmissionUndo(wsapi, admission).undo(plan);
    }

    /** Ends the session, so that its key can be used by others at once. */
    @Override
    public void close() {
        wsapi.close();
    }

    @Override
    public String toString() {
        return "provisioning of HPE array " + wsapi.array();
    }
}
