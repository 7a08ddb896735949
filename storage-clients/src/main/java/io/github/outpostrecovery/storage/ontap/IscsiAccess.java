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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who reaches a LUN: its maps, and the igroups they lead to. */
final class IscsiAccess {
    private static final String MAPS = "/api/protocols/san/lun-maps";
    private static final String IGROUPS = "/api/protocols/san/igroups";

    private final OntapRest rest;
    private final OntapVolumes luns;

    IscsiAccess(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.luns = new OntapVolumes(rest, OntapVolumes.LUNS);
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
        return Answers.each(new TreeSet<>(volumes), volume -> maps(volume, deadline))
                .flatMap(maps -> view(maps.stream().flatMap(List::stream).toList(), deadline));
    }

    /** Completes maps that were read before to a view. */
    Answer<View> view(List<LunMap> maps, Deadline deadline) {
        return igroups(deadline)
                .flatMap(igroups -> maps.stream()
                                .allMatch(
                                        map -> igroups.byUuid(map.igroup().id()).isPresent())
                        ? Answer.of(new View(maps, igroups))
                        : OntapRest.incomprehensible(
                                RestCall.get(IGROUPS), "an igroup that a LUN is mapped to is not listed"));
    }

    /** The maps of a LUN that exists. */
    Answer<List<LunMap>> maps(VolumeName volume, Deadline deadline) {
        RestCall call = rest.ask(MAPS).query("lun.name", volume.value()).queryList("fields", LunMap.FIELDS);
        return luns.exists(volume, deadline)
                .flatMap(exists -> rest.records(call, deadline))
                .flatMap(records -> {
                    List<LunMap> maps = new ArrayList<>();
                    for (JsonNode json : records) {
                        Optional<LunMap> map = LunMap.parse(json, volume);
                        if (map.isEmpty()) {
                            return OntapRest.incomprehensible(call, "a LUN map that is incomplete or of another LUN");
                        }
                        maps.add(map.get());
                    }
                    return Answer.of(List.copyOf(maps));
                });
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
        return igroups(rest.ask(IGROUPS).queryList("fields", Igroup.FIELDS), deadline);
    }

    /** The igroups that list this initiator, their own or inherited. */
    Answer<List<Igroup>> igroupsWith(Initiator initiator, Deadline deadline) {
        return igroups(
                rest.ask(IGROUPS).query("initiators.name", initiator.value()).queryList("fields", Igroup.FIELDS),
                deadline);
    }

    private Answer<List<Igroup>> igroups(RestCall call, Deadline deadline) {
        return rest.records(call, deadline).flatMap(records -> {
            List<Igroup> igroups = new ArrayList<>();
            for (JsonNode json : records) {
                Optional<Igroup> igroup = Igroup.parse(json);
                if (igroup.isEmpty()) {
                    return OntapRest.incomprehensible(call, "an igroup that is incomplete");
                }
                igroups.add(igroup.get());
            }
            return Answer.of(List.copyOf(igroups));
        });
    }
}
