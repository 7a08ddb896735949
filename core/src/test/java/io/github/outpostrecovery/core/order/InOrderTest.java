package io.github.outpostrecovery.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private static List<String> shuffled() {
        List<String> names = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(Integer::toString).toList());
        Collections.shuffle(names, new Random(5));
        return names;
    }

    @Test
    void copyOf_whenACollection_keepsItsOrderAndDropsWhatComesTwice() {
        List<String> twice = new ArrayList<>(shuffled());
        twice.addAll(shuffled());
        assertThat(InOrder.copyOf(twice)).containsExactlyElementsOf(shuffled());
        assertThat(shuffled().stream().collect(InOrder.toSet())).containsExactlyElementsOf(shuffled());
    }

    @Test
    void copyOf_whenAMap_keepsItsOrder() {
        Map<String, Integer> map = new LinkedHashMap<>();
        shuffled().forEach(name -> map.put(name, name.length()));
        assertThat(InOrder.copyOf(map).keySet()).containsExactlyElementsOf(shuffled());
    }

    @Test
    void copyOf_whenTheOriginalChanges_staysAsItWas() {
        List<String> original = shuffled();
        Set<String> copy = InOrder.copyOf(original);
        original.clear();
        assertThat(copy).hasSize(50);
        assertThatThrownBy(() -> copy.remove("1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> InOrder.copyOf(Map.of("a", 1)).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copyOf_whenSomethingIsNull_refuses() {
        assertThatThrownBy(() -> InOrder.copyOf(Arrays.asList("a", null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("an element is null");
        assertThatThrownBy(() -> InOrder.copyOf(Collections.singletonMap("a", null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("a value is null");
    }
}
