package io.github.outpostrecovery.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.Change;
import io.github.outpostrecovery.lab.drill.DrillResult.Invariants;
import io.github.outpostrecovery.lab.drill.DrillResult.Rto;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {
    private static DrillResult ended(String outcome, String... violations) {
        return new DrillResult(
                outcome,
                "",
                Optional.empty(),
                new Change<>(1, 1),
                new Change<>("i-1", "i-1"),
                List.of(),
                List.of(),
                new Rto(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                0,
                false,
                new Invariants(1, List.of(violations)));
    }

    @ParameterizedTest
    @CsvSource({
        "RECOVERED, 0",
        "DUPLICATE, 0",
        "SUPPRESSED, 0",
        "STOOD_DOWN, 4",
        "REFUSED, 4",
        "REJECTED, 4",
        "EXPIRED, 4",
        "WAITING_FOR_APPROVAL, 5",
        "FENCED_AND_PAGED, 6",
        "RECOVERED_DEGRADED, 6",
        "RUNNING, 1",
        "NOTHING_HAPPENED, 1"
    })
    void code_isTheDocumentedOne(String outcome, int code) {
        assertThat(ExitCode.of(ended(outcome)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void violation_isAFailureWhateverTheRecordSays(Outcome outcome) {
        assertThat(ExitCode.of(ended(outcome.name(), "two writers")).code()).isEqualTo(1);
    }

    @Test
    void interruption_isTheShells() {
        assertThat(ExitCode.INTERRUPTED.code()).isEqualTo(130);
    }
}
