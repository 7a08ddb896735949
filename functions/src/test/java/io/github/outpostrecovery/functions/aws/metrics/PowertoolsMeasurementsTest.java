package io.github.outpostrecovery.functions.aws.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Measurements.Figure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PowertoolsMeasurementsTest {
    /** What was written to standard output, where Lambda takes it up. */
    private static JsonNode written(Consumer<PowertoolsMeasurements> what) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            what.accept(new PowertoolsMeasurements());
        } finally {
            System.setOut(before);
        }
        return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void measured_isOneLineInTheEmbeddedFormat(Figure figure) throws IOException {
        String name = PowertoolsMeasurements.metricOf(figure);
        JsonNode line = written(figures -> figures.measured(figure, 2.5));
        JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.path("Namespace").asText()).isEqualTo("OutpostRecovery");
        assertThat(directive.at("/Metrics/0/Name").asText()).isEqualTo(name);
        assertThat(directive.path("Dimensions").toString()).isEqualTo("[[\"Service\"]]");
        assertThat(line.path("Service").asText()).isEqualTo("outpost-recovery");
        assertThat(line.path(name).asDouble()).isEqualTo(2.5);
    }

    @Test
    void recorded_isCountedByOutcome() throws IOException {
        JsonNode line = written(figures -> figures.recorded(Outcome.RECOVERED_DEGRADED));
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[\"Service\",\"Outcome\"]]");
        assertThat(line.path("Outcome").asText()).isEqualTo("RECOVERED_DEGRADED");
        assertThat(line.path("Records").asDouble()).isEqualTo(1);
    }
}
