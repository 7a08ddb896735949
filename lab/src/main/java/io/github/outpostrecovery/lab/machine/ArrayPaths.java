package io.github.outpostrecovery.lab.machine;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * A machine's ways to its arrays, one for each portal, and what goes over them. A write that fails on one path is tried on
 * the next one.
 */
final class ArrayPaths {
    private static final Duration LONGEST_PENDING_LOGIN = Duration.ofSeconds(60);
    private static final int ADDRESSES_PER_NETWORK = 250;

    private final InstantSource clock;
    private final Duration loginRetry;
    private final ArrayNetwork network;
    private final ChapAccounts chap;
    private final Host host;
    private final List<ArrayPath> paths;

    /** Whose paths these are. */
    record Host(String id, int number, Optional<String> server, GuestConfiguration configuration, GuestImage image) {
        List<Portal> portals() {
            return configuration.portals();
        }

        Optional<String> initiator(Protocol protocol) {
            return GuestConfiguration.nameFor(protocol, image.imageInitiators())
                    .or(() -> configuration.initiator(protocol));
        }
    }

    /** What came of writing once to every volume. */
    record Round(int accepted, int refused) {}

    ArrayPaths(
            InstantSource clock,
            Duration loginRetry,
            ArrayNetwork network,
            ChapAccounts chap,
            Host host,
            List<ArrayPath> saved) {
        this.clock = requireNonNull(clock, "clock is null");
        this.loginRetry = requireNonNull(loginRetry, "loginRetry is null");
        this.network = requireNonNull(network, "network is null");
        this.chap = requireNonNull(chap, "chap is null");
        this.host = requireNonNull(host, "host is null");
        this.paths = new ArrayList<>(saved);
    }

    List<ArrayPath> save() {
        return List.copyOf(paths);
    }

    /** Every name that it may log in with. */
    Set<String> initiators() {
        Set<String> names = new TreeSet<>();
        host.portals().forEach(portal -> host.initiator(portal.protocol()).ifPresent(names::add));
        return names;
    }

    /** Forgets every session, without a word to the arrays. */
    void forget() {
        paths.clear();
        // As if tried long ago, so that the first login is due at once.
        for (int portal = 0; portal < host.portals().size(); portal++) {
            paths.add(ArrayPath.down(portal, Instant.EPOCH));
        }
    }

    void logout() {
        for (ArrayPath path : paths) {
            if (!path.session().isEmpty()) {
                array(path).ifPresent(array -> array.logout(path.session()));
            }
        }
    }

    boolean has(int portal) {
        return portal < paths.size();
    }

    boolean anyPending() {
        return paths.stream().anyMatch(path -> path.status() == ArrayPath.Status.PENDING);
    }

    boolean seeBootVolume() {
        List<GuestConfiguration.BootVolume> volumes = host.configuration().volumes();
        if (volumes.isEmpty()) {
            return paths.stream().anyMatch(path -> !path.volumes().isEmpty());
        }
        GuestConfiguration.BootVolume boot = volumes.getFirst();
        return paths.stream()
                .filter(path -> boot.targets().contains(target(path)))
                .anyMatch(path -> path.volumes().stream().anyMatch(volume -> volume.lun() == boot.lun()));
    }

    /** Looks after the path to one portal: logs in, asks again, or gives up a session that shows nothing. */
    void lookAfter(int portal, Phase phase) {
        ArrayPath path = paths.get(portal);
        ArrayPath next = switch (path.status()) {
            case DOWN -> retryIsDue(path) ? login(portal) : path;
            case PENDING -> completed(path);
            case UP -> phase == Phase.ATTACHING ? rescanned(path) : path;
            case SUSPECT -> rescanned(path);
        };
        paths.set(portal, next);
    }

    /** A volume, whatever number of targets and portals shows it. */
    private record KnownVolume(String array, String volume) {}

    /** Writes once to every volume that it knows of. */
    Round write(LongSupplier payload) {
        Map<KnownVolume, List<Integer>> ways = new LinkedHashMap<>();
        for (int index = 0; index < paths.size(); index++) {
            for (VisibleVolume volume : paths.get(index).volumes()) {
                ways.computeIfAbsent(
                                new KnownVolume(paths.get(index).array(), volume.volume()), key -> new ArrayList<>())
                        .add(index);
            }
        }
        int accepted = 0;
        for (Map.Entry<KnownVolume, List<Integer>> volume : ways.entrySet()) {
            accepted += write(volume.getKey(), volume.getValue(), payload) ? 1 : 0;
        }
        return new Round(accepted, ways.size() - accepted);
    }

