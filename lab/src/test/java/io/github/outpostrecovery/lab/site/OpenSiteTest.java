package io.github.outpostrecovery.lab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import io.github.outpostrecovery.lab.time.Pace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSiteTest {
    @ParameterizedTest
    @CsvSource({
        "netapp, ISCSI, /vol/v/web-01-boot",
        "netapp, NVME_TCP, /vol/v/web-01-boot",
        "purestorage, ISCSI, web-01-boot",
        "purestorage, NVME_TCP, web-01-boot",
        "dell, ISCSI, web-01-boot",
        "dell, NVME_TCP, web-01-boot",
        "hpe, ISCSI, web-01-boot",
        "hpe, NVME_TCP, web-01-boot"
    })
    void openSite_hasFreeVolumes_andNobodyOnThem(String vendor, Protocol protocol, String volume) {
        try (SimulatedSite site = open(vendor, protocol)) {
            SiteArray array = site.arrays().getFirst();
            String identity = array.simulated().identity(volume).orElseThrow();
            assertThat(array.simulated().blockTarget().initiatorsWithAccess(identity))
                    .isEmpty();
            assertThat(array.simulated().identity("no-such-volume")).isEmpty();
            assertThat(site.region().ec2().instances()).isEmpty();
            assertThat(site.instances()).isEmpty();
            assertThat(site.oracle().violations()).isEmpty();
        }
    }

    @Test
    void openSite_savedAndRestored_isTheSame() {
        JsonNode saved;
        try (SimulatedSite site = open("netapp", Protocol.ISCSI)) {
            saved = site.save();
        }
        try (SimulatedSite site = SimulatedSite.restore(saved, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            assertThat(site.save()).isEqualTo(saved);
            assertThat(site.region().ec2().catalog().account().subnets())
                    .extracting(Subnet::localNetworkIndex)
                    .containsExactly(1, 1, null, null, null, null);
        }
    }

    @Test
    void ledger_whereNothingIsProtected_saysSo() {
        try (SimulatedSite site = open("netapp", Protocol.ISCSI)) {
            assertThatThrownBy(site::ledger)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no instance is protected");
        }
    }

    private static SimulatedSite open(String vendor, Protocol protocol) {
        return SimulatedSite.furnish(
                SiteOptions.open(List.of(new ArrayKind(vendor, protocol)), Chap.NONE, 1),
                Pace.VIRTUAL,
                StepListener.NONE,
                Checkpoint.NONE);
    }
}
