package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What volumes are mapped to. Asked for by lists, which are read at the same time, together with whether the volumes exist:
 * the time does not grow with the number of volumes, the requests grow with the pages.
 */
final class VolumeMaps<M> {
    private final OntapRest rest;
    private final OntapVolumes volumes;
    private final RestCall listing;
    private final String unit;
    private final Reading<M> reading;

    /**
     * The maps of one kind of volume.
     *
     * @param listing the collection with the fields that {@code reading} needs
     * @param unit what the records call the volume: {@code lun}, {@code namespace}
     */
    VolumeMaps(OntapRest rest, OntapVolumes volumes, RestCall listing, String unit, Reading<M> reading) {
        this.rest = requireNonNull(rest, "rest is null");
        this.volumes = requireNonNull(volumes, "volumes is null");
        this.listing = requireNonNull(listing, "listing is null");
        this.unit = requireNonNull(unit, "unit is null");
        this.reading = requireNonNull(reading, "reading is null");
    }

    /** How a record is read. */
    interface Reading<M> {
        /** The map of this volume that the record shows; empty if the record lacks something. */
        Optional<M> of(JsonNode json, VolumeName volume);
    }

    /**
     * What could be read, for who must not be held up by what could not.
     *
     * @param maps of the volumes that could be read
     * @param failures one for each volume or list of volumes that could not, or that is not there
     */
    record Found<M>(List<M> maps, List<ArrayFailure> failures) {
        Found {
            maps = List.copyOf(maps);
            failures = List.copyOf(failures);
        }

        static <M> Found<M> joined(Collection<Found<M>> some) {
            return new Found<>(
                    some.stream().flatMap(one -> one.maps().stream()).toList(),
                    some.stream().flatMap(one -> one.failures().stream()).toList());
        }
    }

    /** All maps of volumes that all exist. */
    Answer<List<M>> all(Set<VolumeName> asked, Deadline deadline) {
        return Answers.both(
                rest.fanOut(),
                () -> volumes.exist(asked, deadline),
                () -> Answers.joined(rest.fanOut()
                        .all(lists(asked).stream()
                                .<Supplier<Answer<List<M>>>>map(list -> () -> listed(list, deadline))
                                .toList())),
                (existing, maps) -> Answer.of(maps));
    }

    /** As many maps as can be read. Where one volume spoils the answer for a whole list, each is asked about by itself. */
    Found<M> asFarAsRead(Set<VolumeName> asked, Deadline deadline) {
        List<Supplier<Found<M>>> questions = new ArrayList<>();
        questions.add(() -> new Found<>(List.of(), volumes.missing(asked, deadline)));
        lists(asked).forEach(list -> questions.add(() -> readable(list, deadline)));
        return Found.joined(rest.fanOut().all(questions));
    }

    private Found<M> readable(List<VolumeName> list, Deadline deadline) {
        return switch (listed(list, deadline)) {
            case Answer.Answered<List<M>>(List<M> maps) -> new Found<>(maps, List.of());
            case Answer.Unanswered<List<M>>(ArrayFailure failure) ->
                list.size() > 1 && mayBeOfOneAlone(failure)
                        ? Found.joined(rest.fanOut()
                                .all(list.stream()
                                        .<Supplier<Found<M>>>map(volume -> () -> readable(List.of(volume), deadline))
                                        .toList()))
                        : new Found<>(List.of(), List.of(failure));
            case Answer.NotOffered<List<M>>() -> new Found<>(List.of(), List.of());
        };
    }

    private static boolean mayBeOfOneAlone(ArrayFailure failure) {
        return switch (failure.kind()) {
            case REFUSED, NOT_FOUND, INCOMPREHENSIBLE -> true;
            case UNREACHABLE, UNAUTHORISED -> false;
        };
    }

    private static List<List<VolumeName>> lists(Set<VolumeName> asked) {
        return FilterLists.of(
                        new TreeSet<>(asked).stream().map(VolumeName::value).toList())
                .stream()
                .map(list -> list.stream().map(VolumeName::new).toList())
                .toList();
    }

    private Answer<List<M>> listed(List<VolumeName> list, Deadline deadline) {
        Map<String, VolumeName> byName = new HashMap<>();
        list.forEach(volume -> byName.put(volume.value(), volume));
        RestCall call = listing.queryList(
                unit + ".name", list.stream().map(VolumeName::value).toArray(String[]::new));
        return rest.records(call, deadline).flatMap(records -> {
            List<M> maps = new ArrayList<>();
            for (JsonNode json : records) {
                Optional<M> map = Optional.ofNullable(
                                byName.get(json.path(unit).path("name").asText("")))
                        .flatMap(volume -> reading.of(json, volume));
                if (map.isEmpty()) {
                    return OntapRest.incomprehensible(call, "a map that is incomplete or of another " + unit);
                }
                maps.add(map.get());
            }
            return Answer.of(List.copyOf(maps));
        });
    }
}
