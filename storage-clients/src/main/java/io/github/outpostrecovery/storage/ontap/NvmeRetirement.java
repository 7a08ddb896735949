package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.ontap.SubsystemMaps.Mapped;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a dead host off an SVM: out of its subsystems, and its secrets with it. A subsystem that it had to itself and that has no
 * namespaces goes too; ONTAP itself keeps one that has hosts or namespaces by then.
 */
final class NvmeRetirement {
    private final OntapRest rest;

    NvmeRetirement(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    private record Standing(List<NvmeSubsystem> subsystems, List<Mapped> maps, SessionReport sessions) {}

    RetireOutcome retire(Initiator dead) {
        if (!(dead instanceof HostNqn)) {
            return failed(List.of(), new ArrayFailure(Kind.REFUSED, "", dead + " is no host NQN"));
        }
        return switch (look(dead)) {
            case Answer.Answered<Standing>(Standing standing) -> retire(dead, standing);
            case Answer.Unanswered<Standing>(ArrayFailure failure) -> failed(List.of(), failure);
            case Answer.NotOffered<Standing>() -> new RetireOutcome.NotThere();
        };
    }

    private Answer<Standing> look(Initiator dead) {
        Deadline deadline = rest.newQuestion();
        return new Subsystems(rest)
                .with(List.of(dead), deadline)
                .flatMap(subsystems -> new SubsystemMaps(rest)
                        .of(NvmeAdmission.uuids(subsystems), deadline)
                        .flatMap(maps -> new OntapSessions(rest)
                                .nvme(Set.of(dead))
                                .map(sessions -> new Standing(subsystems, maps, sessions))));
    }

    private RetireOutcome retire(Initiator dead, Standing standing) {
        if (!standing.maps().isEmpty()) {
            Mapped map = standing.maps().getFirst();
            return new RetireOutcome.StillInUse(dead + " reaches " + map.volume() + " as namespace " + map.nsid()
                    + " of subsystem " + map.subsystem() + ": fence it first");
        }
        if (!standing.sessions().sessions().isEmpty()) {
            return new RetireOutcome.StillInUse(dead + " is connected from "
                    + String.join(", ", standing.sessions().sourcesOf(dead)) + ": end its machine first");
        }
        return standing.subsystems().isEmpty() ? new RetireOutcome.NotThere() : remove(dead, standing);
    }

    private RetireOutcome remove(Initiator dead, Standing standing) {
        List<String> removed = new ArrayList<>();
        for (NvmeSubsystem subsystem : standing.subsystems()) {
            Optional<ArrayFailure> failure = sent(
                    NvmeUndo.removal(subsystem, dead),
                    dead + " from subsystem " + subsystem.object().name(),
                    removed);
            if (failure.isPresent()) {
                return failed(removed, failure.get());
            }
            if (subsystem.hosts().equals(Set.of(dead))) {
                // Refused where somebody came in, or a namespace, since it was read: then it stays.
                Optional<ArrayFailure> _ = sent(
                        RestCall.delete(NvmeAccess.SUBSYSTEMS)
                                .segment(subsystem.object().id()),
                        "subsystem " + subsystem.object().name() + ", which had no hosts and no namespaces",
                        removed);
            }
        }
        return switch (look(dead)) {
            case Answer.Answered<Standing>(Standing after) ->
                after.subsystems().isEmpty()
                        ? new RetireOutcome.Retired(removed)
                        : failed(
                                removed,
                                new ArrayFailure(
                                        Kind.INCOMPREHENSIBLE, "", dead + " is still listed after its removal"));
            case Answer.Unanswered<Standing>(ArrayFailure failure) -> failed(removed, failure);
            case Answer.NotOffered<Standing>() -> new RetireOutcome.NotThere();
        };
    }

    private Optional<ArrayFailure> sent(RestCall call, String what, List<String> removed) {
        Optional<ArrayFailure> failure = rest.removed(call);
        if (failure.isEmpty()) {
            removed.add("removed " + what);
        }
        return failure;
    }

    private static RetireOutcome failed(List<String> removed, ArrayFailure failure) {
        return new RetireOutcome.Failed(removed, failure);
    }
}
