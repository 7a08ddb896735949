package io.github.outpostrecovery.core.storm;

import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.Room;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import org.junit.jupiter.api.Test;

class RoomBookTest {
    private static final Room THREE = new Room("c6id.2xlarge", 3);
    private static final IncidentId OTHER = new IncidentId(new InstanceName("app-02"), 1);
    private static final RoomBook PROMISED = RoomBook.empty(server(1)).promise(FIRST_INCIDENT, THREE.type(), NOON);

    @Test
    void free_isWhatEc2Counts_lessWhatOthersWerePromised() {
        assertThat(PROMISED.free(THREE, NOON, OTHER)).isEqualTo(2);
        assertThat(PROMISED.free(THREE, NOON, FIRST_INCIDENT)).isEqualTo(3);
        assertThat(PROMISED.free(new Room("c6id.4xlarge", 3), NOON, OTHER)).isEqualTo(3);
    }

    @Test
    void free_neverFallsBelowNothing() {
        assertThat(PROMISED.free(new Room(THREE.type(), 0), NOON, OTHER)).isZero();
    }

    @Test
    void free_countsAKeptPromise_untilEc2sListMustShowTheMachine() {
        RoomBook kept = PROMISED.keep(FIRST_INCIDENT, NOON).orElseThrow();
        assertThat(kept.free(THREE, NOON.plus(RoomBook.LISTING_LAG).minusSeconds(1), OTHER))
                .isEqualTo(2);
        assertThat(kept.free(THREE, NOON.plus(RoomBook.LISTING_LAG), OTHER)).isEqualTo(3);
    }

    @Test
    void free_forgetsWhoNeverLaunched() {
        assertThat(PROMISED.free(THREE, NOON.plus(RoomBook.FORGOTTEN), OTHER)).isEqualTo(3);
    }

    @Test
    void promise_isOneForEachIncident_howeverOftenItIsMade() {
        RoomBook again = PROMISED.promise(FIRST_INCIDENT, THREE.type(), NOON);
        assertThat(again.promises()).hasSize(1);
        assertThat(again.revision()).isEqualTo(PROMISED.revision() + 1);
    }

    @Test
    void keep_hasNothingToWrite_whenNothingWasPromisedOrItIsKeptAlready() {
        RoomBook kept = PROMISED.keep(FIRST_INCIDENT, NOON).orElseThrow();
        assertThat(kept.keep(FIRST_INCIDENT, NOON)).isEmpty();
        assertThat(kept.keep(OTHER, NOON)).isEmpty();
    }
}
