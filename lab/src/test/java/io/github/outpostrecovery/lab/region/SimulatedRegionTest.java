package io.github.outpostrecovery.lab.region;

import static io.github.outpostrecovery.lab.region.RegionFixture.idOf;
import static io.github.outpostrecovery.lab.region.RegionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.service.Notices.Notice;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedRegionTest {
    private final RegionFixture fixture = new RegionFixture();
    private final List<JsonNode> started = new ArrayList<>();
    private final SimulatedRegion region =
            SimulatedRegion.start(fixture.agenda, Latencies.STANDARD, fixture.hypervisor, started::add, 42);

    @Test
    void deadMachine_startsAnExecutionWithItsAlarm() {
        Ec2InstanceId id = furnish();
        fixture.pass(Duration.ofMinutes(3));
        fixture.hypervisor.health.put(id.value(), Health.HOST_FAILED);

        fixture.pass(Duration.ofMinutes(4));

        assertThat(started).hasSize(1);
        assertThat(started.getFirst().at("/alarm/Trigger/Dimensions/0/value").asText())
                .isEqualTo(id.value());
    }

    @Test
    void restoredRegion_goesOnAsTheFirstOneWould() {
        Ec2InstanceId id = furnish();
        region.ec2().settle(Ec2Settings.STANDARD.withStaleness(Duration.ofSeconds(15)));
        region.ec2().nextLaunch(LaunchFate.STAYS_PENDING);
        region.ec2()
                .calls()
                .arm(CallFaultRule.nth(
                        "late",
                        Ec2Operation.RUN_INSTANCES,
                        1,
                        new CallFault.AppliedLate(Duration.ofSeconds(5), Duration.ofMinutes(4), 1)));
        assertThat(region.ec2().launch(request("token-2"))).isNotNull();
        region.triggers().deliver(Delivery.STANDARD.withDuplicates(2, Duration.ofMinutes(1)));
        fixture.pass(Duration.ofMinutes(2));
        fixture.hypervisor.health.put(id.value(), Health.GUEST_FAILED);
        fixture.pass(Duration.ofSeconds(63));
        fixture.hypervisor.health.put(id.value(), Health.HOST_FAILED);

        JsonNode saved = JsonRecords.write(region.save());
        JsonNode savedAgenda = JsonRecords.write(fixture.agenda.save());
        Agenda agenda = Agenda.restore(JsonRecords.read(savedAgenda, Agenda.Saved.class), Pace.VIRTUAL);
        List<JsonNode> startedAgain = new ArrayList<>();
        SimulatedRegion restored = SimulatedRegion.restore(
                JsonRecords.read(saved, SimulatedRegion.State.class), agenda, fixture.hypervisor, startedAgain::add);
        assertThat(JsonRecords.write(restored.save())).isEqualTo(saved);
        assertThat(restored.save()).isEqualTo(region.save());
        assertThat(reads(restored.ec2(), id)).isEqualTo(reads(region.ec2(), id));

        agenda.runUntil(fixture.agenda.instant().plus(Duration.ofMinutes(10)), () -> false);
        fixture.pass(Duration.ofMinutes(10));

        assertThat(restored.save()).isEqualTo(region.save());
        assertThat(startedAgain).isEqualTo(started).hasSize(3);
        assertThat(restored.ec2().instances()).hasSize(2);
    }

    private static List<MachineStatus> reads(SimulatedEc2 ec2, Ec2InstanceId id) {
        return Stream.generate(() -> ec2.status(id)).limit(20).toList();
    }

    private Ec2InstanceId furnish() {
        fixture.furnish(region.ec2());
        Ec2InstanceId id = idOf(region.ec2().launch(request("token-1")));
        fixture.hypervisor.health.put(id.value(), Health.WELL);
        region.alarms().create(new AlarmName("web-01"), id);
        region.parameters().put("/stack/instances/web-01", "{}");
        region.secrets()
                .put(new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array"), "{\"a\":\"b\"}");
        region.mailbox().send(new Notice("subject", "body"));
        region.traffic().register("front", id);
        assertThat(region.table().write(List.of(new Put(new Item("p", "s", Map.of("a", "b")), new Condition.Always()))))
                .isNotNull();
        return id;
    }
}
