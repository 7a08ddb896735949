package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.powerstore.VolumeMapping.To;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.Wording;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a dead name off the array: out of the host in which it stands, or with that host where nobody else is in it. A host that
 * a grant has made for the name's own generation goes as well, once the fence has left nobody in it: it keeps its mappings, and
 * no other generation will ever bear its name.
 */
final class Retirement {
    private final PowerStoreRest rest;
    private final AccessReader reader;

    Retirement(PowerStoreRest rest, AccessReader reader) {
        this.rest = requireNonNull(rest, "rest is null");
        this.reader = requireNonNull(reader, "reader is null");
    }

    /**
     * What there is of a name.
     *
     * @param holding the hosts in which it stands
     * @param abandoned hosts that were made for it, with nobody in them
     */
    private record Remains(
            NameLog.Found log,
            List<Host> holding,
            List<Host> abandoned,
            List<VolumeMapping> mappings,
            Map<String, StoredVolume> volumes) {
        boolean isNothing() {
            return holding.isEmpty() && abandoned.isEmpty() && log.rows().isEmpty();
        }

        String nameOf(VolumeMapping mapping) {
            return Optional.ofNullable(volumes.get(mapping.volume()))
                    .map(volume -> volume.name().value())
                    .orElse(mapping.volume());
        }

        List<VolumeMapping> mappingsOf(Host host) {
            return mappings.stream()
                    .filter(mapping -> mapping.to().equals(new To.OneHost(host.id()))
                            || host.group()
                                    .filter(id -> mapping.to().equals(new To.Group(id)))
                                    .isPresent())
                    .toList();
        }
    }

    /** One request, in words. */
    private record Removal(String line, RestCall call) {}

    RetireOutcome retire(Initiator dead) {
        return switch (read(dead)) {
            case Answer.Answered<Remains>(Remains remains) -> retire(dead, remains);
            case Answer.Unanswered<Remains>(ArrayFailure failure) -> new RetireOutcome.Failed(List.of(), failure);
            case Answer.NotOffered<Remains>() -> new RetireOutcome.NotThere();
        };
    }

    private Answer<Remains> read(Initiator dead) {
        return new NameLog(rest).of(Set.of(dead)).flatMap(log -> {
            Set<String> ids = new HashSet<>();
            log.rows().forEach(row -> Fields.text(row, "host_id").ifPresent(ids::add));
            return reader.hosts(ids)
                    .flatMap(holding -> abandoned(dead).flatMap(abandoned -> {
                        Set<String> hosts = new HashSet<>();
                        Set<String> groups = new HashSet<>();
                        List.of(holding, abandoned)
                                .forEach(some -> some.forEach(host -> {
                                    hosts.add(host.id());
                                    host.group().ifPresent(groups::add);
                                }));
                        return reader.mappingsOf(hosts, groups).flatMap(mappings -> {
                            Set<String> volumes = new HashSet<>();
                            mappings.forEach(mapping -> volumes.add(mapping.volume()));
                            return reader.volumesById(volumes)
                                    .map(named -> new Remains(log, holding, abandoned, mappings, named));
                        });
                    }));
        });
    }

    private Answer<List<Host>> abandoned(Initiator dead) {
        if (!dead.mayBeOurs()) {
            return Answer.of(List.of());
        }
        RestCall call = PowerStoreRest.ask(Host.COLLECTION, "id", "name").query("name", GenerationHost.filterFor(dead));
        return rest.rows(call, rest.newQuestion()).flatMap(rows -> {
            Set<String> ids = new HashSet<>();
            for (JsonNode row : rows) {
                if (GenerationHost.isFor(row.path("name").asText(""), dead)) {
                    ids.add(row.path("id").asText(""));
                }
            }
            return reader.hosts(ids)
                    .map(hosts -> hosts.stream()
                            .filter(host -> host.ports().isEmpty())
                            .toList());
        });
    }

