package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes victims out of the igroups that lead to the volumes, and denies them the SVM.
 *
 * <p>The member leaves, never the map: a map serves everybody in the igroup. If the igroup is also mapped to volumes that
 * the order does not name, the victim loses those too; it is dead. Then a credentials record of type {@code deny} keeps the
 * name from logging in again (docs.netapp.com, {@code vserver iscsi security create}); a victim's name is never used again,
 * so the record stays. A failure to deny is reported and holds up nothing: the proof is the mapping.
 */
final class IscsiFence {
    private static final String CREDENTIALS = "/api/protocols/san/iscsi/credentials";
    private static final int ROUNDS = 3;

    private final OntapRest rest;
    private final IscsiAccess access;

    IscsiFence(OntapRest rest, IscsiAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    RevokeReport revoke(RevokeOrder order) {
        RevokeLog log = new RevokeLog(rest);
        List<Initiator> victims = order.victims().stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        remove(victims, order.volumes(), log);
        for (Initiator victim : victims) {
            if (victim instanceof Iqn) {
                deny(victim, log);
            }
        }
        return log.report();
    }

    private void remove(List<Initiator> victims, Set<VolumeName> volumes, RevokeLog log) {
        for (int round = 1; round <= ROUNDS; round++) {
            Answer<Set<Removal>> wanted = wanted(victims, volumes, log);
            if (!(wanted instanceof Answer.Answered<Set<Removal>>(Set<Removal> removals))) {
                log.couldNotLookAgain();
                return;
            }
            log.lookedAgain(removals);
            for (Removal removal : removals) {
                log.remove(
                        removal,
                        RestCall.delete("/api/protocols/san/igroups")
                                .segment(removal.objectUuid())
                                .segment("initiators")
                                .segment(removal.spelling())
                                .query("allow_delete_while_mapped", "true"));
            }
            if (!log.mustLookAgain()) {
                return;
            }
        }
        log.couldNotLookAgain();
    }

    /**
     * Whom to take out of what. A volume that cannot be read is reported and left out: it must not keep the others from
     * being fenced.
     */
    private Answer<Set<Removal>> wanted(List<Initiator> victims, Set<VolumeName> volumes, RevokeLog log) {
        Deadline deadline = rest.newQuestion();
        Answer<Igroups> listed = igroups(victims, deadline, log);
        if (!(listed instanceof Answer.Answered<Igroups>(Igroups igroups))) {
            return listed.map(none -> Set.of());
        }
        Set<Removal> wanted = new LinkedHashSet<>();
        boolean complete = true;
        for (VolumeName volume : new TreeSet<>(volumes)) {
            switch (access.maps(volume, deadline)) {
                case Answer.Answered<List<LunMap>>(List<LunMap> maps) ->
                    maps.forEach(map -> victims.forEach(victim -> wanted.addAll(removals(victim, map, igroups))));
                case Answer.Unanswered<List<LunMap>>(ArrayFailure failure) -> {
                    log.failed(failure);
                    complete = false;
                }
                case Answer.NotOffered<List<LunMap>>() -> complete = false;
            }
        }
        return !complete && log.mustLookAgain()
                ? Answer.unanswered(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", "not every volume could be read again"))
                : Answer.of(wanted);
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

    /** All igroups of the SVM, and once more those that list a victim: what either reading shows is believed. */
    private Answer<Igroups> igroups(List<Initiator> victims, Deadline deadline, RevokeLog log) {
        Map<String, Igroup> found = new HashMap<>();
        int answered = 0;
        List<Answer<List<Igroup>>> answers = new ArrayList<>();
        victims.forEach(victim -> answers.add(access.igroupsWith(victim, deadline)));
        answers.add(access.everyIgroup(deadline));
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

    private void deny(Initiator victim, RevokeLog log) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.put("initiator", victim.value()).put("authentication_type", "deny");
        switch (rest.write(RestCall.post(CREDENTIALS).json(body))) {
            case OntapWrite.Done(JsonNode json) -> log.done("denied " + victim);
            case OntapWrite.Refused refused
            when refused.code().filter(OntapErrorCode.CREDENTIALS_EXIST::equals).isPresent() ->
                changeToDeny(victim, log);
            case OntapWrite.Refused(ArrayFailure failure) -> log.failed(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> log.failed(failure);
        }
    }

    /** There is a record, of CHAP perhaps: it is made a denial, if it is none yet. */
    private void changeToDeny(Initiator victim, RevokeLog log) {
        RestCall question = rest.ask(CREDENTIALS)
                .query("initiator", victim.value())
                .queryList("fields", "initiator", "authentication_type", "svm.uuid");
        switch (rest.records(question, rest.newQuestion())) {
            case Answer.Answered<List<JsonNode>>(List<JsonNode> records) -> {
                String svm = records.isEmpty()
                        ? ""
                        : records.getFirst().path("svm").path("uuid").asText("");
                if (svm.isEmpty()) {
                    log.failed(new ArrayFailure(
                            Kind.INCOMPREHENSIBLE, "", question + ": no record of " + victim + ", which has one"));
                } else if (records.getFirst()
                        .path("authentication_type")
                        .asText("")
                        .equals("deny")) {
                    log.done("denied already: " + victim);
                } else {
                    RestCall change = RestCall.patch(CREDENTIALS)
                            .segment(svm)
                            .segment(victim.value())
                            .json(Json.object().put("authentication_type", "deny"));
                    switch (rest.write(change)) {
                        case OntapWrite.Done(JsonNode json) -> log.done("denied " + victim);
                        case OntapWrite.Refused(ArrayFailure failure) -> log.failed(failure);
                        case OntapWrite.InDoubt(ArrayFailure failure) -> log.failed(failure);
                    }
                }
            }
            case Answer.Unanswered<List<JsonNode>>(ArrayFailure failure) -> log.failed(failure);
            case Answer.NotOffered<List<JsonNode>>() -> {}
        }
    }
}
