package io.github.outpostrecovery.lab.simulation.witness;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.message.Messages;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.region.Mailbox.Mail;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I8: every execution of the recovery ends in one record, in the state that the record names, and within a bound; what ended
 * without one, or was paged, is followed by a person's being called.
 */
final class EveryoneEnds extends Testimony {
    /** Longer than any wait of the state machine: an approval, four times over, and all that lies between. */
    private static final Duration BOUND = Duration.ofHours(20);

    /** Within so long the reconciler has seen what died, and has acted on it. */
    private static final Duration RECONCILED = Duration.ofMinutes(40);

    /** After so long the reconciler has called whoever has not taken up what waits for him. */
    private static final Duration REMINDED = Duration.ofMinutes(280);

    /** The way that is left to an execution that does not hear of its record, though it may have one. */
    private static final String LAST_CALL = "Call a person";

    private static final String SUBJECT_OF_LAST_CALL = "an execution could not be recorded";

    private final Map<String, IncidentRecord> records = new HashMap<>();
    /** Who had a record that went with a restored table: he has done what was his to do. */
    private final Set<String> forgotten = new HashSet<>();

    private final Set<String> mailFailed = new HashSet<>();

    EveryoneEnds(Scene scene) {
        super(scene, Invariant.ONE_RECORD);
    }

    @Override
    public void booksRestored() {
        forgotten.addAll(records.keySet());
        records.clear();
    }

    @Override
    public void recorded(IncidentRecord record) {
        IncidentRecord earlier = records.putIfAbsent(record.execution().value(), record);
        // The table keeps a record under several keys, and each is written once.
        check(
                earlier == null || earlier.equals(record),
                () -> record.execution() + " has a second record: " + record.outcome() + " after "
                        + (earlier == null ? "none" : earlier.outcome()));
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        if ((state.equals("Tell the operators") || state.equals(LAST_CALL)) && output.has("mailFailure")) {
            mailFailed.add(execution.value());
        }
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        if (!isRecovery(execution) || execution.status() != ExecutionStatus.SUCCEEDED) {
            return;
        }
        IncidentRecord record = records.get(execution.arn().value());
        check(
                record != null || forgotten.contains(execution.arn().value()),
                () -> execution.arn() + " ended as " + execution.state() + " without a record");
        if (record != null) {
            check(
                    execution.state().equals(endOf(record.outcome())),
                    () -> execution.arn() + " ended as " + execution.state() + ", and its record says "
                            + record.outcome());
        }
    }

    /** When the last of what happened so far can be judged; a run that ends before leaves it undecided. */
    Instant judgedAt() {
        return scene().site().stepFunctions().list().stream()
                .filter(EveryoneEnds::isRecovery)
                .filter(execution -> execution.status().isTerminal()
                        && !records.containsKey(execution.arn().value()))
                .flatMap(execution -> execution.stopTime().stream())
                .map(stopped -> stopped.plus(RECONCILED))
                .max(Instant::compareTo)
                .orElse(scene().now());
    }

    @Override
    public void concluded() {
        List<Mail> mails = scene().site().region().mailbox().mails();
        for (ExecutionDescription execution : scene().site().stepFunctions().list()) {
            if (isRecovery(execution)) {
                concluded(execution, mails);
            }
        }
        oneRecoveryForEachIncident();
    }

    private void concluded(ExecutionDescription execution, List<Mail> mails) {
        IncidentRecord record = records.get(execution.arn().value());
        switch (execution.status()) {
            case RUNNING ->
                check(
                        scene().now().isBefore(execution.startTime().plus(BOUND)),
                        () -> execution.arn() + " has run since " + execution.startTime() + " and is in "
                                + execution.state());
            case SUCCEEDED -> {
                if (record != null) {
                    personCalled(execution, record, mails);
                } else {
                    followed(execution, mails);
                }
            }
            case FAILED -> {
                if (record == null) {
                    followed(execution, mails);
                } else {
                    lastCalled(execution, mails);
                    remindedOf(record, mails);
                }
            }
            case TIMED_OUT, ABORTED -> {
                // With a record, it was ended between that and its mail, by a person or a limit. Only who waits for a
                // person
                // needs one then, and the reconciler calls him once he is late.
                if (record == null) {
                    followed(execution, mails);
                } else {
                    remindedOf(record, mails);
                }
            }
        }
    }

