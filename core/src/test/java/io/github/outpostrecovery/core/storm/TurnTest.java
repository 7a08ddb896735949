package io.github.outpostrecovery.core.storm;

import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.configuration.StormPolicy.STANDARD;
import static io.github.outpostrecovery.core.storm.Suspects.ARRAY_1;
import static io.github.outpostrecovery.core.storm.Suspects.ARRAY_2;
import static io.github.outpostrecovery.core.storm.Suspects.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Priority;
import io.github.outpostrecovery.core.storm.Suspect.Kind;
import io.github.outpostrecovery.core.storm.Suspect.Stage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static List<Suspect> others(int count, Stage stage, int priority) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> suspect(number, 1, Kind.SERVER, stage, new Priority(priority), ARRAY_1))
                .toList();
    }

    private static int rounds(Suspect mine, List<Suspect> noted) {
        return Turn.rounds(mine, noted, STANDARD, NOON.plusSeconds(5));
    }

    @Test
    void rounds_areNone_whileTheArrayHasWorkForFewerThanItTakesAtOnce() {
        assertThat(rounds(suspect(99, 1, Kind.SERVER), others(15, Stage.STARTED, 5)))
                .isZero();
        assertThat(rounds(suspect(99, 1, Kind.SERVER), others(16, Stage.STARTED, 5)))
                .isOne();
    }

    @Test
    void rounds_countThoseOfHigherPriorityThatWait_andNoneOfLower() {
        Suspect mine = suspect(99, 1, Kind.SERVER);
        assertThat(rounds(mine, others(32, Stage.WAITING, 1))).isEqualTo(2);
        assertThat(rounds(mine, others(32, Stage.WAITING, 9))).isZero();
    }

    @Test
    void rounds_areByAge_amongEquals() {
        List<Suspect> all = others(20, Stage.WAITING, 5);
        assertThat(all.stream().filter(mine -> rounds(mine, all) == 0)).isEqualTo(all.subList(0, 16));
    }

    @Test
    void rounds_areNone_forAnotherArray() {
        Suspect mine = suspect(99, 1, Kind.SERVER, Stage.WAITING, Priority.USUAL, ARRAY_2);
        assertThat(rounds(mine, others(40, Stage.STARTED, 1))).isZero();
    }

    @Test
    void rounds_doNotWait_forWhoHasLaunchedOrWasNotHeardOfForLong() {
        Suspect mine = suspect(99, 1, Kind.SERVER);
        assertThat(rounds(mine, others(40, Stage.LEFT, 1))).isZero();
        assertThat(Turn.rounds(mine, others(40, Stage.STARTED, 1), STANDARD, NOON.plus(Turn.LONGEST_WORK)))
                .isZero();
        assertThat(Turn.rounds(mine, others(40, Stage.WAITING, 1), STANDARD, NOON.plus(Turn.LONGEST_SILENCE)))
                .isZero();
    }
}
