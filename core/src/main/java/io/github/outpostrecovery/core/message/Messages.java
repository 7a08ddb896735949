package io.github.outpostrecovery.core.message;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The mails that the steps of a recovery send: what to do next and what never to do, what failed, the evidence, what was
 * done and what was not, and the execution to look at. They hold no secret and no task token.
 */
public final class Messages {
    private final Console console;

    public Messages(Console console) {
        this.console = requireNonNull(console, "console is null");
    }

    // ---- approval

    /** A person has to decide. The evidence comes first: it is what is decided on. */
    public Notice approvalWanted(
            ExecutionArn execution, Incident incident, ApprovalRequest request, Evidence evidence) {
        IncidentId id = incident.id();
        Letter letter = Letter.about(
                id.toString(), "APPROVAL WANTED", request.verdict() + ", nothing is changed until you say so");
        letter.text(id.instance() + " seems to have failed, and the engine waits for your decision. Nothing has been"
                + " changed so far.");
        letter.heading("WHAT FAILED").fact("Instance", id.instance().value());
        new IncidentStory(incident).tellVictim(letter);
        letter.fact("Asked", request.askedAt().toString());
        EvidenceWords.tell(letter, Optional.of(evidence));
        EvidenceWords.tell(letter, request.verdict());
        letter.heading("LOOK FIRST").sentence(EvidenceWords.lookFirst(request.verdict()));
        letter.heading("NEXT STEP")
                .sentence("To approve:")
                .copy("./outpost-recovery approve " + id)
                .sentence("To reject:")
                .copy("./outpost-recovery reject " + id)
                .sentence("Or start the approval state machine in the console:")
                .copy(console.approval())
                .sentence("with this input (\"approve\" or \"reject\"):")
                .copy("{")
                .copy("  \"incident\": \"" + id + "\",")
                .copy("  \"decision\": \"approve\",")
                .copy("  \"evidence\": \"" + request.evidence() + "\",")
                .copy("  \"reason\": \"who says so, and why\"")
                .copy("}");
        letter.heading("IF YOU APPROVE")
                .item("the machine is looked at again; if it is well, nothing happens")
                .item("if the evidence is then of another kind, you are asked again")
                .item("otherwise it is cut off from its volumes, that is proved, and a new machine is launched");
        letter.heading("NEVER");
        neverASecondMachine(letter, id.instance().value());
        return signed(letter, execution);
    }

    // ---- ends

    /** Whether anybody is to be woken by such an end. */
    public static boolean isNews(Outcome outcome) {
        return switch (outcome) {
            case RECOVERED, RECOVERED_DEGRADED, REFUSED, FENCED_AND_PAGED, EXPIRED -> true;
            case STOOD_DOWN, DUPLICATE, SUPPRESSED, REJECTED -> false;
        };
    }

    /** How an execution ended; empty where it is no news. */
    public Optional<Notice> ended(IncidentRecord record, Background background) {
        return switch (record.outcome()) {
            case RECOVERED -> Optional.of(recovered(record, background));
            case RECOVERED_DEGRADED -> Optional.of(degraded(record, background));
            case REFUSED -> Optional.of(unchanged(record, background, "nothing was changed, it is as it was"));
            case EXPIRED -> Optional.of(unchanged(record, background, "nobody answered, nothing was changed"));
            case FENCED_AND_PAGED -> Optional.of(paged(record, background));
            case STOOD_DOWN, DUPLICATE, SUPPRESSED, REJECTED -> Optional.empty();
        };
    }

    private Notice recovered(IncidentRecord record, Background background) {
        if (background.incident().flatMap(Incident::move).isPresent()) {
            return moved(record, background);
        }
        Letter letter = begin(record, "it runs again, nothing to do tonight");
        letter.text(subjectOf(record) + " runs again, on the same volumes, and its alarm guards it.");
        heir(letter, background);
        letter.heading("NEXT STEP")
                .sentence("Tonight: nothing. By daylight: mend the failed server" + server(background) + ".");
        finish(letter, record, background);
        letter.heading("NOT DONE").item("nothing is missing");
        return signed(letter, record.execution());
    }

