package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets machines in on a PowerStore cluster, over one protocol, and takes names out again. A name stands in one host at most; the
 * host may be in one group, and then volumes are shown to the group.
 */
final class PowerStoreProvisioning implements ArrayProvisioning {
    private final PowerStoreRest rest;
    private final PowerStoreProtocol protocol;
    private final AccessReader reader;
    private final Admission admission;

    PowerStoreProvisioning(PowerStoreRest rest, PowerStoreProtocol protocol) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.reader = new AccessReader(rest);
        this.admission = new Admission(rest, protocol, reader);
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return admission.prepare(request).map(Admission.Prepared::plan);
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        return admission.apply(plan, () -> shown(plan.request().initiator()));
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        return hostsOf(Set.of(initiator)).flatMap(hosts -> {
            Set<String> ids = new HashSet<>();
            Set<String> groups = new HashSet<>();
            for (Host host : hosts.values()) {
                ids.add(host.id());
                host.group().ifPresent(groups::add);
            }
            return reader.mappingsOf(ids, groups).flatMap(this::numbers);
        });
    }

    private Answer<Map<VolumeName, LunId>> numbers(List<VolumeMapping> mappings) {
        Set<String> ids = new HashSet<>();
        mappings.forEach(mapping -> ids.add(mapping.volume()));
        return reader.volumesById(ids).flatMap(volumes -> {
            Map<VolumeName, LunId> numbers = new TreeMap<>();
            for (VolumeMapping mapping : mappings) {
                StoredVolume volume = volumes.get(mapping.volume());
                Optional<LunId> lun = volume == null
                        ? Optional.empty()
                        : AccessView.lun(volume, mapping, protocol == PowerStoreProtocol.NVME_TCP);
                if (volume == null || lun.isEmpty()) {
                    return PowerStoreRest.incomprehensible(
                            PowerStoreRest.ask(VolumeMapping.COLLECTION),
                            "a volume (" + mapping.volume() + ") that has no number, or a name that cannot be written");
                }
                numbers.put(volume.name(), lun.get());
            }
            return Answer.of(numbers);
        });
    }

    /** The hosts in which some names stand, by the names. */
    private Answer<Map<Initiator, Host>> hostsOf(Set<Initiator> initiators) {
        return new NameLog(rest)
                .of(initiators)
                .flatMap(found -> reader.hosts(hostIds(found.rows())).map(hosts -> {
                    Map<Initiator, Host> byName = new HashMap<>();
                    hosts.forEach(host -> host.initiators().stream()
                            .filter(initiators::contains)
                            .forEach(initiator -> byName.put(initiator, host)));
                    return byName;
                }));
    }

    private static Set<String> hostIds(Collection<JsonNode> rows) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> Fields.text(row, "host_id").ifPresent(ids::add));
        return ids;
    }

    /** Hosts; a group holds hosts, not names. */
    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return hostsOf(initiators).map(hosts -> {
            Map<Initiator, Set<AccessObject>> holders = new HashMap<>();
            hosts.forEach((initiator, host) -> holders.put(initiator, Set.of(host.asObject())));
            return holders;
        });
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return rest.rows(PowerStoreRest.ask(Host.Port.COLLECTION, "id", "port_name"), rest.newQuestion())
                .map(rows -> rows.stream()
                        .flatMap(row -> Fields.text(row, "port_name").stream())
                        .map(Initiator::parse)
                        .filter(Initiator::mayBeOurs)
                        .distinct()
                        .toList());
    }

    /**
     * {@inheritDoc}
     *
     * <p>A host that the grant of this very generation has made and that nobody is in any more goes with it, with what is still
     * attached to it. So nothing may be under way for the instance: a grant lets the next generation into such a host.
     */
    @Override
    public RetireOutcome retire(Initiator dead) {
        return new Retirement(rest, reader).retire(dead);
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        return new AdmissionUndo(rest, new AdmissionReader(rest, protocol, reader)).undo(plan);
    }

    /** Logs out. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "provisioning of PowerStore " + rest.array();
    }

    /** A failure as an answer, for what is refused here. */
    static <T> Answer<T> refused(String why) {
        return Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.REFUSED, "", why));
    }
}
