package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.RevokeLog.Removal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes victims out of the igroups that lead to the volumes, and at the same time denies them the SVM.
 *
 * <p>The member leaves, never the map: a map serves everybody in the igroup. So there is one request for each victim and
 * igroup that holds it, whatever the number of volumes, and they are sent together. If the igroup is also mapped to volumes
 * that the order does not name, the victim loses those too; it is dead. A failure to deny is reported and holds up nothing:
 * the proof is the mapping.
 */
final class IscsiFence {
    private static final int ROUNDS = 3;

    private final OntapRest rest;
    private final IscsiAccess access;

    IscsiFence(OntapRest rest, IscsiAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    RevokeReport revoke(RevokeOrder order) {
        List<Initiator> victims = order.victims().stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        IscsiDenial denial = new IscsiDenial(rest);
        List<Supplier<RevokeReport>> tasks = new ArrayList<>();
        tasks.add(() -> remove(victims, order.volumes()));
        for (Initiator victim : victims) {
            if (victim instanceof Iqn) {
                tasks.add(() -> denial.deny(victim));
            }
        }
        List<RevokeReport> reports = rest.fanOut().all(tasks);
        return new RevokeReport(
                reports.stream().flatMap(report -> report.done().stream()).toList(),
                reports.stream()
                        .flatMap(report -> report.failures().stream())
                        .distinct()
                        .toList());
    }

    private RevokeReport remove(List<Initiator> victims, Set<VolumeName> volumes) {
        RevokeLog log = new RevokeLog(rest);
        for (int round = 1; round <= ROUNDS; round++) {
            Answer<Set<Removal>> wanted = wanted(victims, volumes, log);
            if (!(wanted instanceof Answer.Answered<Set<Removal>>(Set<Removal> removals))) {
                break;
            }
            log.lookedAgain(removals);
            log.remove(removals, IscsiFence::deletion);
            if (!log.mustLookAgain()) {
                return log.report();
            }
        }
        log.couldNotLookAgain();
        return log.report();
    }

    private static RestCall deletion(Removal removal) {
        return RestCall.delete("/api/protocols/san/igroups")
                .segment(removal.objectUuid())
                .segment("initiators")
                .segment(removal.spelling())
                .query("allow_delete_while_mapped", "true");
    }

    /**
     * Whom to take out of what. A volume that cannot be read is reported and left out: it must not keep the others from
     * being fenced.
     */
    private Answer<Set<Removal>> wanted(List<Initiator> victims, Set<VolumeName> volumes, RevokeLog log) {
        Deadline deadline = rest.newQuestion();
        AtOnce<List<Answer<List<Igroup>>>, VolumeMaps.Found<LunMap>> read = AtOnce.done(
                rest.fanOut(), () -> igroups(victims, deadline), () -> access.mapsAsFarAsRead(volumes, deadline));
        read.second().failures().forEach(log::failed);
        return joined(read.first(), log)
                .flatMap(igroups ->
                        log.mustLookAgain() && !read.second().failures().isEmpty()
                                ? Answer.unanswered(new ArrayFailure(
                                        Kind.INCOMPREHENSIBLE, "", "not every volume could be read again"))
                                : Answer.of(removals(victims, read.second().maps(), igroups)));
    }

    private static Set<Removal> removals(List<Initiator> victims, List<LunMap> maps, Igroups igroups) {
        Set<Removal> removals = new LinkedHashSet<>();
        maps.forEach(map -> victims.forEach(victim -> removals.addAll(removals(victim, map, igroups))));
        return removals;
    }

    private static List<Removal> removals(Initiator victim, LunMap map, Igroups igroups) {
        List<Removal> removals = new ArrayList<>();
        for (Igroup owner : igroups.ownersOf(victim, map.igroup().id())) {
            removals.add(new Removal(victim, owner.uuid(), owner.name(), igroups.spellingOf(victim, owner)));
        }
        if (removals.isEmpty() && map.initiators().contains(victim)) {
            // Only the map says so: try the igroup that is mapped; ONTAP tells if another one owns the initiator.
            removals.add(new Removal(victim, map.igroup().id(), map.igroup().name(), victim.value()));
        }
        return removals;
    }

    private List<Answer<List<Igroup>>> igroups(List<Initiator> victims, Deadline deadline) {
        return rest.fanOut()
                .all(List.<Supplier<Answer<List<Igroup>>>>of(
                        () -> access.igroupsWith(victims, deadline), () -> access.everyIgroup(deadline)));
    }

    /** All igroups of the SVM, and once more those that list a victim: what either reading shows is believed. */
    private static Answer<Igroups> joined(List<Answer<List<Igroup>>> answers, RevokeLog log) {
        Map<String, Igroup> found = new HashMap<>();
        int answered = 0;
        for (Answer<List<Igroup>> answer : answers) {
            switch (answer) {
                case Answer.Answered<List<Igroup>>(List<Igroup> igroups) -> {
                    igroups.forEach(igroup -> found.merge(igroup.uuid(), igroup, Igroup::joinedWith));
                    answered++;
                }
                case Answer.Unanswered<List<Igroup>>(ArrayFailure failure) -> log.failed(failure);
                case Answer.NotOffered<List<Igroup>>() -> {}
            }
        }
        return answered == 0
                ? Answer.unanswered(new ArrayFailure(Kind.UNREACHABLE, "", "no igroup could be read"))
                : Answer.of(new Igroups(found.values()));
    }
}
