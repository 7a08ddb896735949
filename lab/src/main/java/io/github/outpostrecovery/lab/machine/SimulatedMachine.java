package io.github.outpostrecovery.lab.machine;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.machine.MachineState.OnShutdown;
import io.github.outpostrecovery.lab.machine.MachineState.Wanted;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One machine: boots from its array, writes to every volume it was shown, and never gives up. What it was refused it tries
 * again, for as long as it has power, as a fenced machine does that does not know it is fenced.
 */
final class SimulatedMachine {
    private static final Duration PENDING_LOGIN_CHECK = Duration.ofSeconds(1);
    private static final int BITS_OF_WRITE_NUMBER = 40;

    private final Agenda agenda;
    private final String recipient;
    private final MachineTimes times;
    private final MachineState made;
    private final ArrayPaths paths;
    private Wanted wanted;
    private OnShutdown onShutdown;
    private Phase phase;
    private int life;
    private long attempts;
    private long writes;
    private long refusedWrites;
    private @Nullable Instant lastWriteAt;

    SimulatedMachine(
            Agenda agenda,
            String recipient,
            MachineTimes times,
            ArrayNetwork network,
            ChapAccounts chap,
            MachineState saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.recipient = requireNonNull(recipient, "recipient is null");
        this.times = requireNonNull(times, "times is null");
        this.made = requireNonNull(saved, "saved is null");
        this.paths = new ArrayPaths(
                agenda,
                times.loginRetry(),
                network,
                chap,
                new ArrayPaths.Host(
                        saved.id(),
                        saved.number(),
                        saved.outpost(),
                        GuestConfiguration.parse(saved.userData()),
                        saved.image()),
                saved.paths());
        this.wanted = saved.wanted();
        this.onShutdown = saved.onShutdown();
        this.phase = saved.phase();
        this.life = saved.life();
        this.attempts = saved.attempts();
        this.writes = saved.writes();
        this.refusedWrites = saved.refusedWrites();
        this.lastWriteAt = saved.lastWriteAt();
    }

    MachineState state() {
        return new MachineState(
                made.id(),
                made.number(),
                made.server(),
                made.userData(),
                made.image(),
                wanted,
                onShutdown,
                phase,
                life,
                paths.save(),
                attempts,
                writes,
                refusedWrites,
                lastWriteAt);
    }

    Phase phase() {
        return phase;
    }

    /** Every name that it may log in with. */
    Set<String> initiators() {
        return paths.initiators();
    }

    void want(Wanted power) {
        wanted = power;
    }

    void ignoreShutdown() {
        onShutdown = OnShutdown.IGNORES;
    }

    /** Whether its guest would shut down if it were asked to now; one without power has. */
    boolean obeys() {
        return onShutdown == OnShutdown.OBEYS && phase != Phase.HUNG;
    }

    /** Gets power, and begins to boot. */
    void powerOn() {
        life++;
        phase = Phase.FIRMWARE;
        paths.forget();
        schedule(times.firmware(), new MachineEvent.FirmwareReady(made.id(), life));
    }

    /** Is shut down in good order: it says goodbye to the arrays, if it still can. */
    void shutDown() {
        if (phase != Phase.HUNG) {
            paths.logout();
        }
        stop(Phase.OFF);
    }

    /** Cannot act any more from this instant on. The arrays are not told here. */
    void stop(Phase next) {
        life++;
        phase = next;
        paths.forget();
    }

    void hang() {
        if (phase.canSend()) {
            life++;
            phase = Phase.HUNG;
        }
    }

    /** Goes on where it was, with the sessions that it had. */
    void wake() {
        if (phase == Phase.HUNG) {
            life++;
            phase = Phase.SERVING;
            schedule(Duration.ZERO, new MachineEvent.WriteDue(made.id(), life));
            schedule(times.loginRetry(), new MachineEvent.PathDue(made.id(), life, 0));
        }
    }

    void receive(MachineEvent event) {
        if (event.life() != life) {
            return;
        }
        switch (event) {
            case MachineEvent.FirmwareReady ready -> attach();
            case MachineEvent.PathDue due -> lookAfter(due.portal());
            case MachineEvent.SystemUp up -> {
                phase = Phase.SERVING;
                write();
            }
            case MachineEvent.WriteDue due -> write();
        }
    }

    private void attach() {
        phase = Phase.ATTACHING;
        switch (made.image().attaching()) {
            case ATTACHES -> lookAfter(0);
            case NEVER -> {
                // It waits for a volume until its power ends.
            }
            case BOOTS_ELSEWHERE -> {
                phase = Phase.BOOTING;
                schedule(times.operatingSystem(), new MachineEvent.SystemUp(made.id(), life));
            }
        }
    }

    private void lookAfter(int portal) {
        if (paths.has(portal)) {
            paths.lookAfter(portal, phase);
            schedule(times.login(), new MachineEvent.PathDue(made.id(), life, portal + 1));
            return;
        }
        if (phase == Phase.ATTACHING && paths.seeBootVolume()) {
            phase = Phase.BOOTING;
            schedule(
                    times.operatingSystem().plus(made.image().repairTakes()),
                    new MachineEvent.SystemUp(made.id(), life));
        }
        schedule(
                paths.anyPending() ? PENDING_LOGIN_CHECK : times.loginRetry(),
                new MachineEvent.PathDue(made.id(), life, 0));
    }

    private void write() {
        ArrayPaths.Round round = paths.write(this::nextPayload);
        writes += round.accepted();
        refusedWrites += round.refused();
        if (round.accepted() > 0) {
            lastWriteAt = agenda.instant();
        }
        schedule(times.writeInterval(), new MachineEvent.WriteDue(made.id(), life));
    }

    /** A stamp that no other write of the site carries. */
    private long nextPayload() {
        attempts++;
        return ((long) made.number() << BITS_OF_WRITE_NUMBER) | attempts;
    }

    private void schedule(Duration delay, MachineEvent event) {
        agenda.schedule(delay, recipient, event.toJson());
    }
}