    private Notice moved(IncidentRecord record, Background background) {
        Letter letter = begin(record, "it was moved as planned, nothing to do");
        letter.text(subjectOf(record) + " was moved as planned. It runs on the same volumes, and its alarm guards it.");
        heir(letter, background);
        letter.heading("NEXT STEP")
                .sentence("Nothing. To move it back: ./outpost-recovery failback " + subjectOf(record));
        finish(letter, record, background);
        letter.heading("NOT DONE").item("nothing is missing");
        return signed(letter, record.execution());
    }

    private Notice degraded(IncidentRecord record, Background background) {
        Letter letter = begin(record, "it runs, but not all is well: act today");
        letter.text(subjectOf(record) + " runs again, on the same volumes, but something is missing.");
        heir(letter, background);
        letter.text("Missing: " + record.reason());
        letter.heading("NEXT STEP")
                .sentence("Mend what is missing:")
                .item("a path: look at the ports and cables of the new server, and at the portals of the array")
                .item("traffic: register the new machine in the target groups of the old one" + newMachine(background))
                .item("the alarm: look why it is not OK for the new machine. UNTIL IT IS ARMED NOBODY GUARDS "
                        + subjectOf(record));
        background.incident().flatMap(Incident::plan).ifPresent(plan -> letter.under("alarm " + plan.alarm()));
        finish(letter, record, background);
        letter.heading("NOT DONE").item("what is named as missing above; everything else was done");
        return signed(letter, record.execution());
    }

    /** The end of an execution that did not come to fence. */
    private Notice unchanged(IncidentRecord record, Background background, String inShort) {
        if (background.incident().flatMap(Incident::plan).isPresent()) {
            return paged(record, background);
        }
        if (background.incident().flatMap(Incident::move).isPresent()) {
            return notMoved(record, background);
        }
        Letter letter = begin(record, inShort);
        letter.text(record.instance()
                        .map(name -> name + " was not recovered. Nothing was changed.")
                        .orElse("An execution ended before it was known what it was for. Nothing was changed."))
                .text("Why: " + record.reason());
        letter.heading("NEXT STEP").sentence("Mend the cause. Then, if it is still down, start it again.");
        startAgain(
                letter,
                record,
                record.instance().map(name -> "{\"trigger\":\"MANUAL\",\"instance\":\"" + name + "\"}"));
        letter.heading("NEVER");
        neverASecondMachine(letter, subjectOf(record));
        failed(letter, record, background);
        letter.heading("DONE").item("nothing but looking");
        letter.heading("NOT DONE").item("nothing was fenced, let in, launched or moved");
        return signed(letter, record.execution());
    }

    /** The end of a planned move that did not come to fence. */
    private Notice notMoved(IncidentRecord record, Background background) {
        Letter letter = begin(record, "it was not moved: see that it runs");
        letter.text(subjectOf(record) + " was not moved. It keeps its volumes on its server; nothing was fenced.")
                .text("Why: " + record.reason());
        letter.heading("NEXT STEP")
                .sentence(
                        "If the reason says that its guest was to stop, see that it runs. Mend the cause, then move it"
                                + " again.");
        letter.heading("NEVER");
        neverASecondMachine(letter, subjectOf(record));
        failed(letter, record, background);
        letter.heading("DONE").item("what the reason says of its guest, and nothing else");
        letter.heading("NOT DONE").item("nothing was fenced, let in, launched or moved");
        return signed(letter, record.execution());
    }

