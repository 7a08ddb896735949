package io.github.outpostrecovery.tests.storm;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.machine.GuestConfiguration;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import io.github.outpostrecovery.lab.region.SimulatedSecrets;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The array of one site, and what was asked of it. */
final class EstateArray {
    private static final String SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:outpost-recovery/";

    final ArrayName name;
    final SimulatedArray simulated;
    final FaultyRest way;
    final URI endpoint;
    private final ArrayModel model;
    private final SecretArn read;
    private final SecretArn fence;
    private int calls;
    private int mostSessions;
    private int refusals;
    private long second;
    private int inSecond;
    private int mostInASecond;

    EstateArray(int site, Blueprint blueprint, Agenda agenda, SimulatedSecrets secrets) {
        this.name = new ArrayName("array-" + site);
        this.endpoint = URI.create("http://127.0.0.1:" + (20_000 + site));
        this.model = ArrayModels.registered().of(blueprint.vendor());
        this.read = new SecretArn(SECRET + "read/" + name);
        this.fence = new SecretArn(SECRET + "fence/" + name);
        this.simulated = model.furnish(
                new Furnishing(
                        name.value(),
                        io.github.outpostrecovery.lab.datapath.Protocol.ISCSI,
                        Topology.PRIVATE_OBJECT,
                        "gold",
                        1,
                        0,
                        name("gold", site).value(),
                        name("other", site).value(),
                        Optional.empty(),
                        "10." + (site / 200) + "." + (site % 200),
                        site + 1),
                agenda);
        CallLog log = new CallLog();
        log.listen(call -> count(agenda, call.status()));
        this.way = new FaultyRest(
                name + "/rest", simulated.rest(), simulated.errors(), agenda, log, blueprint.arrayLatency());
        secrets.put(read, simulated.secretDocument(SimulatedArray.Account.READING, endpoint));
        secrets.put(fence, simulated.secretDocument(SimulatedArray.Account.FENCING, endpoint));
    }

    static Initiator name(String instance, long seed) {
        return Initiator.fresh(
                Protocol.ISCSI, new InstanceName(instance), Generation.FIRST, new UUID(instance.hashCode(), seed));
    }

    private void count(Agenda agenda, int status) {
        calls++;
        mostSessions = Math.max(mostSessions, simulated.managementSessions());
        if (status == 503 || status == 429) {
            refusals++;
        }
        long now = agenda.instant().getEpochSecond();
        inSecond = now == second ? inSecond + 1 : 1;
        second = now;
        mostInASecond = Math.max(mostInASecond, inSecond);
    }

    /** Forgets what it was asked so far. */
    void countFromNow() {
        calls = 0;
        mostSessions = 0;
        refusals = 0;
        mostInASecond = 0;
    }

    int calls() {
        return calls;
    }

    int mostSessions() {
        return mostSessions;
    }

    int refusals() {
        return refusals;
    }

    int mostInASecond() {
        return mostInASecond;
    }

    ArrayConnection connection() {
        return new ArrayConnection(
                name, simulated.vendor(), Protocol.ISCSI, endpoint, read, fence, Optional.empty(), simulated.scope());
    }

    List<String> addresses() {
        return simulated.portals().stream()
                .map(SimulatedArray.TargetPortal::address)
                .distinct()
                .toList();
    }

    VolumeName volumeOf(String instance) {
        return new VolumeName(model.volumeName(instance, 0));
    }

    /** Makes the volume of an instance and lets its first machine in, by the array's own API; the user data for it. */
    String provision(RegisteredArrays clients, String instance, Initiator initiator) {
        CredentialSource source = credentials();
        VolumeName volume = volumeOf(instance);
        try (ArrayInventory inventory = clients.inventory(connection(), source)) {
            CloneOutcome made = inventory.clone(
                    new VolumeName(simulated.volumes().getFirst().name()), volume);
            if (!(made instanceof CloneOutcome.Cloned)) {
                throw new IllegalStateException("no volume: " + made);
            }
        }
        AccessRequest request = new AccessRequest(
                initiator,
                instance,
                Optional.empty(),
                List.of(new AccessRequest.RequestedVolume(volume, Optional.empty())),
                AccessRequest.OperatingSystem.LINUX,
                Optional.empty());
        try (ArrayProvisioning provisioning = clients.provisioning(connection(), source)) {
            if (provisioning.plan(request) instanceof Answer.Answered<ProvisioningPlan>(var plan)
                    && provisioning.apply(plan) instanceof ProvisioningOutcome.Provisioned(var made, var luns)) {
                return userData(requireNonNull(luns.get(volume), "a volume without a LUN"));
            }
            throw new IllegalStateException("nobody was let in: " + provisioning.plan(request));
        }
    }

    private String userData(LunId lun) {
        List<Portal> portals = simulated.portals().stream()
                .map(way -> new Portal(
                        io.github.outpostrecovery.lab.datapath.Protocol.ISCSI,
                        way.address() + ":" + way.port(),
                        way.target()))
                .toList();
        List<String> targets = simulated.portals().stream()
                .map(SimulatedArray.TargetPortal::target)
                .distinct()
                .toList();
        return GuestConfiguration.template(portals, List.of(new BootVolume(targets, lun.number())));
    }

    private CredentialSource credentials() {
        ArrayCredentials known =
                ArrayCredentials.parse(simulated.secretDocument(SimulatedArray.Account.FENCING, endpoint));
        return new CredentialSource() {
            @Override
            public ArrayCredentials current() {
                return known;
            }

            @Override
            public ArrayCredentials insteadOf(ArrayCredentials refused) {
                return known;
            }
        };
    }
}
