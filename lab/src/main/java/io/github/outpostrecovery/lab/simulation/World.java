package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a seed has drawn: where a run takes place, and what becomes of the primary. Faults come on top.
 *
 * @param seed what everything is drawn from that is left open here
 * @param arrays one or two; the instance boots from the first
 * @param volumes volumes of the protected instance, the boot volume included
 * @param fate what becomes of the machine whose alarm rings
 * @param zombie whether the dead one comes back later
 * @param duplicates extra deliveries of each alarm
 * @param answer what a person answers who is asked for an approval, and when
 * @param arrayLatency of one request to an array, both ways together
 * @param awsLatency of a usual call to AWS
 */
public record World(
        long seed,
        List<ArrayKind> arrays,
        Topology topology,
        Chap chap,
        Mode mode,
        int volumes,
        Fate fate,
        Zombie zombie,
        int duplicates,
        Answer answer,
        Duration arrayLatency,
        Duration awsLatency) {
    private static final List<Duration> WRITE_INTERVALS =
            Stream.of(1, 2, 5, 5).map(Duration::ofSeconds).toList();
    private static final Duration USUAL_ARRAY_LATENCY = Duration.ofMillis(12);
    private static final Duration USUAL_AWS_LATENCY = Duration.ofMillis(40);

    /** What becomes of the primary. */
    public enum Fate {
        /** Its server loses power. */
        SERVER_DEAD,
        /** Its server's host fails, and the Region still reaches the server. */
        HOST_FAILED,
        /** Its guest is gone; the server lives. */
        GUEST_GONE,
        /** Its guest hangs: it writes nothing, and its log-ins stand. */
        HUNG,
        /** Its server loses the service link, and it goes on writing. */
        ISOLATED,
        /** Nothing: somebody sets the alarm by hand. */
        ALIVE,
        /** Nothing, and no alarm: a person moves it to another server. */
        MOVED
    }

    /** What becomes of a server that has lost its power. */
    public enum Zombie {
        STAYS_DEAD,
        /** It has its power back at a random moment, during the recovery or after it. */
        COMES_BACK
    }

    /** What a person does who is asked. */
    public enum Answer {
        APPROVES,
        REJECTS,
        /** Nobody answers. */
        SILENT
    }

    public World {
        arrays = List.copyOf(arrays);
    }

    /**
     * How long things take in its machines. How often one writes is drawn from the seed; where log-ins show by their load alone, it
     * is every second.
     */
    MachineTimes machineTimes() {
        MachineTimes usual = MachineTimes.STANDARD;
        boolean shownByLoad = arrays.stream().anyMatch(array -> array.vendor().equals("purestorage"));
        Duration writeInterval = shownByLoad
                ? usual.writeInterval()
                : WRITE_INTERVALS.get(Math.floorMod(SplitMix64.mix(seed ^ 0x5752_4954_4553L), WRITE_INTERVALS.size()));
        return new MachineTimes(
                usual.firmware(), usual.login(), usual.operatingSystem(), usual.loginRetry(), writeInterval);
    }

    /** In one line, for a person. */
    String told() {
        return arrays.stream()
                        .map(array -> array.vendor() + "/" + array.protocol())
                        .collect(Collectors.joining(" and "))
                + ", " + topology + ", CHAP " + chap + ", " + volumes
                + " volumes, " + mode + ", primary " + fate + ", " + zombie + ", " + duplicates
                + " duplicates, a person " + answer + ", arrays take " + arrayLatency.toMillis() + " ms, AWS "
                + awsLatency.toMillis() + " ms, drawn from " + seed;
    }

    /** The same with another fate. */
    public World with(Fate changed) {
        return new World(
                seed,
                arrays,
                topology,
                chap,
                mode,
                volumes,
                changed,
                zombie,
                duplicates,
                answer,
                arrayLatency,
                awsLatency);
    }

    /** The same with this zombie. */
    public World with(Zombie changed) {
        return new World(
                seed,
                arrays,
                topology,
                chap,
                mode,
                volumes,
                fate,
                changed,
                duplicates,
                answer,
                arrayLatency,
                awsLatency);
    }

    /** The same with this many extra deliveries. */
    public World withDuplicates(int changed) {
        return new World(
                seed, arrays, topology, chap, mode, volumes, fate, zombie, changed, answer, arrayLatency, awsLatency);
    }

    /** The same in this mode, with this answer to whoever asks. */
    public World with(Mode changed, Answer given) {
        return new World(
                seed,
                arrays,
                topology,
                chap,
                changed,
                volumes,
                fate,
                zombie,
                duplicates,
                given,
                arrayLatency,
                awsLatency);
    }

    /** The same with this topology and so many volumes. */
    public World with(Topology changed, int count) {
        return new World(
                seed, arrays, changed, chap, mode, count, fate, zombie, duplicates, answer, arrayLatency, awsLatency);
    }

    /** The same on these arrays. */
    public World on(List<ArrayKind> changed) {
        return new World(
                seed,
                changed,
                topology,
                chap,
                mode,
                volumes,
                fate,
                zombie,
                duplicates,
                answer,
                arrayLatency,
                awsLatency);
    }

    /** The same with this authentication. */
    public World with(Chap changed) {
        return new World(
                seed,
                arrays,
                topology,
                changed,
                mode,
                volumes,
                fate,
                zombie,
                duplicates,
                answer,
                arrayLatency,
                awsLatency);
    }

    /** The same with arrays and AWS as fast as they usually are. */
    World withUsualLatencies() {
        return new World(
                seed,
                arrays,
                topology,
                chap,
                mode,
                volumes,
                fate,
                zombie,
                duplicates,
                answer,
                USUAL_ARRAY_LATENCY,
                USUAL_AWS_LATENCY);
    }
}
