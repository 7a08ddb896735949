package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** One scenario at the wire, from its set-up to what it has left behind. */
final class Performance {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PATIENCE_FOR_MAIL = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WireStage stage;
    private final Scenario scenario;

    Performance(WireStage stage, Scenario scenario) {
        this.stage = stage;
        this.scenario = scenario;
    }

    /**
     * What a scenario has come to.
     *
     * @param traces of all executions, in order
     * @param records of all executions
     * @param registered the targets behind the load balancer
     */
    record Result(
            Scenario scenario,
            WireSite site,
            Protection protection,
            List<Trace> traces,
            List<ExecutionStatus> statuses,
            List<IncidentRecord> records,
            InstanceLedger ledger,
            List<Mails.Mail> mails,
            List<String> registered,
            boolean unchanged,
            Duration took) {}

    Result play() {
        Instant begun = Instant.now();
        int number = stage.nextNumber();
        WireSite site = new WireSite(new InstanceName("web-" + scenario.slug()), number);
        stage.sites().add(site);
        Protection protection = Protection.make(stage.aws(), stage.engine(), site, scenario.mode(), number);
        if (scenario.answer() == Scenario.Answer.SILENCE) {
            stage.alarms().direct(protection, stage.engine().hastyMachineArn());
        }
        site.refuse(scenario.refusedLaunches());
        site.begin(scenario.failure());
        stage.monitoring().tellThePast(site);
        if (scenario.answer() == Scenario.Answer.SILENCE) {
            // Who asks is at work already: its start must not count among the seconds that an answer may take.
            await(
                    "anybody to be asked",
                    () -> Optional.of(stage.functions().times("RequestApproval"))
                            .filter(times -> !times.isEmpty()));
        }
        for (int delivery = 0; delivery < scenario.deliveries(); delivery++) {
            stage.alarms().raise(protection);
        }
        List<String> executions = await("every delivery to start an execution", () -> {
            List<String> started = stage.alarms().executionsOf(protection);
            return Optional.of(started).filter(all -> all.size() == scenario.deliveries());
        });
        scenario.answer().decision().ifPresent(decision -> answer(protection, decision));
        List<ExecutionStatus> statuses = new ArrayList<>();
        for (String execution : executions) {
            statuses.add(await(
                    execution + " to end",
                    () -> Optional.of(statusOf(execution)).filter(status -> status != ExecutionStatus.RUNNING)));
        }
        boolean unchanged = site.isUnchanged();
        ItemRecoveryTable books = Protection.books(stage.aws(), stage.engine());
        List<Trace> traces = executions.stream()
                .map(execution -> Trace.of(statesOf(execution)))
                .sorted()
                .toList();
        return new Result(
                scenario,
                site,
                protection,
                traces,
                statuses,
                executions.stream()
                        .flatMap(execution -> books.recordOf(new ExecutionArn(execution)).stream())
                        .toList(),
                books.read(site.instance()).orElseThrow(),
                mails(protection, traces.stream().mapToLong(Trace::mails).sum()),
                registered(protection),
                unchanged,
                Duration.between(begun, Instant.now()));
    }

    /** A person starts the approval state machine, with the hash that the mail names. */
    private void answer(Protection protection, String decision) {
        ItemRecoveryTable books = Protection.books(stage.aws(), stage.engine());
        Incident asked = await(
                "somebody to be asked",
                () -> books.read(protection.instance())
                        .flatMap(InstanceLedger::incident)
                        .filter(incident -> incident.approval().isPresent())
                        .filter(incident -> !mailsNow(protection).isEmpty()));
        String input = WireJson.object()
                .put("incident", asked.id().toString())
                .put("decision", decision)
                .put("evidence", asked.approval().map(ApprovalRequest::evidence).orElse(""))
                .put("reason", "for the wire tests")
                .toString();
        String execution = stage.aws()
                .stepFunctions()
                .startExecution(
                        request -> request.stateMachineArn(stage.engine().approvalMachineArn())
                                .name(UUID.randomUUID().toString())
                                .input(input))
                .executionArn();
        ExecutionStatus status = await(
                "the answer to be given",
                () -> Optional.of(statusOf(execution)).filter(now -> now != ExecutionStatus.RUNNING));
        if (status != ExecutionStatus.SUCCEEDED) {
            throw new AssertionError("the approval state machine ended as " + status + " after " + statesOf(execution));
        }
    }

    private ExecutionStatus statusOf(String execution) {
        return stage.aws()
                .stepFunctions()
                .describeExecution(request -> request.executionArn(execution))
                .status();
    }

    private List<String> statesOf(String execution) {
        return stage
                .aws()
                .stepFunctions()
                .getExecutionHistoryPaginator(
                        request -> request.executionArn(execution).includeExecutionData(false))
                .events()
                .stream()
                .filter(event -> event.stateEnteredEventDetails() != null)
                .sorted(java.util.Comparator.comparing(HistoryEvent::id))
                .map(event -> event.stateEnteredEventDetails().name())
                .toList();
    }

    /** The last mail may still be on its way when the execution has ended. */
    private List<Mails.Mail> mails(Protection protection, long sent) {
        Instant end = Instant.now().plus(PATIENCE_FOR_MAIL);
        while (mailsNow(protection).size() < sent && Instant.now().isBefore(end)) {
            pause();
        }
        return mailsNow(protection);
    }

    private List<Mails.Mail> mailsNow(Protection protection) {
        return stage.mails().about(protection);
    }

    private List<String> registered(Protection protection) {
        return stage
                .aws()
                .loadBalancing()
                .describeTargetHealth(request -> request.targetGroupArn(protection.targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .map(TargetHealthDescription::target)
                .map(target -> target.id())
                .toList();
    }

    private <T> T await(String what, Supplier<Optional<T>> condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Optional<T> found = condition.get();
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new AssertionError(scenario + ": waited in vain for " + what);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
