package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.OTHER_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM_NQN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.SameTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Over NVMe/TCP every volume has an export of its own to take away; with one key they would go one after the other. */
class ManyVolumesTest {
    private static final int MANY = 256;
    private static final Duration ROUND_TRIP = Duration.ofMillis(10);

    private final AlletraFixture fixture = new AlletraFixture();
    private final Set<VolumeName> volumes = new HashSet<>();

    private void furnish(int number) {
        fixture.wsapi.nvmeHost("web-01", VICTIM_NQN.value());
        fixture.wsapi.nvmeHost("other", OTHER_NQN.value());
        for (int i = 1; i <= number; i++) {
            fixture.wsapi.volume("web-" + i);
            fixture.wsapi.template("web-" + i, i, "web-01");
            volumes.add(new VolumeName("web-" + i));
        }
    }

    private ClientSettings settings(FanOut fanOut) {
        return fixture.settings.withFanOut(fanOut).withTransports((endpoint, trust, settings) -> request -> {
            fixture.clock.pass(ROUND_TRIP);
            return fixture.transport.send(request);
        });
    }

    private RevokeReport revoke(ClientSettings settings) {
        try (AlletraArray array = fixture.array(Protocol.NVME_TCP, settings)) {
            return array.revoke(new RevokeOrder(Set.of(VICTIM_NQN), volumes));
        }
    }

    private void everythingIsGone(RevokeReport report) {
        assertThat(report.failures()).isEmpty();
        assertThat(report.done()).hasSize(volumes.size() + 1);
        assertThat(fixture.wsapi.find("hosts", "web-01")).isEmpty();
        assertThat(fixture.wsapi.find("hosts", "other")).isPresent();
        assertThat(fixture.writes()).hasSize(volumes.size() + 1).doesNotHaveDuplicates();
        assertThat(fixture.wsapi.keys.open()).isZero();
    }

    @Test
    void revoke_when_thereAre256Volumes_takesTheTimeOfAnEighthOfThem() {
        furnish(MANY);
        Instant start = fixture.clock.instant();

        everythingIsGone(revoke(settings(new SameTime(fixture.clock))));
        assertThat(Duration.between(start, fixture.clock.instant())).isLessThan(ROUND_TRIP.multipliedBy(MANY / 8 + 12));
    }

    @Test
    void revoke_when_thereAreFewVolumes_borrowsNoKey() {
        furnish(3);

        everythingIsGone(revoke(settings(FanOut.inOrder())));
        assertThat(fixture.wsapi.keys.given()).isEqualTo(1);
    }

    /** Other clients have them. */
    @Test
    void revoke_when_theArrayGivesNoFurtherKey_doesItWithTheOne() {
        furnish(40);
        fixture.wsapi.keys.limit(1);

        everythingIsGone(revoke(settings(FanOut.inOrder())));
        assertThat(fixture.wsapi.keys.most()).isEqualTo(1);
    }

    /** This process has them; whoever waited for the others' here could wait for ever. */
    @Test
    void revoke_when_allOtherKeysAreInUse_doesItWithTheOne() {
        furnish(40);
        List<AlletraArray> others = new ArrayList<>();
        for (int i = 1; i < AlletraSettings.standard().keysPerEndpoint(); i++) {
            AlletraArray other = fixture.nvme();
            other.access(Set.of());
            others.add(other);
        }
        int before = fixture.wsapi.keys.given();

        RevokeReport report = revoke(settings(FanOut.inVirtualThreads()));
        assertThat(fixture.wsapi.keys.given()).isEqualTo(before + 1);
        others.forEach(AlletraArray::close);
        everythingIsGone(report);
    }

    @Test
    void revoke_when_anExportIsRefusedOverAFurtherKey_reportsItAndKeepsTheHost() {
        furnish(16);
        // Of four keys, the third one's last.
        String refused = "web-15,15,web-01";
        fixture.wsapi.when(
                request -> request.method() == HttpMethod.DELETE
                        && FakeWsapi.decoded(request.path()).contains(refused),
                request -> FakeWsapi.error(500, 99));

        RevokeReport report = revoke(settings(FanOut.inOrder()));
        assertThat(report.failures()).hasSize(1);
        assertThat(report.done()).hasSize(15);
        assertThat(fixture.wsapi.find("hosts", "web-01")).isPresent();
        assertThat(fixture.writes()).hasSize(16);
        assertThat(fixture.wsapi.keys.open()).isZero();
    }
}
