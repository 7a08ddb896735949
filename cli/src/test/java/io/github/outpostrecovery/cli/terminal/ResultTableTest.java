package io.github.outpostrecovery.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.Rto;
import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final Instant START = Instant.parse("2026-03-01T03:14:05Z");
    private static final String OLD = "iqn.2006-03.com.amazon.aws:web-01.6f9619ff-8b86-4011-b42d-00c04fc964ff.g1";
    private static final String NEW = "iqn.2006-03.com.amazon.aws:web-01.0b1f2ab4-71b2-4d7e-9f5a-5f1f3c6f2d11.g2";

    @Test
    void render_whenRecovered_fitsEightyColumns() {
        String table = ResultTable.render(recovered(), 80, Colour.OFF);

        assertThat(table).isEqualTo("""
                        RECOVERED  web-01#1  RTO 5 min 0.0 s
                        The instance is back, and the array sees it attached.
                        web-01 runs as i-0bbb1234def567890; array-1 sees it on 2 of 2 portals

                        Who became whom
                          generation  g1 -> g2
                          instance    i-0aaa1234def567890 -> i-0bbb1234def567890
                          on array-1 (ISCSI)
                               iqn.2006-03.com.amazon.aws:web-01.6f9619ff-8b86-4011-b42d-00c04fc964ff.g1
                            -> iqn.2006-03.com.amazon.aws:web-01.0b1f2ab4-71b2-4d7e-9f5a-5f1f3c6f2d11.g2
                          launched    1 machine; access or machines have changed

                        Timeline, 5 min 3.5 s  (# works, . waits, ? waits for a person, = detection)
                          Until the engine starts  2 min 0.0 s  ===============
                          Open the incident              0.5 s                 #
                          Verify primary x2             22.0 s                 #..
                          Fence old initiator           12.0 s                    #
                          Confirm attachment x9    2 min 9.0 s                     #................
                          Ask for approval              20.0 s                                      ??

                        Recovery time
                          Detection   2 min 0.0 s  40 %  ###################
                          Engine           30.0 s  10 %  #####
                          Array             6.0 s   2 %  #
                          Launch      1 min 0.0 s  20 %  #########
                          Boot       1 min 15.0 s  25 %  ############
                          Attach            9.0 s   3 %  #
                          Total       5 min 0.0 s

                        Arrays
                          array-1  netapp  184 calls, 9 changes

                        Executions
                          web-01#1  RECOVERED
                          web-01#1  DUPLICATE

                        Invariants
                          18,211 checks, no violation
                        """);
        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void render_whenNarrow_cutsNamesAndNotTimes() {
        String table = ResultTable.render(recovered(), 60, Colour.OFF);

        assertThat(table).contains("Confirm att.. x9", "2 min 9.0 s");
        assertThat(table.lines().filter(line -> !line.contains("iqn.")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    }

    @Test
    void render_whenNothingAttached_hasNoRecoveryTime() {
        String table = ResultTable.render(
                with(
                        "FENCED_AND_PAGED",
                        "resume with: outpost-recovery resume web-01#1",
                        List.of("I3: grant before proof")),
                80,
                Colour.OFF);

        assertThat(table)
                .startsWith("FENCED_AND_PAGED  web-01#1\nA safety invariant was broken")
                .contains("resume with: outpost-recovery resume web-01#1", "1 violation:\n  - I3: grant before proof")
                .doesNotContain("Recovery time", "Timeline");
    }

    @Test
    void render_whenTextCommandsTheTerminal_doesNotObey() {
        String table =
                ResultTable.render(with("REFUSED\u001b[2J", "a\u0007\u001b]0;b", List.of("c\rd")), 80, Colour.OFF);

        assertThat(table.chars().filter(character -> character < ' ' && character != '\n'))
                .isEmpty();
    }

    @Test
    void render_whenColoured_saysTheSame() {
        String plain = ResultTable.render(recovered(), 80, Colour.OFF);
        String coloured = ResultTable.render(recovered(), 80, Colour.ON);

        assertThat(coloured).contains("\u001b[1;32mRECOVERED\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(plain);
    }

    private static DrillResult recovered() {
        return new DrillResult(
                "RECOVERED",
                "web-01 runs as i-0bbb1234def567890; array-1 sees it on 2 of 2 portals",
                Optional.of("web-01#1"),
                new DrillResult.Change<>(1, 2),
                new DrillResult.Change<>("i-0aaa1234def567890", "i-0bbb1234def567890"),
                List.of(new DrillResult.InitiatorChange("array-1", "ISCSI", OLD, NEW)),
                timeline(),
                new Rto(300_000, 120_000, 30_000, 6_000, 60_000, 75_000, 9_000),
                List.of(new DrillResult.ArrayLoad("array-1", "netapp", 184, 9)),
                List.of(
                        new DrillResult.ExecutionResult("web-01#1", "RECOVERED"),
                        new DrillResult.ExecutionResult("web-01#1", "DUPLICATE")),
                1,
                true,
                new DrillResult.Invariants(18_211, List.of()));
    }

    private static DrillResult with(String outcome, String reason, List<String> violations) {
        return new DrillResult(
                outcome,
                reason,
                Optional.of("web-01#1"),
                new DrillResult.Change<>(1, 1),
                new DrillResult.Change<>("i-0aaa1234def567890", "i-0aaa1234def567890"),
                List.of(),
                List.of(),
                new Rto(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                0,
                false,
                new DrillResult.Invariants(12, violations));
    }

    private static List<Visit> timeline() {
        List<Visit> visits = new ArrayList<>();
        Instant now = START;
        now = visit(visits, now, "Open the incident", 500);
        now = visit(visits, now, "Verify primary", 1_000);
        now = visit(visits, now, "Let the planes take new samples", 20_000);
        now = visit(visits, now, "Verify primary", 1_000);
        now = visit(visits, now, "Is the fence proved", 0);
        now = visit(visits, now, "Fence old initiator", 12_000);
        for (int i = 0; i < 9; i++) {
            now = visit(visits, now, "Confirm attachment", 1_000);
            now = visit(visits, now, "Let it boot", i < 8 ? 15_000 : 0);
        }
        visit(visits, now, "Ask for approval", 20_000);
        return visits;
    }

    private static Instant visit(List<Visit> visits, Instant from, String state, long millis) {
        visits.add(new Visit(state, from.toString(), millis));
        return from.plusMillis(millis);
    }
}
