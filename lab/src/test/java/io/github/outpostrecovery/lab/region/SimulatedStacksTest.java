package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.region.stack.StackRecord;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedStacksTest {
    private static final String NAME = "autorestart-web-01";
    private static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    private static final String PARAMETER = "/outpost-recovery/instances/web-01";
    private static final String FIRST = "i-0123456789abcdef0";
    private static final String SECOND = "i-0123456789abcdef1";

    private final RegionFixture fixture = new RegionFixture();
    private final SimulatedRegion region =
            SimulatedRegion.start(fixture.agenda, Latencies.STANDARD, fixture.hypervisor, input -> {}, 1);
    private final SimulatedStacks stacks = region.stacks();
    private String template = "";

    @BeforeEach
    void readTheTemplate() throws IOException {
        template = Files.readString(Path.of("..", "protection.yaml"));
    }

    private static Map<String, String> parameters(String machine) {
        return new TreeMap<>(Map.of(
                "InstanceName",
                "web-01",
                "InstanceId",
                machine,
                "Configuration",
                "{\"for\":\"" + machine + "\"}",
                "InstanceProfileRoleArn",
                "arn:aws:iam::111122223333:role/web"));
    }

    private StackRecord ended() {
        fixture.pass(Duration.ofMinutes(1));
        return stacks.list().getFirst();
    }

    private String alarmedMachine() {
        return region.alarms().alarm(ALARM).orElseThrow().machine();
    }

    private static String codeOf(Throwable failure) {
        return ((ServiceErrorException) failure).code();
    }

    @Test
    void create_makesAlarmParameterAndPolicy_oneAfterTheOther() {
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        assertThat(stacks.list().getFirst().status()).isEqualTo("CREATE_IN_PROGRESS");
        assertThat(region.alarms().alarm(ALARM)).isEmpty();
        assertThat(ended().status()).isEqualTo("CREATE_COMPLETE");
        assertThat(alarmedMachine()).isEqualTo(FIRST);
        assertThat(region.parameters().under(PARAMETER)).containsEntry(PARAMETER, "{\"for\":\"" + FIRST + "\"}");
        assertThat(stacks.policies())
                .containsExactly(Map.entry("pass-profile-of-web-01", "arn:aws:iam::111122223333:role/web"));
    }

    @Test
    void update_changesWhatHasChanged_andNothingToDoIsRefused() {
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        assertThatThrownBy(() -> stacks.update(NAME, template, parameters(SECOND), Map.of()))
                .hasMessageContaining("can not be updated");
        ended();
        assertThatThrownBy(() -> stacks.update(NAME, template, parameters(FIRST), Map.of()))
                .hasMessageContaining("No updates are to be performed");
        stacks.update(NAME, template, parameters(SECOND), Map.of());
        assertThat(ended().status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(alarmedMachine()).isEqualTo(SECOND);
    }

    @Test
    void create_thatFails_isRolledBack_andLeavesNothing() {
        region.alarms().create(ALARM, new Ec2InstanceId(SECOND));
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        StackRecord failed = ended();
        assertThat(failed.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(failed.events())
                .anySatisfy(event -> assertThat(event.line())
                        .isEqualTo("InstanceAlarm CREATE_FAILED: outpost-recovery-web-01 already exists"));
        assertThat(region.parameters().under(PARAMETER)).isEmpty();
        assertThat(alarmedMachine()).as("somebody else's alarm stays").isEqualTo(SECOND);
        assertThatThrownBy(() -> stacks.update(NAME, template, parameters(FIRST), Map.of()))
                .hasMessageContaining("ROLLBACK_COMPLETE");
    }

    @Test
    void update_thatFails_isRolledBackToWhatItWas() {
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        ended();
        stacks.failNext("LaunchWithProfile", "Throttling");
        stacks.update(NAME, template, parameters(SECOND), Map.of());
        assertThat(ended().status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(alarmedMachine()).isEqualTo(FIRST);
        assertThat(region.parameters().under(PARAMETER)).containsEntry(PARAMETER, "{\"for\":\"" + FIRST + "\"}");
    }

    @Test
    void delete_takesAllOfItAway_andDeletingNothingIsNoError() {
        stacks.delete(NAME);
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        ended();
        stacks.delete(NAME);
        assertThat(stacks.list().getFirst().status()).isEqualTo("DELETE_IN_PROGRESS");
        fixture.pass(Duration.ofMinutes(1));
        assertThat(stacks.list()).isEmpty();
        assertThat(region.alarms().alarm(ALARM)).isEmpty();
        assertThat(region.parameters().under(PARAMETER)).isEmpty();
        assertThat(stacks.policies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        InstanceName   | Web 01  | Parameter 'InstanceName' failed to satisfy constraint
        InstanceId     | web-01  | must be the id of an EC2 instance
        Configuration  | text    | Parameter 'Configuration' failed to satisfy constraint
        Nonsense       | text    | Parameters: [Nonsense] do not exist in the template
        """)
    void parameter_thatTheTemplateForbids_isRefused(String parameter, String value, String said) {
        Map<String, String> given = parameters(FIRST);
        given.put(parameter, value);
        assertThatThrownBy(() -> stacks.create(NAME, template, given, Map.of()))
                .hasMessageContaining(said)
                .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo("ValidationError"));
        assertThat(stacks.list()).isEmpty();
    }

    @Test
    void engineThatIsNotDeployed_hasNothingToImport() {
        Map<String, String> given = parameters(FIRST);
        given.put("EngineStack", "another-engine");
        stacks.create(NAME, template, given, Map.of());
        StackRecord failed = ended();
        assertThat(failed.status()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(failed.events().toString()).contains("No export named another-engine-AlarmTopicArn found.");
    }

    @Test
    void alarmThatTheEnginePointsElsewhere_bringsItsStackInLine() {
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        ended();
        assertThat(region.alarms().watch(ALARM, new Ec2InstanceId(SECOND))).isEmpty();
        StackRecord inLine = ended();
        assertThat(inLine.status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(inLine.parameters()).containsEntry("InstanceId", SECOND);
        assertThat(inLine.parameters()).containsEntry("Configuration", "{\"for\":\"" + FIRST + "\"}");
        assertThat(alarmedMachine()).isEqualTo(SECOND);
    }

    @Test
    void changeThatIsUnderWay_goesOnAfterARestore() {
        stacks.create(NAME, template, parameters(FIRST), Map.of());
        var saved = JsonRecords.write(region.save());
        var agenda = Agenda.restore(fixture.agenda.save(), Pace.VIRTUAL);
        SimulatedRegion again = SimulatedRegion.restore(
                JsonRecords.read(saved, SimulatedRegion.State.class), agenda, fixture.hypervisor, input -> {});
        assertThat(JsonRecords.write(again.save())).isEqualTo(saved);
        agenda.runUntil(agenda.instant().plusSeconds(60), () -> false);
        assertThat(again.stacks().list().getFirst().status()).isEqualTo("CREATE_COMPLETE");
        assertThat(again.alarms().alarm(ALARM)).isPresent();
    }
}
