package io.github.outpostrecovery.core.readiness;

import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.machineId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.Alarms.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompletionRehearsalTest {
    private final RehearsalWorld world = new RehearsalWorld();

    private List<Finding> findings(Alarms alarms) {
        return world.rehearse(new CompletionRehearsal(world.configurations(), world.table, alarms, world.clock));
    }

    private List<String> failures() {
        return RehearsalWorld.failures(findings(world.alarms));
    }

    @Test
    void soundAlarm_passes() {
        assertThat(findings(world.alarms)).hasSize(6).allMatch(Finding.Passed.class::isInstance);
    }

    @Test
    void alarmOfAnotherMachine_isFound() {
        world.alarms.state(machineId(7), Value.OK);
        assertThat(failures()).singleElement().asString().contains("it watches " + machineId(7));
    }

    @Test
    void alarmThatNobodyWouldHear_isFound() {
        world.alarms.unsound("its actions are disabled");
        assertThat(failures()).singleElement().asString().contains("its actions are disabled");
    }

    @ParameterizedTest
    @EnumSource(
            value = Value.class,
            names = {"ALARM", "INSUFFICIENT_DATA"})
    void alarmThatIsNotOkForLong_isFound(Value value) {
        world.alarms.state(VICTIM_ID, value, NOON);
        List<Finding> findings = findings(world.alarms);
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings)).singleElement().asString().contains(value.name());
        world.clock.advance(Duration.ofMinutes(11));
        assertThat(failures()).singleElement().asString().contains(value.name());
        world.beingRecovered(Incident.State.OPEN);
        assertThat(failures()).as("somebody is at work on it").isEmpty();
    }

    @Test
    void silenceOfCloudWatch_isFound() {
        assertThat(RehearsalWorld.failures(findings(new SilentAlarms())))
                .hasSize(2)
                .allMatch(failure -> failure.contains("throttled"));
    }

    private static final class SilentAlarms implements Alarms {
        @Override
        public Optional<String> watch(AlarmName alarm, Ec2InstanceId machine) {
            throw new AssertionError("a rehearsal sets no alarm");
        }

        @Override
        public AlarmState state(AlarmName alarm) {
            return new AlarmState.Unknown("throttled");
        }

        @Override
        public Wiring wiring(AlarmName alarm) {
            return new Wiring.Unknown("throttled");
        }
    }
}
