package io.github.outpostrecovery.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.Rto;
import io.github.outpostrecovery.lab.report.OutcomeMeaning.Tone;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "49, 0.0 s",
        "50, 0.1 s",
        "4200, 4.2 s",
        "59949, 59.9 s",
        "59950, 1 min 0.0 s",
        "192400, 3 min 12.4 s",
        "3599950, 1 h 00 min",
        "3720000, 1 h 02 min",
        "-1500, -1.5 s"
    })
    void ofMillis_always_isWhatAPersonWouldWrite(long millis, String text) {
        assertThat(Elapsed.ofMillis(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password=hunter2 next | password=[redacted] next",
                "{\"apiToken\":\"abc\",\"b\":1} | {\"apiToken\":[redacted],\"b\":1}",
                "{\\\"password\\\":\\\"abc\\\"} | {\\\"password\\\":[redacted]}",
                "Authorization: Basic YWRtaW46cGFzc3dvcmQ= | Authorization: [redacted]",
                "secret: arn:aws:secretsmanager:eu-west-1:1:secret:x | secret: arn:aws:secretsmanager:eu-west-1:1:secret:x",
                "the fence was proved | the fence was proved",
                "basic checks pass | basic checks pass"
            })
    void redaction_ofText_blanksValuesOnly(String text, String safe) {
        assertThat(Redaction.of(text)).isEqualTo(safe);
    }

    @Test
    void redaction_ofAPrivateKey_blanksAllOfIt() {
        assertThat(Redaction.of("a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b"))
                .isEqualTo("a [redacted] b");
    }

    @Test
    void escape_whenTextTurnsItsDirection_showsThatSomethingIsThere() {
        assertThat(Html.escape("a\u202Eb\u0000c")).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @Test
    void meaning_ofEveryOutcome_isKnown() {
        assertThat(Stream.of(Outcome.values()))
                .allSatisfy(outcome -> assertThat(OutcomeMeaning.of(with(outcome.name(), List.of()))
                                .sentence())
                        .doesNotContain("not one of"));
        assertThat(OutcomeMeaning.of(with("RECOVERED", List.of())).tone()).isEqualTo(Tone.GOOD);
        assertThat(OutcomeMeaning.of(with("RECOVERED", List.of("I1"))).tone()).isEqualTo(Tone.BAD);
        assertThat(OutcomeMeaning.of(with("WAITING_FOR_APPROVAL", List.of())).tone())
                .isEqualTo(Tone.ATTENTION);
        assertThat(OutcomeMeaning.of(with("WELL", List.of())).tone()).isEqualTo(Tone.BAD);
    }

    @Test
    void parts_together_coverTheWholeTime() {
        Rto rto = new Rto(63, 1, 2, 4, 8, 16, 32);

        assertThat(Stream.of(RtoPart.values())
                        .mapToLong(part -> part.millisOf(rto))
                        .sum())
                .isEqualTo(63);
    }

    private static DrillResult with(String outcome, List<String> violations) {
        DrillResult base = SampleReports.recovered().result();
        return new DrillResult(
                outcome,
                base.reason(),
                base.incident(),
                base.generation(),
                base.instance(),
                base.initiators(),
                base.timeline(),
                base.rto(),
                base.arrays(),
                base.executions(),
                base.launches(),
                base.worldChanged(),
                new DrillResult.Invariants(1, violations));
    }
}
