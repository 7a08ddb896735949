package io.github.outpostrecovery.tests.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.tests.contract.Damage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is well formed, what has been found before, and what becomes of the former when it is damaged. */
class FuzzTargetsTest {
    private static final int MOST = 60;

    @ParameterizedTest
    @EnumSource(Target.class)
    void aSeed_isTaken(Target target) {
        List<byte[]> seeds = target.seeds();
        assertThat(seeds).hasSizeGreaterThan(5);
        int step = Math.ceilDiv(seeds.size(), MOST);
        List<byte[]> some = new ArrayList<>();
        for (int number = 0; number < seeds.size(); number += step) {
            some.add(seeds.get(number));
        }
        assertThat(findings(target, some)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void whatWasFoundOnce_isNotFoundAgain(Target target) throws IOException, URISyntaxException {
        assertThat(findings(target, stored(target))).isEmpty();
    }

    /** What arrays answer is damaged in {@code DamagedAnswersTest}. */
    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"STEP_INPUTS", "DOCUMENTS"})
    void aDamagedSeed_isTaken(Target target) {
        assertThat(findings(target, damaged(target, 1))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"STEP_INPUTS", "DOCUMENTS"})
    @Tag("proof")
    void aSeedDamagedInManyWays_isTaken(Target target) {
        assertThat(findings(target, damaged(target, 20))).isEmpty();
    }

    private static List<byte[]> damaged(Target target, int times) {
        List<byte[]> inputs = new ArrayList<>();
        SplitMix64 chance = new SplitMix64(7);
        for (byte[] seed : target.seeds()) {
            String document = new String(seed, target.header(), seed.length - target.header(), UTF_8);
            for (Damage damage : Damage.values()) {
                for (int time = 0; time < times; time++) {
                    ByteArrayOutputStream input = new ByteArrayOutputStream();
                    input.write(seed, 0, target.header());
                    input.writeBytes(damage.applied(document, chance).getBytes(UTF_8));
                    inputs.add(input.toByteArray());
                }
            }
        }
        return inputs;
    }

    private static List<byte[]> stored(Target target) throws IOException, URISyntaxException {
        URL folder = FuzzTargetsTest.class.getClassLoader().getResource(target.folder());
        if (folder == null) {
            return List.of();
        }
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    private static List<String> findings(Target target, List<byte[]> inputs) {
        List<String> findings = new ArrayList<>();
        for (byte[] input : inputs) {
            try {
                target.take(input);
            } catch (RuntimeException | AssertionError | StackOverflowError finding) {
                findings.add(finding + " at "
                        + Arrays.stream(finding.getStackTrace())
                                .findFirst()
                                .map(Object::toString)
                                .orElse("nowhere")
                        + " of " + shown(input));
            }
        }
        return findings;
    }

    private static String shown(byte[] input) {
        byte[] beginning = Arrays.copyOf(input, Math.min(input.length, 400));
        return HexFormat.of().formatHex(beginning, 0, Math.min(4, beginning.length)) + " "
                + new String(beginning, UTF_8);
    }
}
