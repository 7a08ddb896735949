package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What there is on a FlashArray. */
final class FlashArrayInventory implements ArrayInventory {
    private static final String PRODUCT = "Purity//FA";

    private final FlashArrayRest rest;
    private final InitiatorKind kind;

    FlashArrayInventory(FlashArrayRest rest, InitiatorKind kind) {
        this.rest = requireNonNull(rest, "rest is null");
        this.kind = requireNonNull(kind, "kind is null");
    }

    @Override
    public Answer<ArrayModel> model() {
        RestCall call = RestCall.get("/arrays");
        return rest.items(call, rest.newQuestion()).flatMap(items -> {
            String version =
                    items.isEmpty() ? "" : items.getFirst().path("version").asText("");
            String product = items.isEmpty() ? "" : items.getFirst().path("os").asText("");
            return version.isEmpty()
                    ? FlashArrayRest.incomprehensible(call, "no version")
                    : Answer.of(new ArrayModel(product.isEmpty() ? PRODUCT : product, version));
        });
    }

    /** A FlashArray is one whole. */
    @Override
    public Answer<List<String>> scopes() {
        return new Answer.NotOffered<>();
    }

    /** Protocol endpoints, which virtual volumes of VMware hide behind, are left out: they hold no data. */
    @Override
    public Answer<List<BlockVolume>> volumes() {
        RestCall call = RestCall.get("/volumes");
        return rest.items(call, rest.newQuestion()).flatMap(items -> {
            List<JsonNode> regular = items.stream()
                    .filter(item -> !item.path("subtype").asText("").equals("protocol_endpoint"))
                    .toList();
            return HostAccess.parsed(call, regular, FlashArrayInventory::volume);
        });
    }

    private static Optional<BlockVolume> volume(JsonNode json) {
        try {
            return Optional.of(new BlockVolume(
                    new VolumeName(json.path("name").asText("")),
                    json.path("id").asText(""),
                    json.path("provisioned").asLong(0),
                    json.path("destroyed").asBoolean(false)
                            ? BlockVolume.State.DESTROYED
                            : BlockVolume.State.AVAILABLE));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Hosts, and after them the host groups with all that their hosts let in. */
    @Override
    public Answer<List<AccessGroup>> accessGroups() {
        Deadline deadline = rest.newQuestion();
        RestCall call = RestCall.get("/host-groups");
        return new HostAccess(rest)
                .everyHost(deadline)
                .flatMap(hosts -> rest.items(call, deadline)
                        .flatMap(items -> HostAccess.parsed(
                                call,
                                items,
                                json -> Optional.of(json.path("name").asText(""))
                                        .filter(name -> !name.isEmpty())))
                        .map(groups -> groups(hosts, groups)));
    }

    private static List<AccessGroup> groups(List<ArrayHost> hosts, List<String> names) {
        List<AccessGroup> all = new ArrayList<>();
        Map<String, Set<Initiator>> members = new TreeMap<>();
        names.forEach(name -> members.put(name, new LinkedHashSet<>()));
        for (ArrayHost host : hosts) {
            Set<Initiator> initiators = host.initiators().keySet();
            all.add(new AccessGroup(
                    host.asObject(),
                    host.settings().getOrDefault(ArrayHost.PERSONALITY, ""),
                    initiators,
                    host.group().stream().map(FlashArrayInventory::object).toList()));
            host.group()
                    .ifPresent(group -> members.computeIfAbsent(group, name -> new LinkedHashSet<>())
                            .addAll(initiators));
        }
        members.forEach((name, initiators) -> all.add(AccessGroup.group(object(name), initiators)));
        return List.copyOf(all);
    }

    private static AccessObject object(String name) {
        return new AccessObject(name, name);
    }

    @Override
    public Answer<List<TargetPortal>> portals() {
        return new FlashArrayPorts(rest, kind)
                .up(rest.newQuestion())
                .map(ports -> ports.stream().map(FlashArrayPorts.Port::portal).toList());
    }

    /**
     * Copies a volume, or a snapshot by its name {@code VOLUME.SUFFIX}: at once, and without {@code overwrite}, so that the
     * array refuses a name that is taken. Which protection the copy begins with is left to the array's own default.
     */
    @Override
    public CloneOutcome clone(VolumeName source, VolumeName target) {
        ObjectNode body = Json.object();
        body.putObject("source").put("name", source.value());
        RestCall call =
                RestCall.post("/volumes").queryList("names", target.value()).json(body);
        return switch (rest.write(call)) {
            case FlashArrayWrite.Done(JsonNode items) -> new CloneOutcome.Cloned(target);
            case FlashArrayWrite.Refused refused
            when refused.means(Meaning.PRESENT) -> new CloneOutcome.NameTaken(target);
            case FlashArrayWrite.Refused(ArrayFailure failure) -> new CloneOutcome.Refused(failure);
            case FlashArrayWrite.InDoubt(ArrayFailure failure) -> new CloneOutcome.InDoubt(failure);
        };
    }

    @Override
    public void close() {
        rest.close();
    }
}
