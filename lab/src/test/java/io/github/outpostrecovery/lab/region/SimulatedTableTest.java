package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import io.github.outpostrecovery.functions.table.ItemStore.Written;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedTableTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RegionFixture fixture = new RegionFixture();
    private final SimulatedTable table =
            new SimulatedTable(fixture.agenda, Latencies.STANDARD, SimulatedTable.State.EMPTY);

    @Test
    void write_writesAllOrNothing() {
        assertThat(write(put("a", "1", new Condition.Absent()))).isEqualTo(Written.WRITTEN);

        assertThat(write(put("b", "2", new Condition.Always()), put("a", "2", new Condition.Absent())))
                .isEqualTo(Written.CONDITION_FAILED);

        assertThat(value("a")).isEqualTo("1");
        assertThat(table.read("p", "b")).isEmpty();
    }

    @Test
    void condition_comparesWhatIsThere() {
        assertThat(write(put("a", "1", new Condition.AttributeEquals("value", "0"))))
                .isEqualTo(Written.CONDITION_FAILED);
        write(put("a", "1", new Condition.Always()));
        assertThat(write(put("a", "2", new Condition.AttributeEquals("value", "1"))))
                .isEqualTo(Written.WRITTEN);
        assertThat(write(put("a", "3", new Condition.AttributeEquals("value", "1"))))
                .isEqualTo(Written.CONDITION_FAILED);
        assertThat(value("a")).isEqualTo("2");
    }

    @Test
    void query_listsByPrefixInOrder() {
        write(
                put("record#2", "b", new Condition.Always()),
                put("record#1", "a", new Condition.Always()),
                put("state", "c", new Condition.Always()));

        assertThat(table.query("p", "record#")).extracting(Item::sort).containsExactly("record#1", "record#2");
        assertThat(table.query("other", "")).isEmpty();
    }

    @Test
    void getItem_isDynamoDbJson() {
        write(put("a", "1", new Condition.Always()));

        assertThat(table.getItem("p", "a").orElseThrow().toString())
                .isEqualTo("{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"a\"},\"value\":{\"S\":\"1\"}}");
        assertThat(table.getItem("p", "b")).isEmpty();
    }

    @Test
    void lostWrite_isNotThere_andLostAnswerIs() {
        table.calls().arm(CallFaultRule.nth("f", "TransactWriteItems", 1, new CallFault.NoAnswer(PATIENCE)));
        table.calls().arm(CallFaultRule.nth("g", "TransactWriteItems", 2, new CallFault.AppliedNoAnswer(PATIENCE)));

        assertThatThrownBy(() -> write(put("a", "1", new Condition.Always())))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(table.read("p", "a")).isEmpty();
        assertThatThrownBy(() -> write(put("a", "1", new Condition.Always())))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(value("a")).isEqualTo("1");
    }

    @Test
    void lateWrite_checksItsConditionWhenItLands() {
        table.calls()
                .arm(new CallFaultRule(
                        "f",
                        "TransactWriteItems",
                        1,
                        2,
                        new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(1), 1)));
        assertThatThrownBy(() -> write(put("a", "late", new Condition.Absent())))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> write(put("b", "late", new Condition.Absent())))
                .isInstanceOf(ServiceUnavailableException.class);
        write(put("a", "first", new Condition.Absent()));

        fixture.pass(Duration.ofMinutes(2));

        assertThat(value("a")).isEqualTo("first");
        assertThat(value("b")).isEqualTo("late");
    }

    @Test
    void reads_failWhenNotAnswered() {
        table.calls().arm(CallFaultRule.always("f", "GetItem", new CallFault.Throttled()));
        table.calls().arm(CallFaultRule.always("g", "Query", new CallFault.Throttled()));

        assertThatThrownBy(() -> table.read("p", "a")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> table.getItem("p", "a")).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> table.query("p", "")).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void restoreBackup_forgetsWhatCameAfter() {
        write(put("a", "1", new Condition.Always()));
        List<SimulatedTable.Row> backup = table.rows();
        write(put("a", "2", new Condition.Always()), put("b", "2", new Condition.Always()));

        table.restoreBackup(backup);

        assertThat(table.rows()).isEqualTo(backup);
    }

    private Written write(Put... puts) {
        return table.write(List.of(puts));
    }

    private String value(String sort) {
        return table.read("p", sort).orElseThrow().attributes().getOrDefault("value", "");
    }

    private static Put put(String sort, String value, Condition condition) {
        return new Put(new Item("p", sort, Map.of("value", value)), condition);
    }
}
