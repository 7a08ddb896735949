package io.github.outpostrecovery.storage.alletra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    private static String of(String instance, int generation) {
        return HostName.of(new InstanceName(instance), new Generation(generation));
    }

    @Test
    void of_when_nameIsShort_isReadable() {
        assertThat(of("web-01", 2)).isEqualTo("outpost-web-01-g2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 12_345, Integer.MAX_VALUE})
    void of_when_namesAreLongAndBeginAlike_areCutAndDiffer(int generation) {
        String one = of("a-rather-long-name-of-an-instance-nr-001", generation);
        String other = of("a-rather-long-name-of-an-instance-nr-002", generation);

        assertThat(one).hasSizeLessThanOrEqualTo(31).startsWith("outpost-").endsWith("-g" + generation);
        assertThat(other).hasSizeLessThanOrEqualTo(31).isNotEqualTo(one);
        assertThat(one).contains("_");
    }

    @Test
    void of_when_generationsDiffer_differs() {
        assertThat(of("a-rather-long-name-of-an-instance", 1)).isNotEqualTo(of("a-rather-long-name-of-an-instance", 2));
    }
}
