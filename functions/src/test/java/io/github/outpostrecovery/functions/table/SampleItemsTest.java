package io.github.outpostrecovery.functions.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The items that people put by hand, as docs/deployment.md tells them to. */
class SampleItemsTest {
    private static final Path SAMPLES = Path.of("..", "docs", "items");
    private static final InstanceName WEB = new InstanceName("web-01");

    private final MemoryItems items = new MemoryItems();

    private void put(String sample) throws IOException {
        JsonNode written = CoreJson.mapper().readTree(SAMPLES.resolve(sample).toFile());
        Map<String, String> attributes = new TreeMap<>();
        written.properties()
                .forEach(attribute -> attributes.put(
                        attribute.getKey(), attribute.getValue().path("S").asText()));
        String partition = String.valueOf(attributes.remove("pk"));
        String sort = String.valueOf(attributes.remove("sk"));
        items.write(List.of(new Put(new Item(partition, sort, attributes), new Condition.Always())));
    }

    @Test
    void switch_isThrown_andReleased() throws IOException {
        put("switch-throw.json");
        assertThat(new ItemControls(items).killSwitch()).isInstanceOf(KillSwitch.Thrown.class);
        put("switch-release.json");
        assertThat(new ItemControls(items).killSwitch()).isEqualTo(new KillSwitch.Released());
    }

    @Test
    void maintenance_isAWindowOfTwoHours() throws IOException {
        put("maintenance.json");
        assertThat(new ItemControls(items).window(WEB)).hasValueSatisfying(window -> {
            assertThat(window.instance()).isEqualTo(WEB);
            assertThat(Duration.between(window.since(), window.until())).isEqualTo(Duration.ofHours(2));
        });
    }
}
