package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A host, with every name by which machines reach it.
 *
 * @param name empty if the array lists names that are logged in and belong to no host
 * @param paths one for each name and port that it is logged in on; a name that is not logged in has one as well
 * @param chap whether machines have to prove themselves
 * @param chapUser the name under which they do, if the array tells it
 */
record HostObject(
        Optional<String> name,
        Optional<Integer> persona,
        String operatingSystem,
        Optional<String> domain,
        Chap chap,
        Optional<String> chapUser,
        List<Path> paths) {
    HostObject {
        paths = List.copyOf(paths);
    }

    /** Who proves itself to whom. */
    enum Chap {
        NONE,
        INITIATOR,
        MUTUAL
    }

    /**
     * One name of a host.
     *
     * @param spelling as the array has it, which may be in upper case
     * @param port where it is logged in
     * @param address where it comes from, if the array says so
     */
    record Path(Initiator initiator, String spelling, Optional<PortPosition> port, Optional<String> address) {}

    /** Empty if it makes no sense. */
    static Optional<HostObject> parse(JsonNode json) {
        List<Path> paths = new ArrayList<>();
        boolean sound = add(paths, json.path("iSCSIPaths"), path -> path.path("name"), "IPAddr")
                && add(paths, json.path("NVMETCPPaths"), HostObject::nqn, "IP")
                && add(paths, json.path("FCPaths"), path -> path.path("wwn"), "");
        boolean initiatorProves = json.path("initiatorChapEnabled").asBoolean(false);
        boolean targetProves = json.path("targetChapEnabled").asBoolean(false);
        return sound
                ? Optional.of(new HostObject(
                        text(json.path("name")),
                        json.path("persona").isInt()
                                ? Optional.of(json.path("persona").asInt())
                                : Optional.empty(),
                        json.path("descriptors").path("os").asText(""),
                        text(json.path("domain")),
                        targetProves ? Chap.MUTUAL : initiatorProves ? Chap.INITIATOR : Chap.NONE,
                        text(json.path("initiatorChapName")),
                        paths))
                : Optional.empty();
    }

    /** {@code NQN} in flowkit, {@code nqn} in Canonical LXD. */
    private static JsonNode nqn(JsonNode path) {
        return path.has("NQN") ? path.path("NQN") : path.path("nqn");
    }

    private static boolean add(
            List<Path> paths, JsonNode listed, Function<JsonNode, JsonNode> name, String addressField) {
        if (listed.isMissingNode() || listed.isNull()) {
            return true;
        }
        for (JsonNode json : listed) {
            String spelling = name.apply(json).asText("");
            if (spelling.isBlank()) {
                return false;
            }
            paths.add(new Path(
                    Initiator.parse(spelling),
                    spelling,
                    PortPosition.parse(json.path("portPos")),
                    text(json.path(addressField)).filter(address -> !address.equals("0.0.0.0"))));
        }
        return listed.isArray();
    }

    private static Optional<String> text(JsonNode json) {
        return json.isTextual() && !json.textValue().isBlank() ? Optional.of(json.textValue()) : Optional.empty();
    }

    Set<Initiator> initiators() {
        Set<Initiator> found = new LinkedHashSet<>();
        paths.forEach(path -> found.add(path.initiator()));
        return found;
    }

    boolean has(Initiator initiator) {
        return paths.stream().anyMatch(path -> path.initiator().equals(initiator));
    }

    /** Whether nobody but these is in it. */
    boolean isOnlyOf(Set<Initiator> initiators) {
        return initiators.containsAll(initiators());
    }

    /** How the array spells those of these names that are in it, each once. */
    List<String> spellingsOf(Set<Initiator> initiators) {
        return paths.stream()
                .filter(path -> initiators.contains(path.initiator()))
                .map(Path::spelling)
                .distinct()
                .sorted()
                .toList();
    }

    /** A host is addressed by its name. */
    AccessObject asObject() {
        return new AccessObject(name.orElse(""), name.orElse("no host"));
    }
}