    /** It has its record and never heard of it: how it ended is not in the mail, but whoever reads it is sent to look. */
    private void lastCalled(ExecutionDescription execution, List<Mail> mails) {
        check(
                Invariant.PERSON_CALLED,
                mailFailed.contains(execution.arn().value())
                        || mails.stream()
                                .anyMatch(mail -> mail.subject().contains(SUBJECT_OF_LAST_CALL)
                                        && mail.body().contains(execution.arn().value())),
                () -> "nobody was told that " + execution.arn() + " failed in " + execution.state());
    }

    private void remindedOf(IncidentRecord record, List<Mail> mails) {
        if (record.outcome() == Outcome.FENCED_AND_PAGED
                && scene().now().isAfter(record.at().plus(REMINDED))) {
            resumable(record, mails);
        }
    }

    /** Its incident, if it had one, was taken up by another execution or a person was called for it. */
    private void followed(ExecutionDescription execution, List<Mail> mails) {
        Instant stopped = execution.stopTime().orElse(scene().now());
        if (scene().now().isBefore(stopped.plus(RECONCILED))) {
            return;
        }
        Optional<Incident> left = scene().books().values().stream()
                .map(InstanceLedger::incident)
                .flatMap(Optional::stream)
                .filter(incident ->
                        incident.owner().value().equals(execution.arn().value())
                                && incident.state() == Incident.State.OPEN)
                .findFirst();
        left.ifPresent(incident -> check(
                mails.stream()
                        .anyMatch(mail -> mail.at().isAfter(stopped)
                                && mail.body().contains(incident.id().toString())),
                () -> execution.arn() + " ended as " + execution.status() + " in " + execution.state()
                        + ", and nobody has taken " + incident.id() + " up or called a person"));
    }

    private void personCalled(ExecutionDescription execution, IncidentRecord record, List<Mail> mails) {
        if (!Messages.isNews(record.outcome())
                || mailFailed.contains(execution.arn().value())) {
            return;
        }
        String subject = record.incident()
                .map(Object::toString)
                .or(() -> record.instance().map(Object::toString))
                .orElse("");
        check(
                Invariant.PERSON_CALLED,
                mails.stream()
                        .anyMatch(mail -> mail.body().contains(execution.arn().value())
                                && mail.subject().contains(subject)
                                && mail.subject().contains(record.outcome().name())),
                () -> "nobody was told that " + execution.arn() + " ended as " + record.outcome());
        if (record.outcome() == Outcome.FENCED_AND_PAGED) {
            resumable(record, mails);
        }
    }

    private void resumable(IncidentRecord record, List<Mail> mails) {
        record.incident()
                .ifPresent(incident -> check(
                        Invariant.PERSON_CALLED,
                        mails.stream().anyMatch(mail -> mail.body().contains("./outpost-recovery resume " + incident)),
                        () -> "nobody was told how to resume " + incident));
    }

    private void oneRecoveryForEachIncident() {
        Map<String, String> recovered = new HashMap<>();
        for (IncidentRecord record : records.values()) {
            if (record.outcome() == Outcome.RECOVERED || record.outcome() == Outcome.RECOVERED_DEGRADED) {
                String incident = record.incident().map(Object::toString).orElse("none");
                String other = recovered.put(incident, record.execution().value());
                check(other == null, () -> incident + " was recovered by " + other + " and by " + record.execution());
            }
        }
    }

    private static boolean isRecovery(ExecutionDescription execution) {
        return execution.stateMachine().equals(SimulatedSite.recoveryMachine())
                && !execution.input().path("trigger").asText().equals("READINESS");
    }

    private static String endOf(Outcome outcome) {
        return switch (outcome) {
            case RECOVERED -> "Recovered";
            case RECOVERED_DEGRADED -> "Recovered, degraded";
            case STOOD_DOWN -> "Stood down";
            case REFUSED -> "Refused";
            case FENCED_AND_PAGED -> "Fenced and paged";
            case DUPLICATE -> "Duplicate";
            case SUPPRESSED -> "Suppressed";
            case REJECTED -> "Rejected";
            case EXPIRED -> "Expired";
        };
    }
}
