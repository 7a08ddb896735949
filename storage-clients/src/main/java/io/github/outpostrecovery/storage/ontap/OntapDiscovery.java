package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What there is to choose from. Each answer is complete or not given, as in the port. */
public final class OntapDiscovery {
    private final OntapRest rest;

    OntapDiscovery(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** The version as ONTAP writes it, such as {@code NetApp Release 9.14.1: ...}. */
    public record Version(int generation, int major, int minor, String full) {}

    /** A storage virtual machine. */
    public record Svm(String name, String uuid, String state) {}

    /**
     * A LUN or a namespace.
     *
     * @param bytes its size
     * @param mapped whether it is mapped to anything
     */
    public record BlockVolume(
            VolumeName name, String uuid, String osType, long bytes, boolean enabled, boolean mapped) {}

    /** An igroup or subsystem with everybody it lists, nested igroups included. */
    public record Group(AccessObject object, String osType, Set<Initiator> initiators) {}

    public Answer<Version> version() {
        RestCall call = RestCall.get("/api/cluster").queryList("fields", "version");
        return rest.one(call, rest.newQuestion()).flatMap(json -> {
            JsonNode version = json.path("version");
            return version.path("generation").isInt() && version.path("major").isInt()
                    ? Answer.of(new Version(
                            version.path("generation").asInt(),
                            version.path("major").asInt(),
                            version.path("minor").asInt(),
                            version.path("full").asText("")))
                    : OntapRest.incomprehensible(call, "no version");
        });
    }

    /** The SVMs that these credentials may see. */
    public Answer<List<Svm>> svms() {
        return list(
                RestCall.get("/api/svm/svms").queryList("fields", "name", "uuid", "state"),
                json -> new Svm(
                        json.path("name").asText(""),
                        json.path("uuid").asText(""),
                        json.path("state").asText("")));
    }

    /** The LUNs of the SVM. */
    public Answer<List<BlockVolume>> luns() {
        return volumes(OntapVolumes.LUNS);
    }

    /** The namespaces of the SVM. */
    public Answer<List<BlockVolume>> namespaces() {
        return volumes(OntapVolumes.NAMESPACES);
    }

    private Answer<List<BlockVolume>> volumes(String collection) {
        return list(
                rest.ask(collection)
                        .queryList("fields", "name", "uuid", "os_type", "enabled", "space.size", "status.mapped"),
                json -> new BlockVolume(
                        new VolumeName(json.path("name").asText("")),
                        json.path("uuid").asText(""),
                        json.path("os_type").asText(""),
                        json.path("space").path("size").asLong(0),
                        json.path("enabled").asBoolean(true),
                        json.path("status").path("mapped").asBoolean(false)));
    }

    /** The igroups of the SVM. */
    public Answer<List<Group>> igroups() {
        return new IscsiAccess(rest).everyIgroup(rest.newQuestion()).map(listed -> {
            Igroups igroups = new Igroups(listed);
            return listed.stream()
                    .map(igroup ->
                            new Group(igroup.asObject(), igroup.osType(), igroups.initiatorsThrough(igroup.uuid())))
                    .toList();
        });
    }

    /** The NVMe subsystems of the SVM. */
    public Answer<List<Group>> subsystems() {
        return list(
                rest.ask(NvmeAccess.SUBSYSTEMS).queryList("fields", "name", "uuid", "os_type", "hosts.nqn"), json -> {
                    Set<Initiator> hosts = new LinkedHashSet<>();
                    json.path("hosts")
                            .forEach(host ->
                                    hosts.add(Initiator.parse(host.path("nqn").asText(""))));
                    return new Group(
                            new AccessObject(
                                    json.path("uuid").asText(""),
                                    json.path("name").asText("")),
                            json.path("os_type").asText(""),
                            hosts);
                });
    }

    /** What an iSCSI machine logs in to: the IQN of the SVM's target. */
    public Answer<String> iscsiTargetName() {
        RestCall call = rest.ask("/api/protocols/san/iscsi/services").queryList("fields", "enabled", "target.name");
        return theName(call, json -> json.path("target").path("name").asText(""));
    }

    /** What an NVMe machine connects to: the NQN of the subsystem. */
    public Answer<String> nvmeTargetName(AccessObject subsystem) {
        RestCall call =
                rest.ask(NvmeAccess.SUBSYSTEMS).query("uuid", subsystem.id()).queryList("fields", "target_nqn");
        return theName(call, json -> json.path("target_nqn").asText(""));
    }

    private Answer<String> theName(RestCall call, Function<JsonNode, String> reading) {
        return list(call, reading)
                .flatMap(names -> names.size() == 1 && !names.getFirst().isEmpty()
                        ? Answer.of(names.getFirst())
                        : OntapRest.incomprehensible(call, "not exactly one target"));
    }

    private <T> Answer<List<T>> list(RestCall call, Function<JsonNode, T> reading) {
        return rest.records(call, rest.newQuestion()).flatMap(records -> {
            try {
                return Answer.of(records.stream().map(reading).toList());
            } catch (IllegalArgumentException e) {
                return OntapRest.incomprehensible(call, "a record with an illegal name");
            }
        });
    }
}
