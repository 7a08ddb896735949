package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.site.InMemoryTransport;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An instance on a simulated array, whose machine died so long ago that the array has forgotten its log-ins; and the client
 * that the engine uses. What is waited for, settle times and samples of counters, takes no time here: requests do.
 */
final class DeadInstance {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:44391");
    private static final SecretArn SECRET =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1");
    /** Longer than the settle time of any array, and than its counters need for a new sample. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(61);

    private static final int MOST_ROUNDS = 8;

    private final ArrayKind kind;
    private final Agenda agenda = new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL);
    private final SimulatedArray simulated;
    private final ArrayConnection connection;
    private final RegisteredArrays arrays;
    private final Set<VolumeName> volumes;
    private final GrantRoute route;
    private final CountedRequests requests;

    /**
     * Furnishes the array, and looks up the route for a successor as the plan does.
     *
     * @param volumes how many the instance has
     * @param roundTrip how long each request takes, by the pause of the settings
     */
    DeadInstance(ArrayKind kind, int volumes, Duration roundTrip, ClientSettings settings) {
        this.kind = kind;
        simulated = ArrayModels.registered()
                .of(kind.vendor())
                .furnish(
                        new Furnishing(
                                "array-1",
                                switch (kind.protocol()) {
                                    case ISCSI -> Protocol.ISCSI;
                                    case NVME_TCP -> Protocol.NVME_TCP;
                                },
                                Topology.PRIVATE_OBJECT,
                                WEB.value(),
                                volumes,
                                name(WEB, 1).value(),
                                name(new InstanceName("db-07"), 1).value(),
                                Optional.empty(),
                                7),
                        agenda);
        connection = new ArrayConnection(
                new ArrayName("array-1"),
                kind.vendor(),
                kind.protocol(),
                ENDPOINT,
                SECRET,
                SECRET,
                Optional.empty(),
                simulated.scope());
        this.volumes = simulated.volumes().stream()
                .map(volume -> new VolumeName(volume.name()))
                .collect(Collectors.toSet());
        String document = simulated.secretDocument(SimulatedArray.Account.FENCING, ENDPOINT);
        RegisteredArrays near = new RegisteredArrays(
                secret -> document,
                settings.withTransports((endpoint, trust, ignored) -> new InMemoryTransport(simulated.rest())));
        try (StorageArray array = near.forFencing(connection)) {
            route = answered(array.route(name(WEB, 1), this.volumes));
        }
        requests = new CountedRequests(simulated.rest(), roundTrip, settings.pause());
        arrays = new RegisteredArrays(
                secret -> document,
                settings.withTransports((endpoint, trust, ignored) -> new InMemoryTransport(requests)));
    }

    private static GrantRoute answered(Answer<GrantRoute> answer) {
        if (answer instanceof Answer.Answered<GrantRoute>(GrantRoute route)) {
            return route;
        }
        throw new IllegalStateException("there is no route: " + answer);
    }

    private Initiator name(InstanceName instance, int generation) {
        return Initiator.fresh(kind.protocol(), instance, new Generation(generation), new UUID(generation, generation));
    }

    /** Whether a successor takes the victim's place in an object of the array that keeps its volumes. */
    boolean swaps() {
        return route.legs().stream().allMatch(leg -> leg instanceof GrantRoute.Swap);
    }

    /** Fences the dead machine as the engine does, round after round, until it is proven. */
    FenceResult.Proven fenceAndProve() {
        FenceTask task = new FenceTask(WEB, new Generation(2), Map.of(name(WEB, 1), new Generation(1)), volumes);
        Optional<DrainWatch> watch = Optional.empty();
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            FenceResult result;
            try (StorageArray array = arrays.forFencing(connection)) {
                result = new Fence(agenda).run(array, task, watch);
            }
            switch (result) {
                case FenceResult.Proven proven -> {
                    return proven;
                }
                case FenceResult.Draining draining -> watch = Optional.of(draining.watch());
                case FenceResult.NotProven notProven -> throw new IllegalStateException("not fenced: " + notProven);
                case FenceResult.NewerGeneration newer ->
                    throw new IllegalStateException("no newer is there: " + newer);
            }
            agenda.advance(BETWEEN_ROUNDS);
        }
        throw new IllegalStateException("not drained after " + MOST_ROUNDS + " rounds: " + watch);
    }

    /** Lets the successor in. To be called once, after the fence. */
    GrantOutcome.Clean grant() {
        try (StorageArray array = arrays.forFencing(connection)) {
            GrantOutcome outcome =
                    array.grant(new GrantOrder(WEB, new Generation(2), name(WEB, 2), route, Optional.empty()));
            if (outcome instanceof GrantOutcome.Clean clean) {
                return clean;
            }
            throw new IllegalStateException("not granted: " + outcome);
        }
    }

    CountedRequests requests() {
        return requests;
    }
}
