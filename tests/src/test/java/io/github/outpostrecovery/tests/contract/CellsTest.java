package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which cells the contracts have, and why the others cannot be. */
class CellsTest {
    private static final Path PAGE = Path.of("..", "docs", "contract-cells.md");

    private static String row(Cell cell) {
        return "| %s | %s | %s | %s |"
                .formatted(
                        cell.vendor(),
                        cell.protocol().name().toLowerCase(Locale.ROOT),
                        cell.topology().name().toLowerCase(Locale.ROOT),
                        cell.objection().orElse("tested"));
    }

    @Test
    void everyCell_isTestedOrListedWithItsReason() throws IOException {
        String rows = Cell.all().stream().map(CellsTest::row).collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).contains(rows + "\n");
    }

    /** An array without contracts is not trusted, and contracts without a client test nothing. */
    @Test
    void everyClient_hasItsTwinInTheLab() {
        RegisteredArrays clients = new RegisteredArrays(
                secret -> {
                    throw new AssertionError("nothing is opened here");
                },
                ClientSettings.standard());
        assertThat(ArrayModels.registered().vendors()).isEqualTo(clients.vendors());
    }
}
