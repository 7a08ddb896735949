package io.github.outpostrecovery.core.storm;

import static io.github.outpostrecovery.core.configuration.StormPolicy.STANDARD;
import static io.github.outpostrecovery.core.storm.Suspects.several;
import static io.github.outpostrecovery.core.storm.Suspects.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Priority;
import io.github.outpostrecovery.core.storm.Suspect.Kind;
import io.github.outpostrecovery.core.storm.Suspect.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StormGuardTest {
    private static Optional<String> objection(Suspect mine, List<Suspect> noted) {
        return StormGuard.objection(mine, noted, STANDARD);
    }

    private static List<Suspect> both(List<Suspect> one, List<Suspect> other) {
        List<Suspect> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    @Test
    void objection_isNone_whenOneServerHasDiedWithAllThatRanOnIt() {
        List<Suspect> forty = several(1, 40, 1, Kind.SERVER);
        assertThat(forty).allSatisfy(mine -> assertThat(objection(mine, forty)).isEmpty());
    }

    @Test
    void objection_isNone_whenSomeOfThemWereSeenBeforeTheRegionNoticedThatTheServerIsGone() {
        List<Suspect> early = several(1, 20, 1, Kind.GUEST);
        Suspect mine = suspect(21, 1, Kind.SERVER);
        assertThat(objection(mine, early)).isEmpty();
        assertThat(objection(early.getFirst(), both(early, List.of(mine)))).isEmpty();
    }

    @Test
    void objection_blamesTheArray_whenItsInstancesFailOnServersThatLive() {
        List<Suspect> failed = both(several(1, 2, 1, Kind.GUEST), several(3, 2, 2, Kind.GUEST));
        assertThat(failed)
                .allSatisfy(mine -> assertThat(objection(mine, failed))
                        .hasValueSatisfying(why -> assertThat(why).contains("4 instances", "array-1")));
        assertThat(objection(failed.getFirst(), failed.subList(0, 3))).isEmpty();
    }

    @Test
    void objection_blamesWhatServersShare_whenMoreOfThemAreGoneThanThePolicyAllows() {
        List<Suspect> gone = both(several(1, 1, 1, Kind.SERVER), several(2, 1, 2, Kind.SERVER));
        assertThat(objection(gone.getFirst(), gone))
                .hasValueSatisfying(why -> assertThat(why).contains("2 servers"));
    }

    @Test
    void objection_isNone_whenServersOfOtherArraysAreGone() {
        Suspect mine = suspect(1, 1, Kind.SERVER);
        Suspect elsewhere = suspect(2, 2, Kind.SERVER, Stage.WAITING, Priority.USUAL, Suspects.ARRAY_2);
        assertThat(objection(mine, List.of(elsewhere))).isEmpty();
    }

    @Test
    void objection_blamesTheWayOfOneServer_whenItsInstancesLoseDifferentArrays() {
        List<Suspect> failed = new ArrayList<>(several(1, 2, 1, Kind.GUEST));
        failed.add(suspect(3, 1, Kind.GUEST, Stage.WAITING, Priority.USUAL, Suspects.ARRAY_2));
        failed.add(suspect(4, 1, Kind.GUEST, Stage.WAITING, Priority.USUAL, Suspects.ARRAY_2));
        assertThat(objection(failed.getFirst(), failed))
                .hasValueSatisfying(why -> assertThat(why).contains("4 instances on"));
    }

    @Test
    void objection_blamesTheRegion_whenGuestsFailEverywhere_butNotForAServerThatAnArrayHasSeenGo() {
        List<Suspect> everywhere = new ArrayList<>();
        for (int site = 1; site <= 11; site++) {
            everywhere.add(suspect(
                    site,
                    site,
                    Kind.GUEST,
                    Stage.WAITING,
                    Priority.USUAL,
                    URI.create("https://array-of-" + site + ".example")));
        }
        assertThat(objection(everywhere.getFirst(), everywhere))
                .hasValueSatisfying(why -> assertThat(why).contains("Region"));
        assertThat(objection(suspect(12, 12, Kind.SERVER), everywhere)).isEmpty();
    }

    @Test
    void objection_doesNotCountWhatHadNotFailedAfterAll() {
        List<Suspect> failed = several(1, 4, 1, Kind.GUEST).stream()
                .map(one -> one.at(Stage.CLEARED, one.notedAt()))
                .toList();
        assertThat(objection(suspect(5, 1, Kind.GUEST), failed)).isEmpty();
    }

    @Test
    void objection_countsWhatWasRecoveredMeanwhile() {
        List<Suspect> failed = several(1, 3, 1, Kind.GUEST).stream()
                .map(one -> one.at(Stage.LEFT, one.notedAt()))
                .toList();
        assertThat(objection(suspect(4, 1, Kind.GUEST), failed)).isPresent();
    }
}
