package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.StormPolicy;
import io.github.outpostrecovery.lab.machine.MachineTimes;
import io.github.outpostrecovery.lab.region.Latencies;
import java.time.Duration;
import java.util.Optional;

/**
 * What an estate is made of: sites that are alike.
 *
 * @param vendor of the one array of each site
 * @param servers of each site
 * @param instances on each server that has any
 * @param loaded how many servers of a site have instances from the start
 * @param slots how many instances fit on one server
 * @param room how many instances fit on a server that has none yet
 * @param arrayLatency of one request to an array
 */
record Blueprint(
        int sites,
        String vendor,
        int servers,
        int instances,
        int loaded,
        int slots,
        int room,
        Duration arrayLatency,
        Latencies latencies,
        MachineTimes times,
        Quotas quotas,
        Policies policies) {
    /**
     * How instances are protected.
     *
     * @param storm when a person is asked; as usual if empty
     */
    record Policies(Policy patience, Optional<StormPolicy> storm) {}

    /** One site: a server full of instances, and another one with room for all of them. */
    static Blueprint oneServer(String vendor, int instances) {
        return new Blueprint(
                1,
                vendor,
                2,
                instances,
                1,
                instances,
                instances,
                Duration.ofMillis(12),
                Latencies.STANDARD,
                writingEvery(Duration.ofSeconds(5)),
                Quotas.DEFAULTS,
                new Policies(Policy.STANDARD, Optional.empty()));
    }

    static MachineTimes writingEvery(Duration interval) {
        MachineTimes usual = MachineTimes.STANDARD;
        return new MachineTimes(usual.firmware(), usual.login(), usual.operatingSystem(), usual.loginRetry(), interval);
    }

    Blueprint shaped(int newServers, int newLoaded, int newSlots) {
        return new Blueprint(
                sites,
                vendor,
                newServers,
                instances,
                newLoaded,
                newSlots,
                newSlots,
                arrayLatency,
                latencies,
                times,
                quotas,
                policies);
    }

    Blueprint withRoomFor(int changed) {
        return new Blueprint(
                sites,
                vendor,
                servers,
                instances,
                loaded,
                slots,
                changed,
                arrayLatency,
                latencies,
                times,
                quotas,
                policies);
    }

    Blueprint at(int newSites, Duration latency) {
        return new Blueprint(
                newSites, vendor, servers, instances, loaded, slots, room, latency, latencies, times, quotas, policies);
    }

    Blueprint with(Quotas changed) {
        return new Blueprint(
                sites,
                vendor,
                servers,
                instances,
                loaded,
                slots,
                room,
                arrayLatency,
                latencies,
                times,
                changed,
                policies);
    }

    Blueprint with(StormPolicy changed) {
        return new Blueprint(
                sites,
                vendor,
                servers,
                instances,
                loaded,
                slots,
                room,
                arrayLatency,
                latencies,
                times,
                quotas,
                new Policies(policies.patience(), Optional.of(changed)));
    }

    /** The same with as much patience for answers and for launches. */
    Blueprint patientFor(Duration patience) {
        Policy usual = policies.patience();
        return new Blueprint(
                sites,
                vendor,
                servers,
                instances,
                loaded,
                slots,
                room,
                arrayLatency,
                latencies,
                times,
                quotas,
                new Policies(
                        new Policy(
                                usual.bootGrace(),
                                patience,
                                usual.fencePatience(),
                                patience,
                                usual.attachPatience(),
                                usual.remainingPathsPatience(),
                                usual.armPatience()),
                        policies.storm()));
    }

    Blueprint with(MachineTimes changed) {
        return new Blueprint(
                sites,
                vendor,
                servers,
                instances,
                loaded,
                slots,
                room,
                arrayLatency,
                latencies,
                changed,
                quotas,
                policies);
    }
}
