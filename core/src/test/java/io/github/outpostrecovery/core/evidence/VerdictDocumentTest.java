package io.github.outpostrecovery.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/verdicts.md against the code, for every combination: what operators read is what the engine does. */
class VerdictDocumentTest {
    private static final Path DOCUMENT = document();

    /** Maven runs the tests of a module in its folder, an IDE often in the root of the repository. */
    private static Path document() {
        Path fromModule = Path.of("../docs/verdicts.md");
        return Files.exists(fromModule) ? fromModule : Path.of("docs/verdicts.md");
    }

    private static List<List<String>> rowsAfter(String marker) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int start = lines.indexOf("<!-- " + marker + " -->");
        assertThat(start).as("the marker of the table of %s", marker).isNotNegative();
        return lines.stream()
                .skip(start + 1)
                .dropWhile(String::isBlank)
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(cell -> cell.replace("`", "").strip())
                        .toList())
                .toList();
    }

    private static boolean fits(String cell, Enum<?> value) {
        return cell.equals("any") || cell.equals(value.name());
    }

    private static boolean fits(List<String> row, Evidence evidence) {
        return fits(row.get(1), evidence.ec2())
                && fits(row.get(2), evidence.server())
                && fits(row.get(3), evidence.sessions())
                && fits(row.get(4), evidence.writes())
                && fits(row.get(5), evidence.storageAnswered());
    }

    @Test
    void verdicts_areThoseOfTheCode_forEveryCombination() throws IOException {
        List<List<String>> rows = rowsAfter("verdicts");
        assertThat(rows).hasSizeGreaterThan(15);
        assertThat(EveryEvidence.all()).allSatisfy(evidence -> {
            List<String> row = rows.stream()
                    .filter(each -> fits(each, evidence))
                    .findFirst()
                    .orElseThrow();
            assertThat(Verdict.of(evidence))
                    .as("row %s, %s", row.getFirst(), evidence)
                    .hasToString(row.get(6));
        });
    }

    @Test
    void verdicts_haveNoRowThatNeverCounts() throws IOException {
        List<List<String>> rows = rowsAfter("verdicts");
        assertThat(rows)
                .allSatisfy(row -> assertThat(EveryEvidence.all())
                        .as("row %s", row.getFirst())
                        .anyMatch(evidence -> rows.stream()
                                .filter(each -> fits(each, evidence))
                                .findFirst()
                                .orElseThrow()
                                .equals(row)));
    }

    @Test
    void verdicts_nameOnlyValuesThatExist() throws IOException {
        List<Enum<?>[]> columns = List.of(
                Ec2Plane.values(),
                ServerLink.values(),
                SessionPlane.values(),
                WritePlane.values(),
                StorageAnswer.values(),
                Verdict.values());
        for (List<String> row : rowsAfter("verdicts")) {
            for (int column = 0; column < columns.size(); column++) {
                assertThat(Stream.concat(
                                Stream.of("any"),
                                Arrays.stream(columns.get(column)).map(Enum::name)))
                        .as("row %s", row.getFirst())
                        .contains(row.get(column + 1));
            }
        }
    }

    @Test
    void actions_areThoseOfTheCode_forEveryCase() throws IOException {
        List<List<String>> rows = rowsAfter("actions");
        assertThat(rows).hasSize(Verdict.values().length);
        for (Evidence evidence : EveryEvidence.all()) {
            Verdict verdict = Verdict.of(evidence);
            List<String> row = rows.stream()
                    .filter(each -> each.getFirst().equals(verdict.name()))
                    .findFirst()
                    .orElseThrow();
            for (Mode mode : Mode.values()) {
                for (Optional<Verdict> approved : EveryEvidence.approvals()) {
                    assertThat(word(Decision.of(evidence, mode, approved)))
                            .as("%s %s approved %s", evidence, mode, approved)
                            .isEqualTo(row.get(column(evidence, mode, approved, verdict)));
                }
            }
        }
    }

    @Test
    void actions_sayThatUnreachableCannotOccur_onlyWhereItCannot() throws IOException {
        for (List<String> row : rowsAfter("actions")) {
            boolean occurs = EveryEvidence.all().stream()
                    .anyMatch(evidence -> evidence.storageAnswered() == StorageAnswer.UNREACHABLE
                            && Verdict.of(evidence).name().equals(row.getFirst()));
            assertThat(row.get(4).equals("-")).as("%s", row).isEqualTo(!occurs);
        }
    }

    private static int column(Evidence evidence, Mode mode, Optional<Verdict> approved, Verdict verdict) {
        if (evidence.storageAnswered() == StorageAnswer.UNREACHABLE) {
            return 4;
        }
        if (approved.equals(Optional.of(verdict))) {
            return 3;
        }
        return switch (mode) {
            case AUTOMATIC -> 1;
            case NOTIFY -> 2;
        };
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Recover recover -> "recover";
            case Decision.AskForApproval ask -> "ask";
            case Decision.StandDown standDown -> "stand down";
            case Decision.Refuse refuse -> "refuse";
        };
    }
}
