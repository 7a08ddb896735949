package io.github.outpostrecovery.tests.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.DrainWatch;
import io.github.outpostrecovery.core.fence.Fence;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.fence.FenceTask;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.alletra.AlletraBuilder;
import io.github.outpostrecovery.lab.alletra.AlletraSimulator;
import io.github.outpostrecovery.lab.alletra.WsapiUser;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An array has few session keys for all its clients together: 200 fences at once get by with them. */
class ManyFencesTest {
    private static final int FENCES = 200;
    private static final int KEYS = 24;
    private static final WsapiUser FENCER = new WsapiUser("fencer", "only-" + "in-this-test", WsapiUser.Role.EDIT);
    private static final SecretArn SECRET =
            new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:array-1");

    private static InstanceName instance(int number) {
        return new InstanceName("web-%03d".formatted(number));
    }

    private static Initiator initiator(int number) {
        return Initiator.fresh(Protocol.ISCSI, instance(number), new Generation(1), new UUID(number, 1));
    }

    private static VolumeName volume(int number) {
        return new VolumeName("vol-%03d".formatted(number));
    }

    /**
     * One process keeps to its own share of the keys. Four of them, with eight keys each, ask for more than there are: the
     * array turns them away, and they wait.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void fences_allEnd_withinTheSessionsOfTheArray(int processes) throws Exception {
        Agenda agenda = new Agenda(Instant.now(), Pace.VIRTUAL);
        AlletraBuilder builder = AlletraBuilder.array("array-1", 3)
                .user(FENCER)
                .settings(AlletraSettings.DEFAULTS.withLimits(limits -> limits.withSessions(KEYS)));
        List<String> identities = new ArrayList<>();
        for (int number = 0; number < FENCES; number++) {
            String host = "host-%03d".formatted(number);
            identities.add(builder.volume(volume(number).value()).wwn());
            builder.iscsiHost(host, initiator(number).value())
                    .vlun(volume(number).value(), 0, host);
        }
        AlletraSimulator simulator = builder.build(agenda);
        simulator.whileServing(
                request -> LockSupport.parkNanos(Duration.ofMillis(2).toNanos()));
        try (RestServer server = RestServer.http(simulator, RestServer.ANY_PORT);
                ExecutorService threads = Executors.newFixedThreadPool(FENCES)) {
            ArrayConnection connection = new ArrayConnection(
                    new ArrayName("array-1"),
                    "hpe",
                    Protocol.ISCSI,
                    server.baseUri(),
                    SECRET,
                    SECRET,
                    Optional.empty(),
                    Optional.empty());
            String document = "{\"vendor\":\"hpe\",\"endpoint\":\"" + server.baseUri() + "\",\"username\":\""
                    + FENCER.name() + "\",\"password\":\"" + FENCER.password() + "\"}";
            List<RegisteredArrays> clients = new ArrayList<>();
            for (int process = 0; process < processes; process++) {
                clients.add(new RegisteredArrays(secret -> document, ClientSettings.standard()));
            }
            List<Future<FenceResult>> fences = new ArrayList<>();
            for (int number = 0; number < FENCES; number++) {
                int which = number;
                fences.add(threads.submit(() -> fence(clients.get(which % processes), connection, which)));
            }
            for (Future<FenceResult> fence : fences) {
                assertThat(fence.get()).isInstanceOfAny(FenceResult.Draining.class, FenceResult.Proven.class);
            }
        }
        for (String identity : identities) {
            assertThat(simulator.initiatorsWithAccess(identity)).isEmpty();
        }
        assertThat(simulator.highestSessions()).isLessThanOrEqualTo(KEYS).isGreaterThan(processes);
        assertThat(simulator.managementSessions()).isZero();
        assertThat(simulator.sessionsLeaked()).isZero();
    }

    /** One round: the mapping is revoked and read back as gone; what remains is to wait for the settle time. */
    private static FenceResult fence(RegisteredArrays arrays, ArrayConnection connection, int number) {
        FenceTask task = new FenceTask(
                instance(number),
                new Generation(2),
                Map.of(initiator(number), new Generation(1)),
                Set.of(volume(number)));
        try (StorageArray array = arrays.forFencing(connection)) {
            FenceResult result = new Fence(Instant::now).run(array, task, Optional.<DrainWatch>empty());
            assertThat(array.access(Set.of(volume(number)))).isInstanceOfSatisfying(Answer.Answered.class, answer -> {
                assertThat(((AccessReport) answer.value()).paths()).isEmpty();
            });
            return result;
        }
    }
}