    /** Begins with one of the volume's paths or another, as multipath does, and goes on to the next if that one fails. */
    private boolean write(KnownVolume volume, List<Integer> ways, LongSupplier payload) {
        long stamp = payload.getAsLong();
        int first = Math.floorMod(SplitMix64.mix(stamp), ways.size());
        for (int tried = 0; tried < ways.size(); tried++) {
            int index = ways.get((first + tried) % ways.size());
            OptionalInt lun = lunOf(volume, paths.get(index));
            long next = tried == 0 ? stamp : payload.getAsLong();
            if (lun.isPresent() && write(index, lun.getAsInt(), next)) {
                return true;
            }
        }
        return false;
    }

    private static OptionalInt lunOf(KnownVolume known, ArrayPath path) {
        for (VisibleVolume volume : path.volumes()) {
            if (volume.volume().equals(known.volume())) {
                return OptionalInt.of(volume.lun());
            }
        }
        return OptionalInt.empty();
    }

    private boolean write(int index, int lun, long payload) {
        ArrayPath path = paths.get(index);
        Optional<BlockTarget> array = array(path);
        if (array.isEmpty()) {
            return false;
        }
        return switch (array.get().write(path.session(), lun, payload)) {
            case WriteReply.Written written -> true;
            case WriteReply.InFlight inFlight -> true;
            case WriteReply.Refused refused -> {
                paths.set(index, path.in(ArrayPath.Status.SUSPECT));
                yield false;
            }
        };
    }

    /** A session that shows nothing any more is given up, and the login is tried anew at once. */
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
        return up(path.portal(), path.array(), path.session(), visible);
    }

    private ArrayPath completed(ArrayPath path) {
        List<VisibleVolume> visible =
                array(path).map(array -> array.reportLuns(path.session())).orElse(List.of());
        if (!visible.isEmpty()) {
            return up(path.portal(), path.array(), path.session(), visible);
        }
        boolean hopeless = path.since().plus(LONGEST_PENDING_LOGIN).isBefore(clock.instant());
        return hopeless ? ArrayPath.down(path.portal(), clock.instant()) : path;
    }

    private boolean retryIsDue(ArrayPath path) {
        return !clock.instant().isBefore(path.since().plus(loginRetry));
    }

    private ArrayPath login(int index) {
        Portal portal = host.portals().get(index);
        Optional<BlockTarget> array = network.reach(host.server(), portal.address());
        Optional<String> initiator = host.initiator(portal.protocol());
        if (array.isEmpty() || initiator.isEmpty()) {
            return ArrayPath.down(index, clock.instant());
        }
        LoginAttempt attempt = new LoginAttempt(
                host.id(),
                initiator.get(),
                portal.protocol(),
                portal.target(),
                hostIdentifier(portal.protocol()),
                sourceAddress(),
                portal.address(),
                chap.accountOf(initiator.get()));
        return switch (array.get().login(attempt)) {
            case LoginReply.Accepted(String session) ->
                up(index, array.get().name(), session, array.get().reportLuns(session));
            case LoginReply.Pending(String session) ->
                new ArrayPath(index, ArrayPath.Status.PENDING, array.get().name(), session, clock.instant(), List.of());
            case LoginReply.Refused refused -> ArrayPath.down(index, clock.instant());
        };
    }

    private ArrayPath up(int portal, String array, String session, List<VisibleVolume> volumes) {
        return new ArrayPath(portal, ArrayPath.Status.UP, array, session, clock.instant(), volumes);
    }

    /** The same for all logins of a machine: its own ISID, or NVMe host identifier. */
    private String hostIdentifier(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "00023d%06x".formatted(host.number());
            case NVME_TCP ->
                UUID.nameUUIDFromBytes(host.id().getBytes(StandardCharsets.UTF_8))
                        .toString();
        };
    }

    private String sourceAddress() {
        return "10.20.%d.%d"
                .formatted(host.number() / ADDRESSES_PER_NETWORK, host.number() % ADDRESSES_PER_NETWORK + 1);
    }

    private String target(ArrayPath path) {
        return host.portals().get(path.portal()).target();
    }

    private Optional<BlockTarget> array(ArrayPath path) {
        return network.reach(host.server(), host.portals().get(path.portal()).address());
    }
}
