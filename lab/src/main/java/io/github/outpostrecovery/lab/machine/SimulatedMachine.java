package io.github.outpostrecovery.lab.machine;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import io.github.outpostrecovery.lab.machine.MachineState.Wanted;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One machine: boots from its array, writes to every volume it was shown, and never gives up. What it was refused it tries
 * again, for as long as it has power, as a fenced machine does that does not know it is fenced.
 */
final class SimulatedMachine {
    private static final Duration PENDING_LOGIN_CHECK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PENDING_LOGIN = Duration.ofSeconds(60);
    private static final int BITS_OF_WRITE_NUMBER = 40;

    private final Agenda agenda;
    private final String recipient;
    private final MachineTimes times;
    private final ArrayNetwork network;
    private final ChapAccounts chap;
    private final String id;
    private final int number;
    private final @Nullable String server;
    private final String userData;
    private final GuestConfiguration configuration;
    private final GuestImage image;
    private final List<ArrayPath> paths;
    private Wanted wanted;
    private Phase phase;
    private int life;
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
        this.network = requireNonNull(network, "network is null");
        this.chap = requireNonNull(chap, "chap is null");
        this.id = saved.id();
        this.number = saved.number();
        this.server = saved.server();
        this.userData = saved.userData();
        this.configuration = GuestConfiguration.parse(saved.userData());
        this.image = saved.image();
        this.paths = new ArrayList<>(saved.paths());
        this.wanted = saved.wanted();
        this.phase = saved.phase();
        this.life = saved.life();
        this.writes = saved.writes();
        this.refusedWrites = saved.refusedWrites();
        this.lastWriteAt = saved.lastWriteAt();
    }

    MachineState state() {
        return new MachineState(
                id,
                number,
                server,
                userData,
                image,
                wanted,
                phase,
                life,
                List.copyOf(paths),
                writes,
                refusedWrites,
                lastWriteAt);
    }

    Phase phase() {
        return phase;
    }

    /** Every name that it may log in with. */
    Set<String> initiators() {
        Set<String> names = new TreeSet<>();
        for (Portal portal : configuration.portals()) {
            initiator(portal.protocol()).ifPresent(names::add);
        }
        return names;
    }

    private Optional<String> initiator(Protocol protocol) {
        return GuestConfiguration.nameFor(protocol, image.imageInitiators())
                .or(() -> configuration.initiator(protocol));
    }

    void want(Wanted power) {
        wanted = power;
    }

    /** Gets power, and begins to boot. */
    void powerOn() {
        life++;
        phase = Phase.FIRMWARE;
        forgetSessions();
        schedule(times.firmware(), new MachineEvent.FirmwareReady(id, life));
    }

    /** Is shut down in good order: it says goodbye to the arrays, if it still can. */
    void shutDown() {
        if (phase != Phase.HUNG) {
            for (ArrayPath path : paths) {
                if (!path.session().isEmpty()) {
                    array(path).ifPresent(array -> array.logout(path.session()));
                }
            }
        }
        stop(Phase.OFF);
    }

    /** Cannot act any more from this instant on. The arrays are not told here. */
    void stop(Phase next) {
        life++;
        phase = next;
        forgetSessions();
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
            schedule(Duration.ZERO, new MachineEvent.WriteDue(id, life));
            schedule(times.loginRetry(), new MachineEvent.PathDue(id, life, 0));
        }
    }

    void receive(MachineEvent event) {
        if (event.life() != life) {
            return;
        }
        switch (event) {
            case MachineEvent.FirmwareReady ready -> attach();
            case MachineEvent.PathDue due -> lookAt(due.portal());
            case MachineEvent.SystemUp up -> {
                phase = Phase.SERVING;
                write();
            }
            case MachineEvent.WriteDue due -> write();
        }
    }

    private void attach() {
        phase = Phase.ATTACHING;
        switch (image.attaching()) {
            case ATTACHES -> lookAt(0);
            case NEVER -> {
                // It waits for a volume until its power ends.
            }
        }
    }

    private void lookAt(int portal) {
        if (portal < paths.size()) {
            paths.set(portal, checked(paths.get(portal)));
            schedule(times.login(), new MachineEvent.PathDue(id, life, portal + 1));
            return;
        }
        if (phase == Phase.ATTACHING && seesBootVolume()) {
            phase = Phase.BOOTING;
            schedule(times.operatingSystem(), new MachineEvent.SystemUp(id, life));
        }
        boolean pending = paths.stream().anyMatch(path -> path.status() == ArrayPath.Status.PENDING);
        schedule(pending ? PENDING_LOGIN_CHECK : times.loginRetry(), new MachineEvent.PathDue(id, life, 0));
    }

    private ArrayPath checked(ArrayPath path) {
        return switch (path.status()) {
            case DOWN -> retryIsDue(path) ? login(path.portal()) : path;
            case PENDING -> completed(path);
            case UP -> phase == Phase.ATTACHING ? rescanned(path) : path;
            case SUSPECT -> rescanned(path);
        };
    }

    /** A path that shows nothing any more is given up, and logged in to anew at once. */
    private ArrayPath rescanned(ArrayPath path) {
        Optional<BlockTarget> array = array(path);
        if (array.isEmpty()) {
            return path;
        }
        List<VisibleVolume> visible = array.get().reportLuns(path.session());
        if (visible.isEmpty()) {
            array.get().logout(path.session());
            return login(path.portal());
        }
        return up(path.portal(), path.session(), visible);
    }

    private ArrayPath completed(ArrayPath path) {
        List<VisibleVolume> visible =
                array(path).map(array -> array.reportLuns(path.session())).orElse(List.of());
        if (!visible.isEmpty()) {
            return up(path.portal(), path.session(), visible);
        }
        boolean hopeless = path.since().plus(LONGEST_PENDING_LOGIN).isBefore(agenda.instant());
        return hopeless ? ArrayPath.down(path.portal(), agenda.instant()) : path;
    }

    private boolean retryIsDue(ArrayPath path) {
        return !agenda.instant().isBefore(path.since().plus(times.loginRetry()));
    }

    private ArrayPath login(int index) {
        Portal portal = configuration.portals().get(index);
        Optional<BlockTarget> array = network.reach(state(), portal.address());
        Optional<String> initiator = initiator(portal.protocol());
        if (array.isEmpty() || initiator.isEmpty()) {
            return ArrayPath.down(index, agenda.instant());
        }
        LoginAttempt attempt = new LoginAttempt(
                id,
                initiator.get(),
                portal.protocol(),
                portal.target(),
                hostIdentifier(portal.protocol()),
                "10.20.%d.%d".formatted(number / 250, number % 250 + 1),
                portal.address(),
                chap.accountOf(initiator.get()));
        return switch (array.get().login(attempt)) {
            case LoginReply.Accepted(String session) ->
                up(index, session, array.get().reportLuns(session));
            case LoginReply.Pending(String session) ->
                new ArrayPath(index, ArrayPath.Status.PENDING, session, agenda.instant(), List.of());
            case LoginReply.Refused refused -> ArrayPath.down(index, agenda.instant());
        };
    }

    private ArrayPath up(int portal, String session, List<VisibleVolume> volumes) {
        return new ArrayPath(portal, ArrayPath.Status.UP, session, agenda.instant(), volumes);
    }

    /** The same for all logins of a machine: its own ISID, or NVMe host identifier. */
    private String hostIdentifier(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "00023d%06x".formatted(number);
            case NVME_TCP ->
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
        };
    }

    private boolean seesBootVolume() {
        if (configuration.volumes().isEmpty()) {
            return paths.stream().anyMatch(path -> !path.volumes().isEmpty());
        }
        GuestConfiguration.BootVolume boot = configuration.volumes().getFirst();
        return paths.stream()
                .filter(path ->
                        configuration.portals().get(path.portal()).target().equals(boot.target()))
                .anyMatch(path -> path.volumes().stream().anyMatch(volume -> volume.lun() == boot.lun()));
    }

    private void write() {
        Set<String> done = new HashSet<>();
        for (int index = 0; index < paths.size(); index++) {
            for (VisibleVolume volume : paths.get(index).volumes()) {
                String key = volumeKey(index, volume);
                if (!done.contains(key) && write(index, volume.lun())) {
                    done.add(key);
                }
            }
        }
        long known = paths.stream()
                .flatMap(path -> path.volumes().stream().map(volume -> volumeKey(path.portal(), volume)))
                .distinct()
                .count();
        refusedWrites += known - done.size();
        schedule(times.writeInterval(), new MachineEvent.WriteDue(id, life));
    }

    private String volumeKey(int portal, VisibleVolume volume) {
        return configuration.portals().get(portal).target() + "/" + volume.volume();
    }

    private boolean write(int index, int lun) {
        ArrayPath path = paths.get(index);
        Optional<BlockTarget> array = array(path);
        if (array.isEmpty() || path.status() == ArrayPath.Status.DOWN) {
            return false;
        }
        long payload = ((long) number << BITS_OF_WRITE_NUMBER) | (writes + 1);
        return switch (array.get().write(path.session(), lun, payload)) {
            case WriteReply.Written written -> accepted();
            case WriteReply.InFlight inFlight -> accepted();
            case WriteReply.Refused refused -> {
                paths.set(index, path.in(ArrayPath.Status.SUSPECT));
                yield false;
            }
        };
    }

    private boolean accepted() {
        writes++;
        lastWriteAt = agenda.instant();
        return true;
    }

    private Optional<BlockTarget> array(ArrayPath path) {
        return network.reach(state(), configuration.portals().get(path.portal()).address());
    }

    private void forgetSessions() {
        paths.clear();
        // As if tried long ago, so that the first login is due at once.
        for (int portal = 0; portal < configuration.portals().size(); portal++) {
            paths.add(ArrayPath.down(portal, Instant.EPOCH));
        }
    }

    private void schedule(Duration delay, MachineEvent event) {
        agenda.schedule(delay, recipient, JsonRecords.write(event));
    }
}
