package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two servers, one array with two portals and two volumes, and machines that boot from it. */
public final class SiteFixture {
    public static final Instant START = Instant.parse("2026-02-10T06:00:00Z");
    public static final String PRIMARY = "arn:aws:outposts:us-west-2:111122223333:outpost/op-00000000000000001";
    public static final String RECOVERY = "arn:aws:outposts:us-west-2:111122223333:outpost/op-00000000000000002";
    public static final String OLD = "i-00000000000000001";
    public static final String NEW = "i-00000000000000002";
    public static final String IQN_1 = "iqn.2006-03.com.amazon.aws:web-01.u.g1";
    public static final String IQN_2 = "iqn.2006-03.com.amazon.aws:web-01.u.g2";
    public static final Set<String> PORTALS = Set.of("10.0.0.1", "10.0.0.2");
    public static final Duration BOOT = Duration.ofSeconds(47);

    private static final String TARGET = "iqn.1992-08.com.example:target";

    public final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    public final PlainArray array = new PlainArray("array-1", agenda);
    public final Site site = Site.start(agenda, MachineTimes.STANDARD, ChapAccounts.NONE);
    public final List<LandedWrite> landed = new ArrayList<>();
    public final List<String> refusedLogins = new ArrayList<>();

    public SiteFixture() {
        array.addVolume("boot", 0);
        array.addVolume("data", 1);
        site.addServer(PRIMARY);
        site.addServer(RECOVERY);
        site.attach(array.frontEnd, PORTALS);
        array.frontEnd.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                landed.add(write);
            }

            @Override
            public void loginRefused(String name, LoginAttempt attempt, String reason) {
                refusedLogins.add(attempt.machine() + " " + attempt.initiator());
            }
        });
    }

    public static String userData(String initiator) {
        return template().replace(UserData.IQN_MARKER, initiator);
    }

    /** The user data of a recovery template: both portals, both volumes, and a marker for the name. */
    public static String template() {
        return GuestConfiguration.template(
                List.of(
                        new Portal(Protocol.ISCSI, "10.0.0.1:3260", TARGET),
                        new Portal(Protocol.ISCSI, "10.0.0.2:3260", TARGET)),
                List.of(new BootVolume(TARGET, 0), new BootVolume(TARGET, 1)));
    }

    /** A machine that is let in, has power, and serves. */
    public void serving(String instance, String server, String initiator) {
        array.grant(initiator);
        site.powerOn(instance, Optional.of(server), userData(initiator));
        pass(BOOT);
    }

    public MachineState machine(String instance) {
        return site.machine(instance).orElseThrow();
    }

    public long sessionsOf(String instance) {
        return array.frontEnd.sessions().stream()
                .filter(session -> session.machine().equals(instance))
                .count();
    }

    /** How many writes landed from a machine since the last call of this method for anyone. */
    public long writesOf(String instance) {
        long count = landed.stream()
                .filter(write -> write.machine().equals(instance))
                .count();
        landed.clear();
        return count;
    }

    public BlockTarget target() {
        return array.frontEnd;
    }

    public void pass(Duration duration) {
        Instant end = agenda.instant().plus(duration);
        agenda.runUntil(end, () -> false);
        agenda.advance(Duration.between(agenda.instant(), end));
    }
}
