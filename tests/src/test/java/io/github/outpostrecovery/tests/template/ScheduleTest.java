package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs by the clock: the reconciler, and the daily readiness run that it starts. */
class ScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ReconcileSchedule | rate(5 minutes) | {\"task\":\"RECONCILE\"}",
                "ReadinessRunSchedule | <ReadinessSchedule> | {\"task\":\"READINESS\"}"
            })
    void schedule_runsTheReconcilersAlias(String name, String expression, String input) throws IOException {
        JsonNode schedule = Template.engine().properties("AWS::Scheduler::Schedule", name);
        assertThat(schedule.path("ScheduleExpression").asText()).isEqualTo(expression);
        assertThat(schedule.path("State").asText("ENABLED")).isEqualTo("ENABLED");
        assertThat(schedule.path("FlexibleTimeWindow").path("Mode").asText()).isEqualTo("OFF");
        assertThat(schedule.path("GroupName").asText()).isEqualTo("<ScheduleGroup>");
        JsonNode target = schedule.path("Target");
        assertThat(target.path("Arn").asText()).isEqualTo("<ReconcileAliaslive>");
        assertThat(target.path("Input").asText()).isEqualTo(input);
        assertThat(target.path("RoleArn").asText()).isEqualTo("<ScheduleRole.Arn>");
        assertThat(target.path("RetryPolicy").path("MaximumRetryAttempts").asInt())
                .isPositive();
        assertThat(target.path("DeadLetterConfig").path("Arn").asText()).isEqualTo("<ScheduleDeadLetters.Arn>");
    }

    @Test
    void group_isTheOneThatTheRoleTrusts() throws IOException {
        assertThat(Template.engine()
                        .properties("AWS::Scheduler::ScheduleGroup", "ScheduleGroup")
                        .path("Name")
                        .asText())
                .isEqualTo("outpost-recovery");
        assertThat(Template.engine().properties("AWS::Scheduler::Schedule")).hasSize(2);
    }

    @Test
    void run_endsBeforeTheNextOneBegins() throws IOException {
        assertThat(Template.engine()
                        .properties("AWS::Lambda::Function", "Reconcile")
                        .path("Timeout")
                        .asInt())
                .isLessThan(300);
    }
}
