package io.github.outpostrecovery.lab.machine;

import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_1;
import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_2;
import static io.github.outpostrecovery.lab.machine.SiteFixture.NEW;
import static io.github.outpostrecovery.lab.machine.SiteFixture.OLD;
import static io.github.outpostrecovery.lab.machine.SiteFixture.PORTALS;
import static io.github.outpostrecovery.lab.machine.SiteFixture.PRIMARY;
import static io.github.outpostrecovery.lab.machine.SiteFixture.RECOVERY;
import static io.github.outpostrecovery.lab.machine.SiteFixture.userData;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteStateTest {
    @Test
    void restoredSite_goesOnAsTheFirstOneWould_whereverItWasSaved() {
        for (int seconds = 0; seconds < 120; seconds += 7) {
            goesOn(Duration.ofSeconds(seconds));
        }
    }

    private static void goesOn(Duration savedAfter) {
        SiteFixture first = eventful();
        first.pass(savedAfter);
        JsonNode saved = JsonRecords.write(first.site.save());
        JsonNode savedAgenda = JsonRecords.write(first.agenda.save());
        JsonNode savedArray = JsonRecords.write(first.array.frontEnd.save());

        Agenda agenda = Agenda.restore(JsonRecords.read(savedAgenda, Agenda.Saved.class), Pace.VIRTUAL);
        PlainArray array = new PlainArray("array-1", agenda);
        array.addVolume("boot", 0);
        array.addVolume("data", 1);
        array.grant(IQN_1);
        array.grant(IQN_2);
        array.frontEnd.restore(JsonRecords.read(savedArray, FrontEnd.Saved.class));
        Site restored = Site.restore(JsonRecords.read(saved, Site.State.class), agenda, ChapAccounts.NONE);
        restored.attach(array.frontEnd, PORTALS);
        assertThat(restored.save()).isEqualTo(first.site.save());
        assertThat(JsonRecords.write(restored.save())).isEqualTo(saved);

        Instant end = first.agenda.instant().plus(Duration.ofMinutes(3));
        first.agenda.runUntil(end, () -> false);
        agenda.runUntil(end, () -> false);

        assertThat(restored.save()).isEqualTo(first.site.save());
        assertThat(array.frontEnd.save()).isEqualTo(first.array.frontEnd.save());
        assertThat(agenda.save()).isEqualTo(first.agenda.save());
    }

    /** A power loss, a zombie, a slow machine and a cut path, all within two minutes. */
    private static SiteFixture eventful() {
        SiteFixture fixture = new SiteFixture();
        fixture.array.grant(IQN_1);
        fixture.array.grant(IQN_2);
        fixture.site.powerOn(OLD, Optional.of(PRIMARY), userData(IQN_1));
        fixture.site.nextMachine(GuestImage.slow(Duration.ofSeconds(9), Duration.ofSeconds(3)));
        fixture.site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.site.nextMachine(GuestImage.neverAttaching());
        fixture.site.schedule(Duration.ofSeconds(50), new SiteEvent.PowerLost(PRIMARY));
        fixture.site.schedule(Duration.ofSeconds(60), new SiteEvent.PathCut(RECOVERY, "10.0.0.1"));
        fixture.site.schedule(Duration.ofSeconds(70), new SiteEvent.PowerRestored(PRIMARY));
        fixture.site.schedule(Duration.ofSeconds(100), new SiteEvent.GuestHung(NEW));
        fixture.site.schedule(Duration.ofSeconds(130), new SiteEvent.GuestAwake(NEW));
        return fixture;
    }
}