    private RetireOutcome retire(Initiator dead, Remains remains) {
        Optional<String> use = use(dead, remains);
        if (use.isPresent()) {
            return new RetireOutcome.StillInUse(use.get());
        }
        if (remains.isNothing()) {
            return new RetireOutcome.NotThere();
        }
        List<String> removed = new ArrayList<>();
        Optional<ArrayFailure> objection = Optional.empty();
        for (Removal removal : removals(dead, remains)) {
            objection = switch (rest.write(removal.call())) {
                case PowerStoreWrite.Done done -> {
                    removed.add(removal.line());
                    yield Optional.empty();
                }
                case PowerStoreWrite.Refused(ArrayFailure failure) -> Optional.of(failure);
                case PowerStoreWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure);
            };
            if (objection.isPresent()) {
                break;
            }
        }
        return readBack(dead, removed, objection);
    }

    private static Optional<String> use(Initiator dead, Remains remains) {
        if (remains.log().isLoose(dead)) {
            return Optional.of(dead + " is logged in, without a host");
        }
        if (remains.log().isLoggedIn()) {
            return Optional.of(dead + " is logged in");
        }
        return remains.holding().stream()
                .filter(host -> !host.external() || !remains.mappingsOf(host).isEmpty())
                .findFirst()
                .map(host -> host.external()
                        ? dead
                                + Wording.with(
                                        " reaches ",
                                        remains.mappingsOf(host).stream()
                                                .map(remains::nameOf)
                                                .sorted()
                                                .toList())
                                + " through host " + host.name() + ": take its access away first"
                        : "host " + host.name() + " is a part of the appliance and cannot be changed");
    }

    private static List<Removal> removals(Initiator dead, Remains remains) {
        List<Removal> removals = new ArrayList<>();
        for (Host host : remains.holding()) {
            if (host.initiators().equals(Set.of(dead))) {
                removeHost(host, remains, removals);
            } else {
                FenceStep step = new FenceStep.TakeOutOfHost(
                        host.id(),
                        host.name(),
                        host.ports().stream()
                                .filter(port -> port.initiator().equals(dead))
                                .map(Host.Port::spelling)
                                .toList());
                removals.add(new Removal(step.toString(), step.call()));
            }
        }
        remains.abandoned().forEach(host -> removeHost(host, remains, removals));
        return removals;
    }

    /** The group's mappings stay with the group; what the host has for itself goes before it. */
    private static void removeHost(Host host, Remains remains, List<Removal> removals) {
        host.group().ifPresent(group -> {
            FenceStep step = new FenceStep.LeaveGroup(group, group, host.id(), host.name());
            removals.add(new Removal(step.toString(), step.call()));
        });
        remains.mappingsOf(host).stream()
                .filter(mapping -> mapping.to() instanceof To.OneHost)
                .forEach(mapping -> {
                    FenceStep step =
                            new FenceStep.DetachHost(mapping.volume(), remains.nameOf(mapping), host.id(), host.name());
                    removals.add(new Removal(step.toString(), step.call()));
                });
        removals.add(new Removal(
                "host " + host.name() + Wording.with(" with ", host.initiators()), HostBodies.deleteHost(host.id())));
    }

    private RetireOutcome readBack(Initiator dead, List<String> removed, Optional<ArrayFailure> objection) {
        return switch (read(dead)) {
            case Answer.Answered<Remains>(Remains remains) ->
                remains.isNothing()
                        ? new RetireOutcome.Retired(removed)
                        : new RetireOutcome.Failed(
                                removed,
                                objection.orElseGet(() -> new ArrayFailure(
                                        Kind.INCOMPREHENSIBLE,
                                        "",
                                        dead
                                                + ", or the host that was made for it, is still there after it"
                                                + " was removed")));
            case Answer.Unanswered<Remains>(ArrayFailure failure) ->
                new RetireOutcome.Failed(removed, objection.orElse(failure));
            case Answer.NotOffered<Remains>() -> new RetireOutcome.Retired(removed);
        };
    }
}
