package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.BlockVolume.State;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.powerstore.TargetPorts.TargetAddress;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is on a PowerStore cluster. */
public final class PowerStoreInventory implements ArrayInventory {
    private final PowerStoreRest rest;
    private final PowerStoreProtocol protocol;

    PowerStoreInventory(PowerStoreRest rest, PowerStoreProtocol protocol) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    @Override
    public Answer<ArrayModel> model() {
        RestCall call = PowerStoreRest.ask("/software_installed", "id", "release_version", "is_cluster");
        return rest.rows(call, rest.newQuestion())
                .flatMap(rows -> rows.stream()
                        .filter(row -> row.path("is_cluster").asBoolean(false))
                        .findFirst()
                        .flatMap(row -> Fields.text(row, "release_version"))
                        .<Answer<ArrayModel>>map(version -> Answer.of(new ArrayModel("PowerStore", version)))
                        .orElseGet(() -> PowerStoreRest.incomprehensible(call, "no version of the cluster")));
    }

    /** A cluster is one whole. */
    @Override
    public Answer<List<String>> scopes() {
        return new Answer.NotOffered<>();
    }

    /** Volumes and clones; snapshots cannot be shown to a machine. */
    @Override
    public Answer<List<BlockVolume>> volumes() {
        RestCall call = PowerStoreRest.ask(StoredVolume.COLLECTION, "id", "name", "type", "size", "state")
                .query("type", StoredVolume.TYPES);
        return rest.rows(call, rest.newQuestion()).flatMap(rows -> {
            List<BlockVolume> volumes = new ArrayList<>();
            for (JsonNode row : rows) {
                try {
                    volumes.add(new BlockVolume(
                            new VolumeName(row.path("name").asText("")),
                            row.path("id").asText(""),
                            row.path("size").asLong(0),
                            stateOf(row.path("state").asText(""))));
                } catch (IllegalArgumentException e) {
                    // Left out: PowerStore allows names with spaces, which cannot be protected.
                }
            }
            volumes.sort(Comparator.comparing(BlockVolume::name));
            return Answer.of(List.copyOf(volumes));
        });
    }

    private static State stateOf(String word) {
        return switch (word) {
            case "Ready" -> State.AVAILABLE;
            case "Destroying" -> State.DESTROYED;
            default -> State.OFFLINE;
        };
    }

    /** Host groups, and then hosts, each in the order of their names. */
    @Override
    public Answer<List<AccessGroup>> accessGroups() {
        Deadline deadline = rest.newQuestion();
        return rest.rows(PowerStoreRest.ask(Host.COLLECTION, Host.FIELDS), deadline)
                .flatMap(hosts -> rest.rows(PowerStoreRest.ask(HostGroup.COLLECTION, HostGroup.FIELDS), deadline)
                        .flatMap(groups -> rest.rows(
                                        PowerStoreRest.ask(Host.Port.COLLECTION, Host.Port.FIELDS), deadline)
                                .flatMap(ports -> accessGroups(hosts, groups, ports))));
    }

    private static Answer<List<AccessGroup>> accessGroups(
            List<JsonNode> hostRows, List<JsonNode> groupRows, List<JsonNode> portRows) {
        RestCall call = PowerStoreRest.ask(Host.COLLECTION);
        Map<String, List<Host.Port>> ports = new HashMap<>();
        for (JsonNode row : portRows) {
            Optional<Host.Port> port = Host.Port.parse(row);
            if (port.isEmpty()) {
                return PowerStoreRest.incomprehensible(call, "an initiator without name or type");
            }
            ports.computeIfAbsent(row.path("host_id").asText(""), any -> new ArrayList<>())
                    .add(port.get());
        }
        List<Host> hosts = new ArrayList<>();
        Map<String, List<Host>> inGroups = new HashMap<>();
        for (JsonNode row : hostRows) {
            Optional<Host> host =
                    Host.parse(row, ports.getOrDefault(row.path("id").asText(""), List.of()));
            if (host.isEmpty()) {
                return PowerStoreRest.incomprehensible(call, "a host without a name");
            }
            hosts.add(host.get());
            host.get()
                    .group()
                    .ifPresent(id -> inGroups.computeIfAbsent(id, any -> new ArrayList<>())
                            .add(host.get()));
        }
        List<AccessGroup> found = new ArrayList<>();
        Map<String, AccessObject> groups = new HashMap<>();
        for (JsonNode row : groupRows) {
            Optional<HostGroup> group = HostGroup.parse(row);
            if (group.isEmpty()) {
                return PowerStoreRest.incomprehensible(call, "a host group without a name");
            }
            groups.put(group.get().id(), group.get().asObject());
            Set<Initiator> everybody = new HashSet<>();
            inGroups.getOrDefault(group.get().id(), List.of()).forEach(host -> everybody.addAll(host.initiators()));
            found.add(AccessGroup.group(group.get().asObject(), everybody));
        }
        found.sort(Comparator.comparing(group -> group.object().name()));
        hosts.stream()
                .filter(Host::external)
                .sorted(Comparator.comparing(Host::name))
                .forEach(host -> found.add(new AccessGroup(
                        host.asObject(),
                        host.operatingSystem().orElse(""),
                        host.initiators(),
                        host.group().flatMap(id -> Optional.ofNullable(groups.get(id))).stream()
                                .toList())));
        return Answer.of(List.copyOf(found));
    }

