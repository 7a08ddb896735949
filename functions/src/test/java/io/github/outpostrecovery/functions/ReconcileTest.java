package io.github.outpostrecovery.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.reconcile.Reconciling;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.core.service.Measurements;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.trigger.ExecutionInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handler as its schedules invoke it, bytes in and bytes out, on the real table and configuration formats. */
class ReconcileTest {
    private final HandlerWorld world = new HandlerWorld();
    private final Map<String, JsonNode> started = new LinkedHashMap<>();
    private final List<String> figures = new ArrayList<>();

    @BeforeEach
    void protect() throws IOException {
        world.protectWhatTheAlarmNames();
    }

    /** The alarm has been in ALARM for an hour, for the machine that runs today. */
    private final class HourOld implements Alarms {
        @Override
        public Optional<String> watch(AlarmName alarm, Ec2InstanceId machine) {
            throw new AssertionError("nothing is to be pointed elsewhere");
        }

        @Override
        public AlarmState state(AlarmName alarm) {
            return new AlarmState.Known(
                    world.ledger().current().id(),
                    Value.ALARM,
                    world.services().clock().instant().minusSeconds(3600));
        }

        @Override
        public Wiring wiring(AlarmName alarm) {
            return new Wiring.Sound();
        }
    }

    private final class Starting implements Executions {
        @Override
        public Life lifeOf(ExecutionArn execution) {
            return Life.TERMINAL;
        }

        @Override
        public Start start(ExecutionName name, ExecutionRequest request) {
            return started.putIfAbsent(name.value(), ExecutionInput.of(request)) == null
                    ? new Start.Started(new ExecutionArn(
                            "arn:aws:states:us-west-2:111122223333:execution:outpost-recovery:" + name))
                    : new Start.StartedBefore();
        }
    }

    private final class Figures implements Measurements {
        @Override
        public void recorded(Outcome outcome) {
            throw new AssertionError("nothing is recorded here");
        }

        @Override
        public void measured(Figure figure, double value) {
            figures.add(figure + " " + value);
        }
    }

    private JsonNode invoke(String event) throws IOException {
        return invoke(Repository.event(event));
    }

    private JsonNode invoke(JsonNode event) throws IOException {
        Services all = world.services();
        Services services = new Services(
                all.configurations(),
                all.table(),
                all.arrays(),
                all.compute(),
                new HourOld(),
                all.traffic(),
                new Starting(),
                all.notices(),
                new Figures(),
                all.controls(),
                all.readiness(),
                all.notes(),
                all.storms(),
                all.console(),
                all.clock(),
                all.fanOut(),
                all.uniqueness());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Reconcile(services)
                .handleRequest(
                        new ByteArrayInputStream(CoreJson.mapper().writeValueAsBytes(event)),
                        out,
                        new HandlerWorld.LambdaContext());
        return CoreJson.mapper().readTree(out.toByteArray());
    }

    @Test
    void reconcile_startsWhatTheTriggerReaderReads() throws IOException {
        JsonNode report = invoke("reconcile");
        assertThat(report.path("instances").path(0).path("instance").asText()).isEqualTo("web-01");
        assertThat(report.path("instances").path(0).path("result").asText()).isEqualTo("DONE");
        assertThat(report.path("reason").asText()).startsWith("web-01: DONE (started arn:");
        assertThat(started).hasSize(1).allSatisfy((name, input) -> {
            assertThat(name).startsWith("reconcile-web-01-").endsWith("-1");
            assertThat(input.path("trigger").asText()).isEqualTo("RECONCILER");
            assertThat(input.path("machine").asText())
                    .isEqualTo(world.ledger().current().id().value());
        });
        assertThat(figures)
                .containsExactly(
                        "OLDEST_CLAIM_MINUTES 0.0",
                        "STALLED_INCIDENTS 0.0",
                        "ALARMS_WITHOUT_RECORD 1.0",
                        "RECONCILER_RUNS 1.0");
    }

    @Test
    void reconcile_remembersWhatItStarted_fromOneInvocationToTheNext() throws IOException {
        invoke("reconcile");
        assertThat(invoke("reconcile").path("instances").path(0).path("result").asText())
                .isEqualTo("NOTHING");
        assertThat(started).hasSize(1);
    }

    @Test
    void readiness_startsOneExecutionADay() throws IOException {
        invoke("reconcile-readiness");
        invoke("reconcile-readiness");
        assertThat(started).containsOnlyKeys("readiness-web-01-2026-02-10");
        assertThat(started.get("readiness-web-01-2026-02-10"))
                .isEqualTo(CoreJson.mapper().readTree("{\"trigger\":\"READINESS\",\"instance\":\"web-01\"}"));
        assertThat(figures).isEmpty();
    }

    @Test
    void unknownTask_isAnError() throws IOException {
        ObjectNode event = Repository.event("reconcile").deepCopy();
        event.put("task", "SOMETHING");
        assertThatThrownBy(() -> invoke(event)).isInstanceOf(RuntimeException.class);
        assertThat(started).isEmpty();
    }

    @Test
    void patienceForAnApproval_isThatOfTheStateMachine() throws IOException {
        int seconds = Repository.stateMachine("recovery")
                .path("States")
                .path("Ask for approval")
                .path("TimeoutSeconds")
                .asInt();
        assertThat(Duration.ofSeconds(seconds)).isEqualTo(Reconciling.APPROVAL_TIME_OUT);
    }
}
