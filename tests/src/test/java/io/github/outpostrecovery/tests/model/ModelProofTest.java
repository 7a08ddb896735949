package io.github.outpostrecovery.tests.model;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol holds in worlds that take too long for every build: {@code mvn verify -Pproof}. */
@Tag("proof")
class ModelProofTest {
    @TempDir
    static Path scratch;

    private static Stream<HeldConfiguration> held() {
        return HeldConfiguration.checkedBy("proof");
    }

    @ParameterizedTest
    @MethodSource("held")
    void model_holds_whateverAGreaterWorldDoes(HeldConfiguration held) {
        held.check(scratch);
    }
}
