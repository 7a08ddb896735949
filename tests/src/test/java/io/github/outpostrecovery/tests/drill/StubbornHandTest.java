package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.ontap.OntapSimulator;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody, or a script that means well, lets the victim in again after each fence. */
class StubbornHandTest {
    private Optional<SimulatedSite> running = Optional.empty();
    private final AtomicInteger times = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, RECOVERED, 1", "1000000, FENCED_AND_PAGED, 0"})
    void victimThatIsLetInAgain_isFencedAgainUntilAPersonIsCalled(int howOften, Outcome outcome, int launches) {
        SiteOptions options = new SiteOptions(Protocol.ISCSI, Mode.AUTOMATIC, 2, SiteOptions.Layout.ONE_OBJECT, 1);
        Checkpoint hand = (execution, state) -> {
            if (state.equals("Grant new initiator") && times.incrementAndGet() <= howOften) {
                SimulatedSite site = running.orElseThrow(() -> new AssertionError("no site"));
                site.agenda().advance(Duration.ofSeconds(20));
                letTheVictimIn(site);
            }
        };
        try (SimulatedSite site = SimulatedSite.furnish(options, Pace.VIRTUAL, StepListener.NONE, hand)) {
            running = Optional.of(site);
            pass(site, Duration.ofMinutes(10));
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            pass(site, Duration.ofMinutes(40));
            IncidentRecord record = site.recordOf(
                            OpenDrill.recoveries(site).getFirst().arn())
                    .orElseThrow(() -> new AssertionError("no record after " + times + " grants"));
            assertThat(record.outcome()).as(record.reason()).isEqualTo(outcome);
            assertThat(Soundness.launched(site)).hasSize(launches);
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(times.get()).isGreaterThan(1);
            if (outcome == Outcome.FENCED_AND_PAGED) {
                assertThat(record.reason()).contains("array-1 lets in", ".g1 again");
            }
        }
    }

    private static void letTheVictimIn(SimulatedSite site) {
        OntapSimulator array = (OntapSimulator) site.array().blockTarget();
        String igroup = array.accessState().path("igroups").path(0).path("uuid").asText();
        String victim =
                site.ledger().current().initiators().values().iterator().next().value();
        RestResponse answer = array.serve(RestRequest.of(
                "POST",
                "/api/protocols/san/igroups/" + igroup + "/initiators",
                Map.of("authorization", "Basic " + credentials(site), "content-type", "application/json"),
                "{\"name\":\"" + victim + "\"}"));
        assertThat(answer.status()).as(answer.toString()).isLessThan(300);
    }

    private static String credentials(SimulatedSite site) {
        try {
            for (Map.Entry<String, String> secret :
                    site.region().secrets().save().documents().entrySet()) {
                if (secret.getKey().contains("fence")) {
                    JsonNode document = CoreJson.mapper().readTree(secret.getValue());
                    String both = document.path("username").asText() + ":"
                            + document.path("password").asText();
                    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
        throw new AssertionError("no secret that fences");
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
