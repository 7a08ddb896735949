package io.github.outpostrecovery.core.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientTokenTest {
    @Test
    void of_isTheSameForEver_soThatARedriveAfterAnUpgradeFindsItsMachine() {
        // Pinned: another value would launch a second machine for a launch that is under way during an upgrade.
        assertThat(ClientToken.of(new InstanceName("web-01"), new Generation(2)))
                .hasToString("8c3ac62badae1329e8ef71ff4c2f25dcf6456682434ba9aa53d914804217f738");
    }

    @Test
    void of_fitsIntoTheLimitOfEc2_whenNamesAreTheLongest() {
        assertThat(ClientToken.of(new InstanceName("a".repeat(40)), new Generation(Integer.MAX_VALUE))
                        .value())
                .hasSizeLessThanOrEqualTo(64)
                .matches("[0-9a-f]+");
    }

    @Test
    void of_differs_whenInstanceOrGenerationDiffer() {
        Set<ClientToken> tokens = new HashSet<>();
        for (String instance : new String[] {"web-0", "web-01", "web-1", "web", "db-01"}) {
            for (int generation = 1; generation <= 200; generation++) {
                assertThat(tokens.add(ClientToken.of(new InstanceName(instance), new Generation(generation))))
                        .isTrue();
            }
        }
    }
}
