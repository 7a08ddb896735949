package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.storage.ontap.IgroupMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.GenerationObject;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a dead name off an SVM: out of its igroups, and then its credentials record. That order keeps a name that was denied out
 * until it is nowhere. An igroup that nobody is in after that, that is mapped to nothing and nested in nothing, goes too; so does
 * the igroup that a grant made for this generation alone, mapped or not, once nobody is in it.
 *
 * <p>ONTAP itself guards what the reading may have missed: no initiator is deleted with {@code allow_delete_while_mapped}, and no
 * igroup but the generation's own.
 */
final class IscsiRetirement {
    private final OntapRest rest;
    private final IscsiAccess access;

    IscsiRetirement(OntapRest rest, IscsiAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    /** Where the name stands and what it opens. */
    private record Standing(
            Igroups igroups,
            List<Igroup> owners,
            List<Mapped> maps,
            SessionReport sessions,
            Optional<IscsiCredentials.Demand> credentials) {
        boolean isNowhere(Initiator dead) {
            return owners.isEmpty() && credentials.isEmpty() && leftBy(dead).isEmpty();
        }

        /** What a grant made for this generation, and nobody is in. */
        List<Igroup> leftBy(Initiator dead) {
            return igroups.all().stream()
                    .filter(igroup -> GenerationObject.isOf(igroup.name(), dead))
                    .filter(igroup -> Set.of(dead).containsAll(igroups.initiatorsThrough(igroup.uuid()))
                            && igroup.children().isEmpty()
                            && igroup.parents().isEmpty())
                    .toList();
        }
    }

    RetireOutcome retire(Initiator dead) {
        if (!(dead instanceof Iqn)) {
            return failed(List.of(), new ArrayFailure(Kind.REFUSED, "", dead + " is no IQN"));
        }
        return switch (look(dead)) {
            case Answer.Answered<Standing>(Standing standing) -> retire(dead, standing);
            case Answer.Unanswered<Standing>(ArrayFailure failure) -> failed(List.of(), failure);
            case Answer.NotOffered<Standing>() -> new RetireOutcome.NotThere();
        };
    }

    private Answer<Standing> look(Initiator dead) {
        Deadline deadline = rest.newQuestion();
        return access.igroups(deadline)
                .flatMap(igroups -> new IgroupMaps(rest)
                        .of(igroups.leadingTo(dead), deadline)
                        .flatMap(maps -> new OntapSessions(rest)
                                .iscsi(Set.of(dead))
                                .flatMap(sessions -> new IscsiCredentials(rest)
                                        .of(dead, deadline)
                                        .map(credentials -> new Standing(
                                                igroups, igroups.ownersOf(dead), maps, sessions, credentials.own())))));
    }

    private RetireOutcome retire(Initiator dead, Standing standing) {
        if (!standing.maps().isEmpty()) {
            Mapped map = standing.maps().getFirst();
            return new RetireOutcome.StillInUse(dead + " reaches " + map.volume() + " as LUN " + map.lun()
                    + " through igroup " + map.igroup() + ": fence it first");
        }
        if (!standing.sessions().sessions().isEmpty()) {
            return new RetireOutcome.StillInUse(dead + " is logged in from "
                    + String.join(", ", standing.sessions().sourcesOf(dead)) + ": end its machine first");
        }
        return standing.isNowhere(dead) ? new RetireOutcome.NotThere() : remove(dead, standing);
    }

    private RetireOutcome remove(Initiator dead, Standing standing) {
        List<String> removed = new ArrayList<>();
        for (Igroup owner : standing.owners()) {
            Optional<ArrayFailure> failure = sent(
                    IscsiAdmission.removal(owner, standing.igroups().spellingOf(dead, owner)),
                    dead + " from igroup " + owner.name(),
                    removed);
            if (failure.isPresent()) {
                return failed(removed, failure.get());
            }
        }
        Optional<ArrayFailure> failure = standing.credentials()
                .flatMap(record -> sent(
                        IscsiCredentials.deletion(record),
                        "the credentials record of " + dead + " (" + record.type() + ")",
                        removed));
        if (failure.isPresent()) {
            return failed(removed, failure.get());
        }
        for (Igroup owner : standing.owners()) {
            boolean alone = standing.igroups().initiatorsThrough(owner.uuid()).equals(Set.of(dead));
            if (alone && owner.children().isEmpty() && owner.parents().isEmpty()) {
                // Should it be mapped or filled by now, ONTAP or the next reading keeps it: nobody is harmed by that.
                Optional<ArrayFailure> _ = emptyIgroup(owner, removed);
            }
        }
        for (Igroup left : standing.leftBy(dead)) {
            if (!standing.owners().contains(left)) {
                Optional<ArrayFailure> kept = sent(
                        RestCall.delete(IscsiAccess.IGROUPS)
                                .segment(left.uuid())
                                .query("allow_delete_while_mapped", "true"),
                        "igroup " + left.name() + ", which was made for it and was empty",
                        removed);
                if (kept.isPresent()) {
                    return failed(removed, kept.get());
                }
            }
        }
        return readBack(dead, removed);
    }

    private Optional<ArrayFailure> emptyIgroup(Igroup igroup, List<String> removed) {
        boolean empty = access.igroupsNamed(igroup.name(), rest.newQuestion())
                        instanceof Answer.Answered<List<Igroup>>(List<Igroup> found)
                && found.stream()
                        .anyMatch(one -> one.uuid().equals(igroup.uuid())
                                && one.members().isEmpty()
                                && one.children().isEmpty());
        return empty
                ? sent(
                        RestCall.delete(IscsiAccess.IGROUPS).segment(igroup.uuid()),
                        "igroup " + igroup.name() + ", which was empty and mapped to nothing",
                        removed)
                : Optional.empty();
    }

    private Optional<ArrayFailure> sent(RestCall call, String what, List<String> removed) {
        Optional<ArrayFailure> failure = rest.removed(call);
        if (failure.isEmpty()) {
            removed.add("removed " + what);
        }
        return failure;
    }

    private RetireOutcome readBack(Initiator dead, List<String> removed) {
        return switch (look(dead)) {
            case Answer.Answered<Standing>(Standing standing) ->
                standing.isNowhere(dead)
                        ? new RetireOutcome.Retired(removed)
                        : failed(
                                removed,
                                new ArrayFailure(
                                        Kind.INCOMPREHENSIBLE, "", dead + " is still listed after its removal"));
            case Answer.Unanswered<Standing>(ArrayFailure failure) -> failed(removed, failure);
            case Answer.NotOffered<Standing>() -> new RetireOutcome.NotThere();
        };
    }

    private static RetireOutcome failed(List<String> removed, ArrayFailure failure) {
        return new RetireOutcome.Failed(removed, failure);
    }
}
