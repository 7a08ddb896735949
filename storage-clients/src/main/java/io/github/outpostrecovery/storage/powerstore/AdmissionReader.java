package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.powerstore.AdmissionState.Presence;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what there is of that by which one machine is let in, by filters: the array may have thousands of hosts. */
final class AdmissionReader {
    private static final String CHAP_MODES = "/chap_config";

    private final PowerStoreRest rest;
    private final PowerStoreProtocol protocol;
    private final AccessReader reader;

    AdmissionReader(PowerStoreRest rest, PowerStoreProtocol protocol, AccessReader reader) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.reader = requireNonNull(reader, "reader is null");
    }

    /** The named host, the named group and the owner of the initiator. */
    private record Objects(Optional<Host> host, List<HostGroup> groups, Optional<Host> owner, Presence presence) {}

    Answer<AdmissionState> read(AccessRequest request) {
        return chapMode()
                .flatMap(mode -> objects(request)
                        .flatMap(objects -> members(request, objects)
                                .flatMap(members -> attached(objects).flatMap(mappings -> {
                                    Set<String> ids = new HashSet<>();
                                    mappings.forEach(mapping -> ids.add(mapping.volume()));
                                    return reader.volumesById(ids)
                                            .map(volumes -> new AdmissionState(
                                                    request,
                                                    objects.host(),
                                                    named(request, objects),
                                                    hostsGroup(objects),
                                                    members,
                                                    objects.owner(),
                                                    objects.presence(),
                                                    mappings,
                                                    volumes,
                                                    mode));
                                }))));
    }

    private Answer<Optional<String>> chapMode() {
        return switch (protocol) {
            case NVME_TCP -> Answer.of(Optional.empty());
            case ISCSI ->
                rest.whole(PowerStoreRest.ask(CHAP_MODES, "id", "mode"), rest.newQuestion())
                        .map(rows -> rows.stream()
                                .flatMap(row -> Fields.text(row, "mode").stream())
                                .findFirst());
        };
    }

    private Answer<Objects> objects(AccessRequest request) {
        return reader.hostsWith("name", Set.of(request.host()))
                .flatMap(hosts -> log(request.initiator())
                        .flatMap(log -> reader.hosts(log.hosts()).flatMap(owners -> {
                            Optional<Host> host = hosts.stream().findFirst();
                            Set<String> ids = new HashSet<>();
                            host.flatMap(Host::group).ifPresent(ids::add);
                            return reader.groupsWith("id", ids)
                                    .flatMap(own -> reader.groupsWith(
                                                    "name",
                                                    request.group().map(Set::of).orElse(Set.of()))
                                            .map(named -> {
                                                Set<HostGroup> groups = new HashSet<>(own);
                                                groups.addAll(named);
                                                return new Objects(
                                                        host,
                                                        List.copyOf(groups),
                                                        owners.stream().findFirst(),
                                                        log.presence());
                                            }));
                        })));
    }

    private record Log(Set<String> hosts, Presence presence) {}

    /** In which host the initiator is, and whether it is logged in. */
    private Answer<Log> log(Initiator initiator) {
        return new NameLog(rest)
                .of(Set.of(initiator))
                .map(found -> new Log(
                        found.rows().stream()
                                .flatMap(row -> Fields.text(row, "host_id").stream())
                                .collect(Collectors.toUnmodifiableSet()),
                        presence(found.rows(), found.isLoose(initiator))));
    }

    private static Presence presence(List<JsonNode> rows, boolean loose) {
        return loose
                ? Presence.LOGGED_IN_WITHOUT_HOST
                : rows.stream().anyMatch(row -> !row.path("active_sessions").isEmpty())
                        ? Presence.LOGGED_IN
                        : Presence.ABSENT;
    }

    private static Optional<HostGroup> named(AccessRequest request, Objects objects) {
        return objects.groups().stream()
                .filter(group -> request.group().filter(group.name()::equals).isPresent())
                .findFirst();
    }

    private static Optional<HostGroup> hostsGroup(Objects objects) {
        return objects.groups().stream()
                .filter(group -> objects.host()
                        .flatMap(Host::group)
                        .filter(group.id()::equals)
                        .isPresent())
                .findFirst();
    }

    private Answer<List<Host>> members(AccessRequest request, Objects objects) {
        return reader.hosts(named(request, objects).map(HostGroup::hosts).orElse(Set.of()));
    }

    private Answer<List<VolumeMapping>> attached(Objects objects) {
        Set<String> groups = new HashSet<>();
        objects.groups().forEach(group -> groups.add(group.id()));
        return reader.mappingsOf(objects.host().map(Host::id).map(Set::of).orElse(Set.of()), groups);
    }
}
