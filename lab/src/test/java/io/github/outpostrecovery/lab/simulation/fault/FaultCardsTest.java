package io.github.outpostrecovery.lab.simulation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.fault.fence.FenceFaults;
import io.github.outpostrecovery.lab.simulation.fault.verify.VerifyFaults;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The faults of the verification and of the fence are all there, and each says who shows it. */
class FaultCardsTest {
    private static List<FaultCard> cards() {
        return Stream.concat(VerifyFaults.all().stream(), FenceFaults.all().stream())
                .map(Fault::card)
                .toList();
    }

    @Test
    void numbers_areComplete_andInOrder() {
        assertThat(cards().stream().map(FaultCard::number).distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(12, 45).boxed().toList());
        assertThat(cards()).extracting(FaultCard::number).isSorted();
    }

    @Test
    void slugs_areUniqueWordsJoinedByHyphens() {
        assertThat(cards())
                .extracting(FaultCard::slug)
                .doesNotHaveDuplicates()
                .allMatch(slug -> slug.matches("[a-z0-9]+(?:-[a-z0-9]+)*"));
    }

    @Test
    void whatNoRunShows_isShownByATestThatExists() throws IOException {
        List<String> tests = testsOfTheRepository();
        for (FaultCard card : cards()) {
            if (card.layer() == Layer.TEST) {
                assertThat(tests).as(card.slug()).contains(card.shownBy() + ".java");
            }
        }
    }

    private static List<String> testsOfTheRepository() throws IOException {
        List<String> tests = new ArrayList<>();
        try (DirectoryStream<Path> modules =
                Files.newDirectoryStream(Path.of("").toAbsolutePath().resolve(".."))) {
            for (Path module : modules) {
                Path sources = module.resolve("src/test/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith("Test.java"))
                                .forEach(tests::add);
                    }
                }
            }
        }
        return tests;
    }
}