    private Notice paged(IncidentRecord record, Background background) {
        Letter letter = begin(record, "not known to run: mend the cause, resume it");
        letter.text(subjectOf(record)
                        + " is not known to run. Its old machine is fenced, or may be; no new one is known to work.")
                .text("Why: " + record.reason());
        letter.heading("NEXT STEP");
        if (record.incident().isPresent()) {
            IncidentId id = record.incident().get();
            letter.sentence("Mend the cause, then go on from the stored plan:").copy("./outpost-recovery resume " + id);
            startAgain(letter, record, Optional.of("{\"trigger\":\"MANUAL\",\"incident\":\"" + id + "\"}"));
        } else {
            letter.sentence("Look at the execution before anything else.");
        }
        finish(letter, record, background);
        letter.heading("NOT DONE");
        background
                .incident()
                .map(IncidentStory::new)
                .ifPresentOrElse(
                        story -> story.tellNotDone(letter),
                        () -> letter.item("not known: the books were not at hand. Look at the execution"));
        return signed(letter, record.execution());
    }

    // ---- parts

    private static Letter begin(IncidentRecord record, String inShort) {
        String about = record.incident()
                .map(IncidentId::toString)
                .orElseGet(() -> record.instance().map(Object::toString).orElse("unknown instance"));
        return Letter.about(about, record.outcome().name(), inShort);
    }

    private static String subjectOf(IncidentRecord record) {
        return record.instance().map(Object::toString).orElse("an unknown instance");
    }

    /** Everything from what must never be done to what was done. */
    private static void finish(Letter letter, IncidentRecord record, Background background) {
        Optional<IncidentStory> story = background.incident().map(IncidentStory::new);
        letter.heading("NEVER");
        story.ifPresentOrElse(
                told -> told.tellNever(letter),
                () -> letter.item("NEVER start the old machine again.")
                        .item("NEVER give its name access to a volume again, on any array."));
        failed(letter, record, background);
        letter.heading("DONE");
        story.ifPresentOrElse(
                told -> told.tellDone(letter),
                () -> letter.item("not known: the books were not at hand. Look at the execution"));
        if (!background.asked().isEmpty()) {
            letter.item("EC2 was asked to terminate "
                    + background.asked().stream().map(Ec2InstanceId::value).collect(Collectors.joining(", ")));
        }
    }

    private static void failed(Letter letter, IncidentRecord record, Background background) {
        letter.heading("WHAT FAILED").fact("Instance", subjectOf(record));
        background.incident().map(IncidentStory::new).ifPresent(story -> story.tellVictim(letter));
        letter.fact("Ended", record.at().toString());
        background.notes().forEach(note -> letter.fact("Note", note));
        EvidenceWords.tell(letter, background.evidence());
        background
                .incident()
                .flatMap(Incident::plan)
                .map(RecoveryPlan::verdict)
                .or(() -> background.evidence().map(Verdict::of))
                .ifPresent(verdict -> EvidenceWords.tell(letter, verdict));
    }

    private void startAgain(Letter letter, IncidentRecord record, Optional<String> input) {
        input.ifPresentOrElse(
                json -> letter.sentence("In the console: open this page, press Start execution, give this input:")
                        .copy(console.recovery(record.execution()))
                        .copy(json),
                () -> letter.sentence("Look at the execution: what started it names no instance."));
    }

    private static void neverASecondMachine(Letter letter, String instance) {
        letter.item("NEVER launch another machine for " + instance + " by hand: the old one may still have its volumes,"
                + " and two writers destroy the data.");
    }

    private static void heir(Letter letter, Background background) {
        background
                .incident()
                .map(IncidentStory::new)
                .flatMap(IncidentStory::heir)
                .ifPresent(letter::text);
    }

    private static String server(Background background) {
        return background
                .incident()
                .map(incident -> ", " + IncidentStory.shortly(incident.victim().server()))
                .orElse("");
    }

    private static String newMachine(Background background) {
        return background
                .incident()
                .flatMap(Incident::successor)
                .flatMap(Successor::machine)
                .map(machine -> " (" + machine + ")")
                .orElse("");
    }

    private Notice signed(Letter letter, ExecutionArn execution) {
        return letter.heading("EXECUTION").copy(console.of(execution)).notice();
    }
}
