package io.github.outpostrecovery.core.message;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.Decision;
import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.evidence.WritePlane;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.IncidentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why an incident went as it did: what was seen, what it means, what was done and what was not, and what would have had to
 * be seen instead for another decision.
 *
 * @param incident as the books have it, if it is the newest of its instance
 * @param evidence what it was decided on, or the last that was seen
 * @param mode in which the instance is protected now; empty if it is not any more
 * @param records of all executions, oldest first
 */
public record Explanation(
        IncidentId id,
        Optional<Incident> incident,
        Optional<Evidence> evidence,
        Optional<Mode> mode,
        List<IncidentRecord> records) {
    public Explanation {
        requireNonNull(id, "id is null");
        records = List.copyOf(records);
    }

    /** Gathers it from the books. */
    public static Explanation of(
            IncidentId id, Optional<Incident> incident, Optional<Mode> mode, List<IncidentRecord> records) {
        List<IncidentRecord> inOrder = records.stream()
                .sorted(Comparator.comparing(IncidentRecord::at))
                .toList();
        Optional<Evidence> last = inOrder.reversed().stream()
                .flatMap(record -> record.evidence().stream())
                .findFirst();
        return new Explanation(id, incident, last, mode, inOrder);
    }

    /**
     * Evidence that differs in one plane, and what would have been decided on it.
     *
     * @param plane which one
     * @param value what it would have had to say
     */
    public record Otherwise(String plane, String value, Verdict verdict, Decision decision) {}

    /** What this evidence means. */
    public Optional<Verdict> verdict() {
        return evidence.map(Verdict::of);
    }

    /** What follows from it in the present mode, without anybody's approval. */
    public Optional<Decision> decision() {
        return evidence.flatMap(seen -> mode.map(set -> Decision.of(seen, set, Optional.empty())));
    }

    /** Every change of a single plane that would have led to another decision. */
    public List<Otherwise> otherwise() {
        return evidence.flatMap(seen -> mode.map(set -> otherwise(seen, set))).orElse(List.of());
    }

    private static List<Otherwise> otherwise(Evidence seen, Mode mode) {
        List<Otherwise> others = new ArrayList<>();
        for (Ec2Plane ec2 : Ec2Plane.values()) {
            consider(others, "EC2", ec2, with(seen, ec2), seen, mode);
        }
        for (ServerLink server : ServerLink.values()) {
            consider(others, "server", server, with(seen, server), seen, mode);
        }
        for (SessionPlane sessions : SessionPlane.values()) {
            consider(others, "log-ins", sessions, with(seen, sessions), seen, mode);
        }
        for (WritePlane writes : WritePlane.values()) {
            consider(others, "writes", writes, with(seen, writes), seen, mode);
        }
        for (Evidence.StorageAnswer answer : Evidence.StorageAnswer.values()) {
            consider(others, "arrays", answer, with(seen, answer), seen, mode);
        }
        return List.copyOf(others);
    }

    private static void consider(
            List<Otherwise> others, String plane, Enum<?> value, Evidence changed, Evidence seen, Mode mode) {
        Decision before = Decision.of(seen, mode, Optional.empty());
        Decision after = Decision.of(changed, mode, Optional.empty());
        if (!before.getClass().equals(after.getClass())) {
            others.add(new Otherwise(plane, value.name(), Verdict.of(changed), after));
        }
    }

    private static Evidence with(Evidence seen, Ec2Plane ec2) {
        return new Evidence(ec2, seen.server(), seen.sessions(), seen.writes(), seen.storageAnswered(), List.of());
    }

    private static Evidence with(Evidence seen, ServerLink server) {
        return new Evidence(seen.ec2(), server, seen.sessions(), seen.writes(), seen.storageAnswered(), List.of());
    }

    private static Evidence with(Evidence seen, SessionPlane sessions) {
        return new Evidence(seen.ec2(), seen.server(), sessions, seen.writes(), seen.storageAnswered(), List.of());
    }

    private static Evidence with(Evidence seen, WritePlane writes) {
        return new Evidence(seen.ec2(), seen.server(), seen.sessions(), writes, seen.storageAnswered(), List.of());
    }

    private static Evidence with(Evidence seen, Evidence.StorageAnswer answer) {
        return new Evidence(seen.ec2(), seen.server(), seen.sessions(), seen.writes(), answer, List.of());
    }

    /** In words, in lines of at most 78 characters. */
    public String text() {
        Letter letter = Letter.about(id.toString(), "", "");
        letter.heading(id + " " + ending());
        Optional<IncidentStory> story = incident.map(IncidentStory::new);
        letter.heading("WHAT FAILED").fact("Instance", id.instance().value());
        story.ifPresent(told -> told.tellVictim(letter));
        EvidenceWords.tell(letter, evidence);
        verdict()
                .or(() -> incident.flatMap(Incident::approval).map(ApprovalRequest::verdict))
                .ifPresent(verdict -> EvidenceWords.tell(letter, verdict));
        incident.flatMap(Incident::approval)
                .ifPresent(
                        request -> letter.fact("Asked", request.askedAt() + ", about evidence " + request.evidence()));
        letter.heading("WHY");
        if (records.isEmpty()) {
            letter.item("no execution has ended yet");
        }
        records.forEach(record -> {
            letter.item(record.at() + " " + record.outcome() + ": " + record.reason());
            record.details().stream().filter(detail -> !isToldAbove(detail)).forEach(letter::under);
        });
        letter.heading("WHY NOT OTHERWISE");
        decision()
                .ifPresentOrElse(
                        taken -> letter.sentence("On this evidence the engine " + words(taken) + " (now in mode "
                                + mode.map(Enum::name).orElse("unknown") + ")."),
                        () -> letter.sentence("There is no evidence to decide on."));
        otherwise()
                .forEach(other -> letter.item("had it said " + other.value() + " of " + other.plane() + ": "
                        + other.verdict() + ", and the engine " + words(other.decision())));
        letter.heading("DONE");
        story.ifPresentOrElse(
                told -> told.tellDone(letter),
                () -> letter.item("the books keep the newest incident only: see the records above"));
        if (incident.filter(known -> known.state() != Incident.State.CLOSED).isPresent()) {
            letter.heading("NOT DONE");
            story.ifPresent(told -> told.tellNotDone(letter));
            letter.heading("NEXT STEP");
            nextSteps().forEach(letter::copy);
        }
        return letter.notice().body();
    }

    /** What a person can do about it now, as commands. */
    public List<String> nextSteps() {
        return incident.map(known -> switch (known.state()) {
                    case CLOSED -> List.<String>of();
                    case PAGED -> List.of("./outpost-recovery resume " + id);
                    case OPEN ->
                        known.waitsForAPerson()
                                ? List.of("./outpost-recovery approve " + id, "./outpost-recovery reject " + id)
                                : List.<String>of();
                })
                .orElse(List.of());
    }

    /** The evidence and what it means have a section of their own. */
    private static boolean isToldAbove(String detail) {
        return detail.startsWith("Evidence:") || detail.startsWith("Verdict:");
    }

    private String ending() {
        return incident.map(known -> switch (known.state()) {
                    case OPEN -> known.waitsForAPerson() ? "waits for an approval" : "is being worked on";
                    case PAGED -> "waits for a person to resume it";
                    case CLOSED -> "ended as " + known.outcome().map(Enum::name).orElse("unknown");
                })
                .orElseGet(() -> records.isEmpty()
                        ? "is not on the books"
                        : "ended as " + records.getLast().outcome());
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Recover recover -> "recovers by itself";
            case Decision.AskForApproval ask -> "asks a person first";
            case Decision.StandDown standDown -> "stands down";
            case Decision.Refuse refuse -> "refuses: what would have to be fenced does not answer";
        };
    }
}