    @Override
    public Answer<List<TargetPortal>> portals() {
        Deadline deadline = rest.newQuestion();
        return subsystem(deadline)
                .flatMap(nqn -> new TargetPorts(rest, protocol)
                        .addresses(deadline)
                        .map(addresses -> addresses.stream()
                                .filter(TargetAddress::mayBeUp)
                                .map(address -> new TargetPortal(
                                        address.address(),
                                        protocol.port(),
                                        nqn.or(address::targetIqn).orElse("")))
                                .toList()));
    }

    /** Over NVMe/TCP the whole cluster is one subsystem. */
    private Answer<Optional<String>> subsystem(Deadline deadline) {
        RestCall call = PowerStoreRest.ask("/cluster", "id", "name", "nvm_subsystem_nqn");
        return switch (protocol) {
            case ISCSI -> Answer.of(Optional.empty());
            case NVME_TCP ->
                rest.whole(call, deadline)
                        .flatMap(rows -> rows.size() == 1
                                ? Answer.of(Fields.text(rows.getFirst(), "nvm_subsystem_nqn"))
                                : PowerStoreRest.incomprehensible(call, "not exactly one cluster"));
        };
    }

    /** Thin and at once; the source may be a snapshot. */
    @Override
    public CloneOutcome clone(VolumeName source, VolumeName target) {
        RestCall call = PowerStoreRest.ask(StoredVolume.COLLECTION, "id", "name", "type");
        Answer<List<JsonNode>> known = new Questions(rest, rest.newQuestion())
                .rowsWith(call, "name", List.of(source.value(), target.value()))
                .complete();
        return switch (known) {
            case Answer.Answered<List<JsonNode>>(List<JsonNode> rows) -> clone(source, target, rows);
            case Answer.Unanswered<List<JsonNode>>(ArrayFailure failure) -> new CloneOutcome.Refused(failure);
            case Answer.NotOffered<List<JsonNode>>() -> refused(Kind.REFUSED, "this PowerStore has no volumes");
        };
    }

    private CloneOutcome clone(VolumeName source, VolumeName target, List<JsonNode> rows) {
        List<String> sources = idsOf(source, rows);
        if (!idsOf(target, rows).isEmpty()) {
            return new CloneOutcome.NameTaken(target);
        }
        if (sources.size() != 1) {
            return refused(
                    sources.isEmpty() ? Kind.NOT_FOUND : Kind.REFUSED,
                    "the array has " + (sources.isEmpty() ? "no volume " : "several volumes and snapshots ") + source);
        }
        RestCall call = RestCall.post(PowerStoreRest.API + StoredVolume.COLLECTION)
                .segment(sources.getFirst())
                .segment("clone")
                .json(Json.object().put("name", target.value()));
        return switch (rest.write(call)) {
            case PowerStoreWrite.Done done -> new CloneOutcome.Cloned(target);
            case PowerStoreWrite.Refused refused
            when refused.means(PowerStoreErrorCode.Meaning.PRESENT) -> new CloneOutcome.NameTaken(target);
            case PowerStoreWrite.Refused(ArrayFailure failure) -> new CloneOutcome.Refused(failure);
            case PowerStoreWrite.InDoubt(ArrayFailure failure) -> new CloneOutcome.InDoubt(failure);
        };
    }

    private static List<String> idsOf(VolumeName name, List<JsonNode> rows) {
        return rows.stream()
                .filter(row -> row.path("name").asText("").equals(name.value()))
                .map(row -> row.path("id").asText(""))
                .toList();
    }

    private static CloneOutcome refused(Kind kind, String why) {
        return new CloneOutcome.Refused(new ArrayFailure(kind, "", why));
    }

    /** Logs out. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "inventory of PowerStore " + rest.array();
    }
}
