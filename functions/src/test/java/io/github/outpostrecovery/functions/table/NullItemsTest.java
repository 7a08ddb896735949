package io.github.outpostrecovery.functions.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.configuration.ParameterStore;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is there and says {@code null} is not what is not there: the switch is not released by it, nor an instance new. */
class NullItemsTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final OutpostArn SERVER =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60001");

    private final MemoryItems items = new MemoryItems();

    @Test
    void aKillSwitch_isNotReleased() {
        holds("engine", "kill-switch", "value");
        assertThatThrownBy(() -> new ItemControls(items).killSwitch())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("item engine/kill-switch cannot be read");
    }

    @Test
    void aLedger_isNotNew() {
        holds("instance#web-01", "ledger", "ledger");
        assertThatThrownBy(() -> new ItemRecoveryTable(items).read(WEB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of item instance#web-01/ledger cannot be read");
    }

    @Test
    void aRoom_isNotNew() {
        holds("storm#room#" + SERVER, "room", "value");
        assertThatThrownBy(() -> new ItemStormBooks(items).room(SERVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/room cannot be read");
    }

    @Test
    void aConfiguration_isUnreadable() {
        assertThat(new ParameterConfigurations(new NullParameter(), "lab").find(WEB))
                .isInstanceOf(Lookup.Unreadable.class);
    }

    private record NullParameter() implements ParameterStore {
        @Override
        public Optional<String> value(String name) {
            return Optional.of("null");
        }

        @Override
        public List<String> names(String path) {
            return List.of();
        }
    }

    private void holds(String partition, String sort, String attribute) {
        items.write(List.of(new Put(new Item(partition, sort, Map.of(attribute, "null")), new Condition.Always())));
    }
}
