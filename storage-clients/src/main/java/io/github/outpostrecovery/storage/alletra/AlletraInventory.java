package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.BlockVolume.State;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What there is on one array, over one protocol. */
final class AlletraInventory implements ArrayInventory {
    private static final String VOLUMES = Wsapi.V1 + "/volumes";
    private static final RestCall SYSTEM = RestCall.get(Wsapi.V1 + "/system");
    private static final long MEBIBYTE = 1L << 20;
    private static final int ISCSI_PORT = 3260;
    private static final int NVME_PORT = 4420;
    /** Of a volume: 1 normal, 2 degraded, 3 failed (the guide, volume properties). */
    private static final int FAILED = 3;

    private static final Comparator<AccessGroup> BY_NAME =
            Comparator.comparing(group -> group.object().name());

    private final Wsapi wsapi;
    private final Protocol protocol;

    AlletraInventory(Wsapi wsapi, Protocol protocol) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    /** By {@code GET /system} (3parclient, {@code getStorageSystemInfo}), or by the version of WSAPI where there is none. */
    @Override
    public Answer<ArrayModel> model() {
        return wsapi.begin().flatMap(question -> switch (wsapi.one(SYSTEM, question.deadline())) {
            case Answer.Answered<JsonNode>(JsonNode json) ->
                Answer.of(new ArrayModel(
                        json.path("model").asText("HPE array"),
                        json.path("systemVersion").asText(question.version().text())));
            case Answer.Unanswered<JsonNode>(ArrayFailure failure)
            when failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.REFUSED ->
                Answer.of(new ArrayModel("WSAPI", question.version().text()));
            case Answer.Unanswered<JsonNode>(ArrayFailure failure) -> Answer.<ArrayModel>unanswered(failure);
            case Answer.NotOffered<JsonNode>() -> new Answer.NotOffered<ArrayModel>();
        });
    }

    /** The array is one whole; its domains only limit who may administer what. */
    @Override
    public Answer<List<String>> scopes() {
        return new Answer.NotOffered<>();
    }

    /** Whatever their kind of provisioning; the array's own volumes, whose names begin with a dot, are left out. */
    @Override
    public Answer<List<BlockVolume>> volumes() {
        RestCall call = RestCall.get(VOLUMES);
        return wsapi.begin()
                .flatMap(question -> wsapi.members(call, question.deadline()))
                .flatMap(members -> {
                    List<BlockVolume> volumes = new ArrayList<>();
                    for (JsonNode json : members) {
                        String name = json.path("name").asText("");
                        if (name.startsWith(".")) {
                            continue;
                        }
                        Optional<BlockVolume> volume = volume(name, json);
                        if (volume.isEmpty()) {
                            return Wsapi.incomprehensible(call, "a volume without a legal name or a size");
                        }
                        volumes.add(volume.get());
                    }
                    volumes.sort(Comparator.comparing(BlockVolume::name));
                    return Answer.of(List.copyOf(volumes));
                });
    }

    private Optional<BlockVolume> volume(String name, JsonNode json) {
        try {
            return json.path("sizeMiB").canConvertToLong()
                    ? Optional.of(new BlockVolume(
                            new VolumeName(name),
                            identity(json),
                            json.path("sizeMiB").asLong() * MEBIBYTE,
                            json.path("state").asInt() == FAILED ? State.OFFLINE : State.AVAILABLE))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the machine sees as well: the WWN of a LUN, the NGUID of a namespace. */
    private String identity(JsonNode json) {
        String seen = switch (protocol) {
            case ISCSI -> json.path("wwn").asText("");
            case NVME_TCP -> json.path("nguid").asText("");
        };
        return seen.isEmpty() ? json.path("uuid").asText(json.path("id").asText("")) : seen;
    }

    /** Hosts, with the sets that they are in, and then host sets, each in the order of their names. */
    @Override
    public Answer<List<AccessGroup>> accessGroups() {
        Listings listings = new Listings(wsapi);
        return wsapi.begin().flatMap(listings::hosts).map(hosts -> {
            List<AccessGroup> groups = new ArrayList<>();
            for (HostObject host : hosts.all()) {
                if (host.name().isPresent()) {
                    groups.add(new AccessGroup(
                            host.asObject(),
                            host.operatingSystem(),
                            host.initiators(),
                            hosts.setsWith(host).stream()
                                    .map(AlletraInventory::asObject)
                                    .toList()));
                }
            }
            groups.sort(BY_NAME);
            for (NamedSet set : hosts.sets().stream()
                    .sorted(Comparator.comparing(NamedSet::name))
                    .toList()) {
                Set<Initiator> members = new LinkedHashSet<>();
                set.members().forEach(name -> hosts.named(name).ifPresent(host -> members.addAll(host.initiators())));
                groups.add(AccessGroup.group(asObject(set), members));
            }
            return List.copyOf(groups);
        });
    }

    private static AccessObject asObject(NamedSet set) {
        return new AccessObject(set.reference(), set.reference());
    }

    /** Over NVMe/TCP the array tells a subsystem's NQN only with a VLUN of the host, so none is given. */
    @Override
    public Answer<List<TargetPortal>> portals() {
        return portalsOf(List.of());
    }

    /** Over NVMe/TCP with the NQNs that the VLUNs of its host tell. */
    @Override
    public Answer<List<TargetPortal>> portals(Initiator initiator) {
        return switch (protocol) {
            case ISCSI -> portals();
            case NVME_TCP -> new Listings(wsapi).subsystemsOf(initiator).flatMap(this::portalsOf);
        };
    }

    private Answer<List<TargetPortal>> portalsOf(List<String> subsystems) {
        return wsapi.begin()
                .flatMap(question -> new AlletraPorts(wsapi, protocol).all(question))
                .map(ports -> ports.stream()
                        .filter(AlletraPorts.Port::serves)
                        .sorted(Comparator.comparing(port -> port.position().toString()))
                        .flatMap(port -> port.addresses().stream().sorted().flatMap(address -> switch (protocol) {
                            case ISCSI -> Stream.of(new TargetPortal(address, ISCSI_PORT, port.targetName()));
                            case NVME_TCP ->
                                (subsystems.isEmpty() ? List.of("") : subsystems)
                                        .stream().map(target -> new TargetPortal(address, NVME_PORT, target));
                        }))
                        .toList());
    }

    @Override
    public CloneOutcome clone(VolumeName source, VolumeName target) {
        return new VolumeCopy(wsapi).copy(source, target);
    }

    @Override
    public void close() {
        wsapi.close();
    }
}
