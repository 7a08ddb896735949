package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who reaches a LUN: its maps, and the igroups they lead to. */
final class IscsiAccess {
    static final String MAPS = "/api/protocols/san/lun-maps";
    static final String IGROUPS = "/api/protocols/san/igroups";

    private final OntapRest rest;
    private final VolumeMaps<LunMap> maps;

    IscsiAccess(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.maps = maps(rest, LunMap::parse, LunMap.FIELDS);
    }

    /** The LUN maps, read in one's own way. */
    static <M> VolumeMaps<M> maps(OntapRest rest, VolumeMaps.Reading<M> reading, String... fields) {
        return new VolumeMaps<>(
                rest,
                new OntapVolumes(rest, OntapVolumes.LUNS),
                rest.ask(MAPS).queryList("fields", fields),
                "lun",
                reading);
    }

    /** The maps of some LUNs and every igroup of the SVM. */
    record View(List<LunMap> maps, Igroups igroups) {
        View {
            maps = List.copyOf(maps);
        }

        /** Whom this map lets in: by its own word, and by walking through the igroups. */
        Set<Initiator> initiatorsOf(LunMap map) {
            Set<Initiator> found = new LinkedHashSet<>(map.initiators());
            found.addAll(igroups.initiatorsThrough(map.igroup().id()));
            return found;
        }

        AccessReport report(Set<VolumeName> volumes) {
            List<AccessPath> paths = new ArrayList<>();
            for (LunMap map : maps) {
                for (Initiator initiator : initiatorsOf(map)) {
                    paths.add(new AccessPath(map.volume(), map.lun(), initiator, map.igroup()));
                }
            }
            return new AccessReport(volumes, paths);
        }
    }

    Answer<AccessReport> report(Set<VolumeName> volumes) {
        return view(volumes, rest.newQuestion()).map(view -> view.report(volumes));
    }

    Answer<View> view(Set<VolumeName> volumes, Deadline deadline) {
        return Answers.both(
                rest.fanOut(),
                () -> maps.all(volumes, deadline),
                () -> igroups(deadline),
                (found, igroups) -> found.stream()
                                .allMatch(
                                        map -> igroups.byUuid(map.igroup().id()).isPresent())
                        ? Answer.of(new View(found, igroups))
                        : OntapRest.incomprehensible(
                                RestCall.get(IGROUPS), "an igroup that a LUN is mapped to is not listed"));
    }

    /** The maps of these LUNs, as many as can be read. */
    VolumeMaps.Found<LunMap> mapsAsFarAsRead(Set<VolumeName> volumes, Deadline deadline) {
        return maps.asFarAsRead(volumes, deadline);
    }

    Answer<Igroups> igroups(Deadline deadline) {
        return everyIgroup(deadline).flatMap(found -> {
            Igroups igroups = new Igroups(found);
            return igroups.missing().isEmpty()
                    ? Answer.of(igroups)
                    : OntapRest.incomprehensible(RestCall.get(IGROUPS), "a nested igroup is not listed");
        });
    }

    /** The igroups of the SVM as they are listed, whether or not that makes sense. */
    Answer<List<Igroup>> everyIgroup(Deadline deadline) {
        RestCall call = rest.ask(IGROUPS).queryList("fields", Igroup.FIELDS);
        return rest.records(call, deadline).flatMap(records -> read(call, records));
    }

    /** The igroups that list one of these initiators, their own or inherited. */
    Answer<List<Igroup>> igroupsWith(Collection<Initiator> initiators, Deadline deadline) {
        RestCall call = rest.ask(IGROUPS).queryList("fields", Igroup.FIELDS);
        return rest.recordsWith(
                        call,
                        "initiators.name",
                        initiators.stream().map(Initiator::value).toList(),
                        deadline)
                .flatMap(records -> read(call, records));
    }

    /** The igroups of a name: one or none. */
    Answer<List<Igroup>> igroupsNamed(String name, Deadline deadline) {
        RestCall call = rest.ask(IGROUPS).queryList("fields", Igroup.FIELDS);
        return rest.recordsWith(call, "name", List.of(name), deadline).flatMap(records -> read(call, records));
    }

    private static Answer<List<Igroup>> read(RestCall call, List<JsonNode> records) {
        List<Igroup> igroups = new ArrayList<>();
        for (JsonNode json : records) {
            Optional<Igroup> igroup = Igroup.parse(json);
            if (igroup.isEmpty()) {
                return OntapRest.incomprehensible(call, "an igroup that is incomplete");
            }
            igroups.add(igroup.get());
        }
        return Answer.of(List.copyOf(igroups));
    }
}
