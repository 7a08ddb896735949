package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.powerstore.Questions.Found;
import io.github.outpostrecovery.storage.powerstore.VolumeMapping.To;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads who reaches some volumes: the volumes by name, their mappings, the hosts and groups behind those, and the initiators in
 * the hosts. Each kind is one question whatever the number of volumes, in as many calls as its values fit into.
 */
final class AccessReader {
    private final PowerStoreRest rest;

    AccessReader(PowerStoreRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /**
     * What could be read, and what could not.
     *
     * @param wholeHosts whether every host and group in the view is there with all that it has; if not, nobody can say that a
     *     host is the victim's alone
     */
    record Reading(AccessView view, boolean wholeHosts, List<ArrayFailure> failures) {
        Reading {
            failures = List.copyOf(failures);
        }
    }

    /** All or nothing; volumes that are more than this array's alone are refused. */
    Answer<AccessView> view(Set<VolumeName> volumes) {
        Reading reading = read(volumes);
        return reading.failures().stream()
                .findFirst()
                .or(() -> reading.view().metro())
                .<Answer<AccessView>>map(Answer::unanswered)
                .orElseGet(() -> Answer.of(reading.view()));
    }

    /** As much as can be read: for a fence, which must not be kept from one volume by another. */
    Reading read(Set<VolumeName> names) {
        Questions questions = new Questions(rest, rest.newQuestion());
        List<ArrayFailure> failures = new ArrayList<>();
        Map<VolumeName, StoredVolume> volumes = volumes(names, questions, failures);
        List<VolumeMapping> mappings = mappings(volumes.values(), questions, failures);
        int before = failures.size();
        Set<String> hostIds = new HashSet<>();
        Set<String> groupIds = new HashSet<>();
        mappings.forEach(mapping -> {
            switch (mapping.to()) {
                case To.OneHost(String id) -> hostIds.add(id);
                case To.Group(String id) -> groupIds.add(id);
            }
        });
        RestCall hostCall = PowerStoreRest.ask(Host.COLLECTION, Host.FIELDS);
        List<Supplier<Found>> behind = List.of(
                () -> questions.rowsWith(hostCall, "id", hostIds),
                () -> questions.rowsWith(hostCall, "host_group_id", groupIds),
                () -> questions.rowsWith(PowerStoreRest.ask(HostGroup.COLLECTION, HostGroup.FIELDS), "id", groupIds));
        List<Found> found = rest.fanOut().all(behind);
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        for (Found hosts : found.subList(0, 2)) {
            failures.addAll(hosts.failures());
            hosts.rows().forEach(row -> rows.put(row.path("id").asText(""), row));
        }
        Map<String, Host> hosts = withPorts(rows.values(), questions, failures);
        failures.addAll(found.getLast().failures());
        Map<String, HostGroup> groups = groups(found.getLast().rows(), failures);
        AccessView view = new AccessView(volumes, mappings, hosts, groups);
        missing(view, hostIds, groupIds).ifPresent(failures::add);
        return new Reading(view, failures.size() == before, failures);
    }

    /** The volumes alone: all of them, or no answer. */
    Answer<List<StoredVolume>> volumes(Set<VolumeName> names) {
        List<ArrayFailure> failures = new ArrayList<>();
        Map<VolumeName, StoredVolume> found = volumes(names, new Questions(rest, rest.newQuestion()), failures);
        return failures.isEmpty() ? Answer.of(List.copyOf(found.values())) : Answer.unanswered(failures.getFirst());
    }

    /** Hosts by their ids, whether or not anything is attached to them; one that is not there is left out. */
    Answer<List<Host>> hosts(Set<String> ids) {
        return hostsWith("id", ids);
    }

    /** Hosts in which a field has one of the values, whether or not anything is attached to them. */
    Answer<List<Host>> hostsWith(String field, Set<String> values) {
        Questions questions = new Questions(rest, rest.newQuestion());
        Found found = questions.rowsWith(PowerStoreRest.ask(Host.COLLECTION, Host.FIELDS), field, values);
        List<ArrayFailure> failures = new ArrayList<>(found.failures());
        Map<String, Host> hosts = withPorts(found.rows(), questions, failures);
        return failures.isEmpty() ? Answer.of(List.copyOf(hosts.values())) : Answer.unanswered(failures.getFirst());
    }

    /** Host groups in which a field has one of the values. */
    Answer<List<HostGroup>> groupsWith(String field, Set<String> values) {
        Found found = new Questions(rest, rest.newQuestion())
                .rowsWith(PowerStoreRest.ask(HostGroup.COLLECTION, HostGroup.FIELDS), field, values);
        List<ArrayFailure> failures = new ArrayList<>(found.failures());
        List<HostGroup> groups = List.copyOf(groups(found.rows(), failures).values());
        return failures.isEmpty() ? Answer.of(groups) : Answer.unanswered(failures.getFirst());
    }

    /** Everything that is attached to these hosts and groups. */
    Answer<List<VolumeMapping>> mappingsOf(Set<String> hosts, Set<String> groups) {
        RestCall call = PowerStoreRest.ask(VolumeMapping.COLLECTION, VolumeMapping.FIELDS);
        Questions questions = new Questions(rest, rest.newQuestion());
        List<Supplier<Found>> both = List.of(
                () -> questions.rowsWith(call, "host_id", hosts),
                () -> questions.rowsWith(call, "host_group_id", groups));
        List<ArrayFailure> failures = new ArrayList<>();
        List<VolumeMapping> mappings = new ArrayList<>();
        for (Found found : rest.fanOut().all(both)) {
            failures.addAll(found.failures());
            for (JsonNode row : found.rows()) {
                VolumeMapping.parse(row)
                        .ifPresentOrElse(
                                mappings::add, () -> failures.add(nonsense(call, "a mapping that is incomplete")));
            }
        }
        return failures.isEmpty() ? Answer.of(List.copyOf(mappings)) : Answer.unanswered(failures.getFirst());
    }

    /** Volumes by their ids. One whose name cannot be a {@link VolumeName} is left out: PowerStore allows spaces. */
    Answer<Map<String, StoredVolume>> volumesById(Set<String> ids) {
        return new Questions(rest, rest.newQuestion())
                .rowsWith(PowerStoreRest.ask(StoredVolume.COLLECTION, StoredVolume.FIELDS), "id", ids)
                .complete()
                .map(rows -> {
                    Map<String, StoredVolume> volumes = new HashMap<>();
                    rows.forEach(row -> StoredVolume.parse(row).ifPresent(volume -> volumes.put(volume.id(), volume)));
                    return volumes;
                });
    }

    private static Map<VolumeName, StoredVolume> volumes(
            Set<VolumeName> names, Questions questions, List<ArrayFailure> failures) {
        RestCall call =
                PowerStoreRest.ask(StoredVolume.COLLECTION, StoredVolume.FIELDS).query("type", StoredVolume.TYPES);
        Found found = questions.rowsWith(
                call, "name", names.stream().map(VolumeName::value).toList());
        failures.addAll(found.failures());
        Map<VolumeName, StoredVolume> volumes = new HashMap<>();
        Set<VolumeName> doubled = new HashSet<>();
        for (JsonNode row : found.rows()) {
            Optional<StoredVolume> volume = StoredVolume.parse(row).filter(one -> names.contains(one.name()));
            if (volume.isEmpty()) {
                failures.add(nonsense(call, "a volume without a name, or one that was not asked for"));
            } else if (volumes.put(volume.get().name(), volume.get()) != null) {
                doubled.add(volume.get().name());
            }
        }
        doubled.forEach(name -> {
            volumes.remove(name);
            failures.add(nonsense(call, "two volumes with the name " + name));
        });
        if (found.failures().isEmpty()) {
            names.stream()
                    .filter(name -> !volumes.containsKey(name) && !doubled.contains(name))
                    .sorted()
                    .forEach(name -> failures.add(
                            new ArrayFailure(Kind.NOT_FOUND, "", call + ": the array has no volume " + name)));
        }
        return volumes;
    }

    private static List<VolumeMapping> mappings(
            Collection<StoredVolume> volumes, Questions questions, List<ArrayFailure> failures) {
        RestCall call = PowerStoreRest.ask(VolumeMapping.COLLECTION, VolumeMapping.FIELDS);
        Set<String> ids = new HashSet<>();
        volumes.forEach(volume -> ids.add(volume.id()));
        Found found = questions.rowsWith(call, "volume_id", ids);
        failures.addAll(found.failures());
        List<VolumeMapping> mappings = new ArrayList<>();
        for (JsonNode row : found.rows()) {
            Optional<VolumeMapping> mapping = VolumeMapping.parse(row).filter(one -> ids.contains(one.volume()));
            if (mapping.isEmpty()) {
                failures.add(nonsense(call, "a mapping that is incomplete or of another volume"));
            }
            mapping.ifPresent(mappings::add);
        }
        return mappings;
    }

    private static Map<String, Host> withPorts(
            Collection<JsonNode> rows, Questions questions, List<ArrayFailure> failures) {
        RestCall call = PowerStoreRest.ask(Host.Port.COLLECTION, Host.Port.FIELDS);
        Map<String, List<Host.Port>> ports = new HashMap<>();
        rows.forEach(row -> ports.put(row.path("id").asText(""), new ArrayList<>()));
        Found found = questions.rowsWith(call, "host_id", ports.keySet());
        failures.addAll(found.failures());
        for (JsonNode row : found.rows()) {
            Optional<Host.Port> port = Host.Port.parse(row);
            List<Host.Port> into = ports.get(row.path("host_id").asText(""));
            if (port.isEmpty() || into == null) {
                failures.add(nonsense(call, "an initiator without name or type, or of another host"));
            } else {
                into.add(port.get());
            }
        }
        Map<String, Host> hosts = new HashMap<>();
        for (JsonNode row : rows) {
            Optional<Host> host =
                    Host.parse(row, ports.getOrDefault(row.path("id").asText(""), List.of()));
            if (host.isEmpty()) {
                failures.add(nonsense(PowerStoreRest.ask(Host.COLLECTION), "a host without id or name"));
            }
            host.ifPresent(one -> hosts.put(one.id(), one));
        }
        return hosts;
    }

    private static Map<String, HostGroup> groups(List<JsonNode> rows, List<ArrayFailure> failures) {
        Map<String, HostGroup> groups = new HashMap<>();
        for (JsonNode row : rows) {
            Optional<HostGroup> group = HostGroup.parse(row);
            if (group.isEmpty()) {
                failures.add(nonsense(PowerStoreRest.ask(HostGroup.COLLECTION), "a host group without id or name"));
            }
            group.ifPresent(one -> groups.put(one.id(), one));
        }
        return groups;
    }

    /** The hosts of a group are read in two ways, which have to agree. */
    private static Optional<ArrayFailure> missing(AccessView view, Set<String> hostIds, Set<String> groupIds) {
        if (!view.hosts().keySet().containsAll(hostIds)) {
            return Optional.of(
                    nonsense(PowerStoreRest.ask(Host.COLLECTION), "a host that a volume is attached to is not listed"));
        }
        if (!view.groups().keySet().containsAll(groupIds)) {
            return Optional.of(nonsense(
                    PowerStoreRest.ask(HostGroup.COLLECTION),
                    "a host group that a volume is attached to is not listed"));
        }
        boolean agree = view.groups().values().stream()
                .allMatch(group -> view.hostsOf(group.id()).stream()
                        .map(Host::id)
                        .collect(Collectors.toUnmodifiableSet())
                        .equals(group.hosts()));
        return agree
                ? Optional.empty()
                : Optional.of(
                        nonsense(PowerStoreRest.ask(HostGroup.COLLECTION), "a host group and its hosts do not agree"));
    }

    private static ArrayFailure nonsense(RestCall call, String why) {
        return new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why);
    }
}
