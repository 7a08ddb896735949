package io.github.outpostrecovery.core.message;

import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.Decision;
import io.github.outpostrecovery.core.evidence.EveryEvidence;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {
    private static int differences(Evidence one, Evidence other) {
        return (one.ec2() == other.ec2() ? 0 : 1)
                + (one.server() == other.server() ? 0 : 1)
                + (one.sessions() == other.sessions() ? 0 : 1)
                + (one.writes() == other.writes() ? 0 : 1)
                + (one.storageAnswered() == other.storageAnswered() ? 0 : 1);
    }

    private static Explanation of(Incident incident, Optional<Evidence> evidence, Mode mode, Outcome outcome) {
        IncidentRecord record = SampleIncident.record(outcome, "because", evidence);
        return Explanation.of(FIRST_INCIDENT, Optional.of(incident), Optional.of(mode), List.of(record));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void otherwise_isEveryOtherDecisionOnePlaneAway(Mode mode) {
        for (Evidence seen : EveryEvidence.all()) {
            Explanation explanation = of(SampleIncident.opened(), Optional.of(seen), mode, Outcome.STOOD_DOWN);
            Class<?> taken = Decision.of(seen, mode, Optional.empty()).getClass();
            List<String> expected = EveryEvidence.all().stream()
                    .filter(other -> differences(seen, other) == 1)
                    .map(other -> Decision.of(other, mode, Optional.empty()))
                    .filter(decision -> !decision.getClass().equals(taken))
                    .map(Decision::toString)
                    .sorted()
                    .toList();
            assertThat(explanation.otherwise().stream()
                            .map(other -> other.decision().toString())
                            .sorted()
                            .toList())
                    .isEqualTo(expected);
            assertThat(explanation.decision()).containsInstanceOf(taken);
        }
    }

    @Test
    void text_tellsWhyAndWhyNot() {
        String text = of(
                        SampleIncident.recovered(), Optional.of(SampleIncident.DEAD), Mode.AUTOMATIC, Outcome.RECOVERED)
                .text();
        assertThat(text.replaceAll("\\s+", " "))
                .contains("WHAT FAILED", "EVIDENCE", "WHY NOT OTHERWISE", "DONE")
                .contains("RECOVERED: because")
                .contains("On this evidence the engine recovers by itself")
                .contains("had it said ADVANCING of writes: ISOLATED_ALIVE, and the engine asks a person")
                .contains("generation g3");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Letter.WIDTH));
    }

    @Test
    void nextSteps_areWhatAPersonCanDoNow() {
        Incident asks = SampleSite.ledger().open(SampleSite.E1, Trigger.ALARM, NOON)
                                instanceof Transition.To(var opened)
                        && opened.askForApproval(
                                        FIRST_INCIDENT, SampleSite.E1, new ApprovalRequest(Verdict.DEAD, "00", NOON))
                                instanceof Transition.To(var asked)
                ? asked.incident().orElseThrow()
                : SampleIncident.opened();
        assertThat(of(asks, Optional.empty(), Mode.NOTIFY, Outcome.STOOD_DOWN).nextSteps())
                .containsExactly("./outpost-recovery approve web-01#1", "./outpost-recovery reject web-01#1");
        assertThat(of(SampleIncident.opened(), Optional.empty(), Mode.NOTIFY, Outcome.STOOD_DOWN)
                        .nextSteps())
                .isEmpty();
    }

    @Test
    void anOlderIncident_isToldFromItsRecords() {
        IncidentRecord record =
                SampleIncident.record(Outcome.STOOD_DOWN, "it is well", Optional.of(SampleIncident.LINK_LOSS));
        Explanation explanation = Explanation.of(FIRST_INCIDENT, Optional.empty(), Optional.empty(), List.of(record));
        assertThat(explanation.text())
                .contains("ended as STOOD_DOWN", "it is well", "the books keep the newest incident only");
        assertThat(explanation.otherwise()).as("the mode is not known").isEmpty();
    }
}
