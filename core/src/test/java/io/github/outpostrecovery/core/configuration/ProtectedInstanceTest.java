package io.github.outpostrecovery.core.configuration;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.ARRAY_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.name.ArrayName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtectedInstanceTest {
    private static final Set<String> SERVING = Set.of("10.0.0.1", "10.0.0.2");

    private static ProtectedInstance loggingInOn(Map<ArrayName, Set<String>> portals) {
        ProtectedInstance sample = SampleSite.configured(Mode.NOTIFY, ARRAY_1, ARRAY_2);
        return new ProtectedInstance(
                sample.name(),
                sample.mode(),
                sample.alarm(),
                sample.arrays(),
                sample.volumes(),
                sample.targets(),
                sample.policy(),
                Optional.of(portals));
    }

    @Test
    void portalsOn_whenTheGuestKnowsOne_isThatOne() {
        ProtectedInstance instance = loggingInOn(Map.of(ARRAY_1, Set.of("10.0.0.2")));
        assertThat(instance.portalsOn(ARRAY_1, SERVING)).containsExactly("10.0.0.2");
        assertThat(instance.portalsOn(ARRAY_2, SERVING))
                .as("nothing is said of it")
                .isEqualTo(SERVING);
    }

    @Test
    void portalsOn_whenWhatIsConfiguredIsGone_isWhereTheArrayServes() {
        assertThat(loggingInOn(Map.of(ARRAY_1, Set.of("10.9.9.9"))).portalsOn(ARRAY_1, SERVING))
                .isEqualTo(SERVING);
        assertThat(SampleSite.configured(Mode.NOTIFY, ARRAY_1).portalsOn(ARRAY_1, SERVING))
                .isEqualTo(SERVING);
    }
}
