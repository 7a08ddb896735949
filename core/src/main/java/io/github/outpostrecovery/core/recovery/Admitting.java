package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.StormPolicy;
import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.Scope;
import io.github.outpostrecovery.core.storm.StormBooks;
import io.github.outpostrecovery.core.storm.StormGuard;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.core.storm.Turn;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks, before the plan is stored, what the other incidents of these minutes have to do with this one: whether a person
 * should look first, whose turn it is, and on which server there is room that nobody else was promised. Until it admits,
 * nothing was asked of an array but to be read.
 */
final class Admitting {
    private static final int PAUSE_SECONDS = 10;
    private static final int LONGEST_PAUSE_SECONDS = 30;
    private static final int ALL = 1000;

    private final Services services;
    private final Promising promising;

    Admitting(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.promising = new Promising(services);
    }

    /** What came of it. */
    sealed interface Answer {
        /**
         * It may begin.
         *
         * @param targets what is left of the checked ones: where all room is promised, nothing is ready
         * @param first where its own room is, if rooms are counted
         */
        record Admitted(List<TargetCheck> targets, Optional<OutpostArn> first) implements Answer {}

        /** Others come first. */
        record Later(int seconds, String why) implements Answer {}

        /** There is no room; there may be when EC2 is asked again. */
        record NoRoom(int seconds, String why) implements Answer {}

        /** What seems to have failed may not be this machine. */
        record AskAPerson(String why) implements Answer {}
    }

    /** Whether a person has seen this evidence, and has said that it shall be recovered. */
    enum Approval {
        GIVEN,
        NOT_ASKED
    }

    /** Notes a first look that shows a failure, for those who are looked at meanwhile. */
    void seen(Incident incident, ProtectedInstance configured, Look look) {
        kindOf(look)
                .map(kind -> suspect(incident, configured, kind, Suspect.Stage.SEEN))
                .ifPresent(services.storms()::note);
    }

    Answer ask(
            Incident incident,
            ProtectedInstance configured,
            Verdict verdict,
            Evidence evidence,
            List<TargetCheck> targets,
            Approval approval) {
        Suspect mine = suspect(incident, configured, kindOf(verdict, evidence), Suspect.Stage.WAITING);
        StormPolicy policy = configured.stormPolicy();
        StormBooks books = services.storms();
        // First written, then read: of two that do so at once, at least one sees the other.
        books.note(mine);
        Collection<Suspect> noted = noted(mine, policy);
        Optional<String> objection =
                approval == Approval.GIVEN ? Optional.empty() : StormGuard.objection(mine, noted, policy);
        if (objection.isPresent()) {
            return new Answer.AskAPerson(objection.get());
        }
        Instant now = services.clock().instant();
        int rounds = Turn.rounds(mine, noted, policy, now);
        if (rounds > 0) {
            return new Answer.Later(
                    Math.min(rounds * PAUSE_SECONDS, LONGEST_PAUSE_SECONDS),
                    "its arrays are at work for others that failed with it");
        }
        List<Suspect> others = noted.stream()
                .filter(one -> !one.incident().equals(mine.incident()))
                .toList();
        return promising.promise(mine, others, configured.targets(), targets, policy);
    }

    private Collection<Suspect> noted(Suspect mine, StormPolicy policy) {
        Instant since = services.clock().instant().minus(policy.window());
        List<Supplier<List<Suspect>>> questions = new ArrayList<>();
        for (Scope scope : mine.scopes()) {
            int most = switch (scope) {
                case Scope.OfArray array -> ALL;
                case Scope.OfServer server -> ALL;
                case Scope.OfEngine engine -> 4 * (policy.guestsOfEngine() + 1);
            };
            questions.add(() -> services.storms().noted(scope, since, most));
        }
        Map<IncidentId, Suspect> newest = new LinkedHashMap<>();
        services.fanOut().all(questions).stream()
                .flatMap(List::stream)
                .forEach(one -> newest.merge(
                        one.incident(),
                        one,
                        (known, other) -> known.notedAt().isAfter(other.notedAt()) ? known : other));
        return newest.values();
    }

    private Suspect suspect(Incident incident, ProtectedInstance configured, Suspect.Kind kind, Suspect.Stage stage) {
        Set<URI> arrays =
                configured.arrays().stream().map(ArrayConnection::endpoint).collect(Collectors.toSet());
        return new Suspect(
                incident.id(),
                configured.orderOfRecovery(),
                incident.victim().server(),
                arrays,
                kind,
                stage,
                Optional.empty(),
                incident.openedAt(),
                services.clock().instant());
    }

    private static Optional<Suspect.Kind> kindOf(Look look) {
        if (look.server() == ServerLink.DISCONNECTED) {
            return Optional.of(Suspect.Kind.SERVER);
        }
        return switch (look.machine()) {
            case MachineStatus.Unobserved unobserved -> Optional.empty();
            case MachineStatus.Observed seen ->
                seen.systemCheck() == MachineStatus.Check.FAILED
                        ? Optional.of(Suspect.Kind.SERVER)
                        : seen.instanceCheck() == MachineStatus.Check.FAILED
                                ? Optional.of(Suspect.Kind.GUEST)
                                : Optional.empty();
        };
    }

    /** A machine that is still logged in is no sign that its server is gone, whatever EC2 says. */
    private static Suspect.Kind kindOf(Verdict verdict, Evidence evidence) {
        boolean serverIsGone =
                evidence.server() == ServerLink.DISCONNECTED || evidence.ec2() == Ec2Plane.MACHINE_FAILED;
        return verdict == Verdict.DEAD && serverIsGone ? Suspect.Kind.SERVER : Suspect.Kind.GUEST;
    }
}
