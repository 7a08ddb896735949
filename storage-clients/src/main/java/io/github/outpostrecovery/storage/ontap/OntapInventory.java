package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.github.outpostrecovery.storage.inventory.ServingScope;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What there is to choose from in one SVM, over one protocol: LUNs, igroups and the iSCSI target, or namespaces, subsystems
 * and their NQNs. Without an SVM it tells what the cluster is and what SVMs it has, and refuses the rest.
 */
public final class OntapInventory implements ArrayInventory {
    private final OntapRest rest;
    private final Protocol protocol;

    OntapInventory(OntapRest rest, Protocol protocol) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    /** The version as ONTAP writes it, such as {@code NetApp Release 9.14.1: ...}. */
    @Override
    public Answer<ArrayModel> model() {
        RestCall call = RestCall.get("/api/cluster").queryList("fields", "version");
        return rest.one(call, rest.newQuestion()).flatMap(json -> {
            String version = json.path("version").path("full").asText("");
            return version.isEmpty()
                    ? OntapRest.incomprehensible(call, "no version")
                    : Answer.of(new ArrayModel("ONTAP", version));
        });
    }

    /** The SVMs that these credentials may see, by name. */
    @Override
    public Answer<List<String>> scopes() {
        RestCall call = RestCall.get("/api/svm/svms").queryList("fields", "name");
        return list(call, json -> named(json).map(svm -> json.path("name").asText("")));
    }

    /** SVMs whose iSCSI service is switched on, or that have an NVMe/TCP interface which is up; by name, whatever the scope. */
    @Override
    public Answer<List<ServingScope>> servingScopes() {
        return new OntapTargets(rest).scopes(protocol);
    }

    /** One whose name a configuration cannot hold, with a space in it for instance, is left out. */
    @Override
    public Answer<List<BlockVolume>> volumes() {
        return inTheSvm(() -> this.<List<BlockVolume>>list(
                        rest.ask(collection())
                                .queryList(
                                        "fields",
                                        "name",
                                        "uuid",
                                        "enabled",
                                        "space.size",
                                        "status.state",
                                        "os_type",
                                        "location.node.name",
                                        "location.volume.name"),
                        OntapInventory::volume)
                .map(found -> found.stream().flatMap(List::stream).toList()));
    }

    private static Optional<List<BlockVolume>> volume(JsonNode json) {
        JsonNode size = json.path("space").path("size");
        return named(json)
                .filter(volume -> size.canConvertToLong())
                .map(volume -> nameOf(json).stream()
                        .map(name -> new BlockVolume(
                                name,
                                json.path("uuid").asText(""),
                                size.asLong(),
                                OntapVolumes.isUsable(json) ? State.AVAILABLE : State.OFFLINE,
                                details(json)))
                        .toList());
    }

