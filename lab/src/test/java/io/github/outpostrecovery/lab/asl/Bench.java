package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service on a virtual clock with one scripted integration, and what happened to it. */
final class Bench {
    static final Instant START = Instant.parse("2026-02-10T06:05:00Z");
    static final Account ACCOUNT = new Account("us-west-2", "123456789012");
    static final String WORK = "arn:aws:states:::test:work";
    static final String WORK_WITH_TOKEN = WORK + ".waitForTaskToken";
    static final ObjectMapper MAPPER = new ObjectMapper();

    final List<Called> calls = new ArrayList<>();
    Agenda agenda;
    StepFunctions service;
    private final StepListener listener;
    private Checkpoint checkpoint = Checkpoint.NONE;
    private TaskIntegration work = (parameters, context) -> parameters;

    /** One call of the integration. */
    record Called(Instant at, JsonNode parameters, TaskContext context) {
        String token() {
            return context.taskToken().orElseThrow();
        }
    }

    /** What a process would find on disk. */
    record Disk(Agenda.Saved agenda, String service) {}

    Bench() {
        this(1, StepListener.NONE);
    }

    Bench(long seed, StepListener listener) {
        this.listener = listener;
        this.agenda = new Agenda(START, Pace.VIRTUAL);
        this.service = new StepFunctions(
                agenda, ACCOUNT, seed, listener, (execution, state) -> checkpoint.beforeCall(execution, state));
        registerWork();
    }

    Bench work(TaskIntegration integration) {
        work = integration;
        return this;
    }

    Bench checkpoint(Checkpoint keeper) {
        checkpoint = keeper;
        return this;
    }

    private void registerWork() {
        TaskIntegration recorded = (parameters, context) -> {
            calls.add(new Called(agenda.instant(), parameters, context));
            return work.call(parameters, context);
        };
        service.register(WORK, recorded);
        service.register(WORK_WITH_TOKEN, recorded);
    }

    Disk disk() {
        try {
            return new Disk(agenda.save(), MAPPER.writeValueAsString(service.save()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Goes on from what is on disk, as another process would. */
    void restart(Disk disk) {
        try {
            agenda = Agenda.restore(disk.agenda(), Pace.VIRTUAL);
            SavedStepFunctions saved = MAPPER.readValue(disk.service(), SavedStepFunctions.class);
            service = StepFunctions.restore(
                    saved, agenda, listener, (execution, state) -> checkpoint.beforeCall(execution, state));
        } catch (JsonProcessingException invalid) {
            throw new IllegalStateException(invalid);
        }
        registerWork();
    }

    /** Deploys a machine named {@code machine}; the text may have single quotes for double ones. */
    Bench deploy(String definition) {
        return deploy("machine", definition);
    }

    Bench deploy(String name, String definition) {
        service.deploy(name, StateMachineDefinition.parse(definition.replace('\'', '"'), Map.of()));
        return this;
    }

    /** Deploys one state, {@code S}, with these fields. */
    Bench deployState(String fields) {
        return deploy("{'StartAt':'S','States':{'S':{" + fields + "}}}");
    }

    ExecutionArn start(String input) {
        return service.start("machine", "run", json(input));
    }

    /** Runs whatever is due until the agenda is empty. */
    Bench drain() {
        while (agenda.runNext()) {}
        return this;
    }

    /** Runs what is due up to {@code elapsed} after the start of the clock. */
    Bench runTo(Duration elapsed) {
        agenda.runUntil(START.plus(elapsed), () -> false);
        Duration rest = Duration.between(agenda.instant(), START.plus(elapsed));
        if (rest.isPositive()) {
            agenda.advance(rest);
        }
        return this;
    }

    ExecutionDescription run(String input) {
        ExecutionArn arn = start(input);
        drain();
        return service.describe(arn);
    }

    Duration elapsed() {
        return Duration.between(START, agenda.instant());
    }

    List<String> eventTypes(ExecutionArn arn) {
        return service.history(arn).stream().map(event -> event.type().text()).toList();
    }

    static JsonNode json(String text) {
        return JsonText.parseOwn(text.replace('\'', '"'));
    }
}