    private static Optional<VolumeName> nameOf(JsonNode json) {
        try {
            return Optional.of(new VolumeName(json.path("name").asText("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> details(JsonNode json) {
        Map<String, String> details = new LinkedHashMap<>();
        detail(details, "OS type", json.path("os_type"));
        detail(details, "node", json.path("location").path("node").path("name"));
        detail(details, "volume", json.path("location").path("volume").path("name"));
        return details;
    }

    private static void detail(Map<String, String> details, String name, JsonNode value) {
        if (!value.asText("").isEmpty()) {
            details.put(name, value.asText());
        }
    }

    /** Igroups with all that they let in through nested ones, or subsystems with their hosts. */
    @Override
    public Answer<List<AccessGroup>> accessGroups() {
        return inTheSvm(() -> switch (protocol) {
            case ISCSI -> new IscsiAccess(rest).igroups(rest.newQuestion()).map(Igroups::asAccessGroups);
            case NVME_TCP ->
                new Subsystems(rest)
                        .every(rest.newQuestion())
                        .map(subsystems -> subsystems.stream()
                                .map(NvmeSubsystem::asAccessGroup)
                                .sorted(Comparator.comparing(
                                        group -> group.object().name()))
                                .toList());
        });
    }

    /**
     * The LIFs that are up, with the IQN of the SVM's target, or with the NQN of each subsystem in turn: all LIFs lead to all
     * subsystems. None if the iSCSI service is switched off.
     */
    @Override
    public Answer<List<TargetPortal>> portals() {
        return inTheSvm(() -> switch (protocol) {
            case ISCSI -> new OntapTargets(rest).iscsi();
            case NVME_TCP -> new OntapTargets(rest).nvme();
        });
    }

    /** Over NVMe of the subsystems that list the host, and of no other. */
    @Override
    public Answer<List<TargetPortal>> portals(Initiator initiator) {
        return inTheSvm(() -> switch (protocol) {
            case ISCSI -> new OntapTargets(rest).iscsi();
            case NVME_TCP -> new OntapTargets(rest).nvme(initiator);
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>Within the FlexVol volume of the source: ONTAP clones across volumes in other ways, and ASA r2 systems do it through
     * storage units (NetApp/trident, {@code models/lun.go}). The operating system type is not sent: it comes with the source,
     * and ONTAP refuses it. A snapshot is {@code /vol/VOLUME/.snapshot/SNAPSHOT/LUN}.
     */
    @Override
    public CloneOutcome clone(VolumeName source, VolumeName target) {
        if (!rest.namesAnSvm()) {
            return new CloneOutcome.Refused(noSvm());
        }
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.put("name", target.value());
        body.putObject("clone").putObject("source").put("name", source.value());
        RestCall call =
                RestCall.post(collection()).query("return_records", "true").json(body);
        return switch (rest.write(call)) {
            case OntapWrite.Done(JsonNode json) -> new CloneOutcome.Cloned(target);
            case OntapWrite.Refused refused when refused.means(Meaning.PRESENT) -> new CloneOutcome.NameTaken(target);
            case OntapWrite.Refused(ArrayFailure failure) -> new CloneOutcome.Refused(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) ->
                // A job may find out what the request did not.
                OntapErrorCode.of(failure.code())
                                .filter(code -> code.meaning() == Meaning.PRESENT)
                                .isPresent()
                        ? new CloneOutcome.NameTaken(target)
                        : new CloneOutcome.InDoubt(failure);
        };
    }

    private String collection() {
        return switch (protocol) {
            case ISCSI -> OntapVolumes.LUNS;
            case NVME_TCP -> OntapVolumes.NAMESPACES;
        };
    }

    private <T> Answer<T> inTheSvm(Supplier<Answer<T>> question) {
        return rest.namesAnSvm() ? question.get() : Answer.unanswered(noSvm());
    }

    private static ArrayFailure noSvm() {
        return new ArrayFailure(
                Kind.REFUSED, "", "nothing was sent: name the SVM as the scope of the array; scopes() lists them");
    }

    private interface Reading<T> {
        Optional<T> of(JsonNode json);
    }

    private <T> Answer<List<T>> list(RestCall call, Reading<T> reading) {
        return rest.records(call, rest.newQuestion()).flatMap(records -> {
            List<T> found = new ArrayList<>();
            for (JsonNode json : records) {
                Optional<T> read = reading.of(json);
                if (read.isEmpty()) {
                    return OntapRest.incomprehensible(call, "a record that is incomplete");
                }
                found.add(read.get());
            }
            return Answer.of(List.copyOf(found));
        });
    }

    private static Optional<JsonNode> named(JsonNode json) {
        return Optional.of(json)
                .filter(record -> !record.path("name").asText("").isEmpty()
                        && !record.path("uuid").asText("").isEmpty());
    }

    /** ONTAP knows no log-in of its management API, so there is none to log out of. */
    @Override
    public void close() {
        rest.close();
    }

    @Override
    public String toString() {
        return "inventory of ONTAP " + rest.array();
    }
}
