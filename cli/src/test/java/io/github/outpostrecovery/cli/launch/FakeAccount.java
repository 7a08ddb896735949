package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines;
import io.github.outpostrecovery.cli.cloud.Network;
import io.github.outpostrecovery.cli.cloud.OfferedType;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.cloud.SecurityGroup;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.readiness.ReadinessReports;
import io.github.outpostrecovery.core.reconcile.ReconcilerNotes;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.ServerTrust;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An account and Region in memory with one array, hard on the code: what is launched is not known for some time, and each call
 * fails as it is told to. Every change is kept in {@link #journal}.
 */
final class FakeAccount implements Directory, Machines, Network, ArrayAccess {
    static final OutpostArn OUTPOST =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60718");
    static final SubnetId SUBNET = new SubnetId("subnet-0a1b2c3d");
    static final Ec2InstanceId MACHINE = new Ec2InstanceId("i-0abc1234def567890");
    static final String SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:";

    final List<String> journal = new ArrayList<>();
    final FakeArray array = new FakeArray();
    final Deque<Launch> launches = new ArrayDeque<>();
    final List<MachineDescription> machines = new ArrayList<>();
    final Map<String, Set<String>> secrets = new HashMap<>();
    final List<MachineSpecification> launched = new ArrayList<>();
    final List<String> tokens = new ArrayList<>();

    /** The state of any other machine that is asked for. */
    Optional<String> older = Optional.empty();

    Outpost.Hardware hardware = Outpost.Hardware.SERVER;
    OptionalInt lni = OptionalInt.of(1);
    Optional<String> pool = Optional.of("ipv4pool-coip-1");
    Image image = new Image(
            "ami-0a1b2c3d", "al2023-ami-2023.6", "137112412989", Optional.of("amazon"), "/dev/xvda", OptionalInt.of(8));
    OptionalInt free = OptionalInt.of(2);
    Optional<OutpostArn> landsOn = Optional.of(OUTPOST);
    String state = "running";
    int looksUntilKnown = 2;
    int looksUntilAttached = 3;
    boolean showsSessions = true;
    Optional<ArrayFailure> sessionFault = Optional.empty();

    /** What the engine answers when it is asked for its books. */
    Optional<CloudTroubleException> engineTrouble = Optional.empty();

    Optional<CloudTroubleException> trouble = Optional.empty();
    Instant now = Instant.parse("2026-02-10T06:00:00Z");
    private int looks;
    private int sessionLooks;
    private String vendor = "";

    FakeAccount(String vendor) {
        this.vendor = vendor;
        secrets.put("array", Set.of("vendor", "endpoint", "username", "password"));
        secrets.put("chap-1", Set.of("userid", "password"));
        secrets.put("chap-2", Set.of("userid", "password"));
        secrets.put("dh", Set.of("dh_chap_host_key"));
        secrets.put("wrong", Set.of("user"));
    }

    /** The books of the only instance, if there are any. */
    Optional<InstanceLedger> ledger = Optional.empty();

    private final RecoveryTable books = RecoveryTable.class.cast(Proxy.newProxyInstance(
            FakeAccount.class.getClassLoader(), new Class<?>[] {RecoveryTable.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("read")) {
                    engineTrouble.ifPresent(failure -> {
                        throw failure;
                    });
                    return ledger;
                }
                throw new UnsupportedOperationException(method.getName());
            }));

    Cloud cloud() {
        return new Cloud(
                new Cloud.Place("aws", "us-west-2", "111122223333", "outpost-recovery"),
                this,
                this,
                nothing(LaunchTemplates.class),
                this,
                nothing(Stacks.class),
                new Engine(
                        nothing(Configurations.class),
                        books,
                        nothing(Controls.class),
                        nothing(ReadinessReports.class),
                        nothing(ReconcilerNotes.class),
                        nothing(Executions.class),
                        nothing(Engine.Approvals.class),
                        nothing(Alarms.class),
                        nothing(Compute.class),
                        new Console("aws", "us-west-2", "111122223333")),
                this,
                () -> now,
                length -> now = now.plus(length));
    }

    /** A port behind which nothing is. */
    private static <T> T nothing(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                FakeAccount.class.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (method.getReturnType() == Optional.class) {
                        return Optional.empty();
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Override
    public List<OutpostSubnet> outpostSubnets() {
        return List.of(subnet());
    }

    private OutpostSubnet subnet() {
        return new OutpostSubnet(SUBNET, "vpc-1", OUTPOST, "us-west-2a", "10.0.0.0/24", Optional.of("edge"), lni);
    }

    @Override
    public SubnetLookup subnet(SubnetId id) {
        if (id.equals(SUBNET)) {
            return new SubnetLookup.OnOutpost(subnet());
        }
        return id.value().endsWith("ff") ? new SubnetLookup.InRegion(id, "vpc-1") : new SubnetLookup.NotFound(id);
    }

    @Override
    public Optional<Outpost> outpost(OutpostArn arn) {
        return Optional.of(new Outpost(arn, "server-1", "111122223333", hardware, ServerLink.CONNECTED));
    }

    @Override
    public List<Outpost> outposts() {
        return outpost(OUTPOST).stream().toList();
    }

    @Override
    public List<OfferedType> instanceTypes(OutpostArn outpost) {
        return List.of(new OfferedType("c6id.2xlarge", free), new OfferedType("c6id.4xlarge", OptionalInt.of(0)));
    }

    @Override
    public Optional<Image> image(String id) {
        return Optional.of(image).filter(one -> one.id().equals(id));
    }

    @Override
    public List<String> keyPairs() {
        return List.of("ops", "dev");
    }

    @Override
    public List<SecurityGroup> securityGroups(String vpc) {
        return List.of(new SecurityGroup("sg-0a", "default", vpc), new SecurityGroup("sg-0b", "web", vpc));
    }

    @Override
    public Optional<SecurityGroup> securityGroup(String id) {
        return id.equals("sg-other") ? Optional.of(new SecurityGroup(id, "x", "vpc-2")) : Optional.empty();
    }

    @Override
    public List<InstanceProfile> instanceProfiles() {
        return List.of(
                new InstanceProfile("reader", "arn:aws:iam::111122223333:instance-profile/reader", Optional.empty()));
    }

    @Override
    public List<SecretEntry> secrets() {
        return secrets.keySet().stream()
                .sorted()
                .map(name -> new SecretEntry(name, new SecretArn(SECRET + name)))
                .toList();
    }

    @Override
    public Optional<Set<String>> secretKeys(String nameOrArn) {
        return Optional.ofNullable(secrets.get(nameOrArn.replace(SECRET, "")));
    }

    @Override
    public List<MachineDescription> machines() {
        trouble.ifPresent(failure -> {
            throw failure;
        });
        return machines;
    }

    @Override
    public Optional<MachineDescription> machine(Ec2InstanceId id) {
        if (!id.equals(MACHINE)) {
            return older.map(was -> described(id, was));
        }
        if (++looks <= looksUntilKnown) {
            return Optional.empty();
        }
        String seen = looks <= looksUntilKnown + 1 && state.equals("running") ? "pending" : state;
        return Optional.of(described(id, seen));
    }

    private MachineDescription described(Ec2InstanceId id, String seen) {
        MachineSpecification specification = launched.getLast();
        return new MachineDescription(
                id,
                seen,
                landsOn,
                SUBNET,
                "vpc-1",
                specification.image(),
                specification.type(),
                specification.keyName(),
                Optional.empty(),
                specification.interfaces(),
                List.of(),
                specification.metadata(),
                specification.tags(),
                Optional.empty(),
                now);
    }

    @Override
    public Optional<String> userData(Ec2InstanceId id) {
        return Optional.empty();
    }

    @Override
    public Launch launch(MachineSpecification specification, String token) {
        journal.add("launch " + token.substring(0, 8));
        launched.add(specification);
        tokens.add(token);
        return launches.isEmpty() ? new Launch.Launched(MACHINE, landsOn) : launches.pop();
    }

    @Override
    public void terminate(Ec2InstanceId id) {
        journal.add("terminate " + id);
    }

    @Override
    public void tag(Ec2InstanceId id, Map<String, String> tags) {
        journal.add("tag " + id);
    }

    @Override
    public void setLocalNetworkIndex(SubnetId subnet, int index) {
        journal.add("index " + index);
    }

    @Override
    public void clearLocalNetworkIndex(SubnetId subnet) {
        journal.add("no index");
    }

    @Override
    public Optional<String> addressPool(OutpostArn outpost) {
        return pool;
    }

    @Override
    public MadeInterface createInterface(SubnetId subnet, List<String> securityGroups, Optional<String> from) {
        journal.add("interface " + from.orElse("-"));
        return new MadeInterface("eni-1", Optional.of("eipalloc-1"));
    }

    @Override
    public void delete(MadeInterface made) {
        journal.add("delete " + made.id());
    }

    @Override
    public List<String> vendors() {
        return List.of("dell", "hpe", "netapp", "purestorage");
    }

    @Override
    public StorageArray array(ArrayConnection connection, CredentialSource credentials) {
        return StorageArray.class.cast(Proxy.newProxyInstance(
                FakeAccount.class.getClassLoader(),
                new Class<?>[] {StorageArray.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "access" ->
                        array.access(((Set<?>) arguments[0])
                                .stream().map(VolumeName.class::cast).collect(java.util.stream.Collectors.toSet()));
                    case "sessions" -> sessions();
                    case "pathActivity" -> new Answer.NotOffered<>();
                    case "close" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    private Answer<SessionReport> sessions() {
        if (!showsSessions) {
            return new Answer.NotOffered<>();
        }
        if (sessionFault.isPresent()) {
            return Answer.unanswered(sessionFault.get());
        }
        sessionLooks++;
        if (sessionLooks == 1 && !launched.isEmpty()) {
            return Answer.unanswered(FakeArray.NO_ANSWER);
        }
        return Answer.of(new SessionReport(
                sessionLooks < looksUntilAttached || launched.isEmpty()
                        ? List.of()
                        : array.maps.keySet().stream()
                                .map(name -> new SessionReport.Session(name, "10.0.0.9", "10.1.0.1"))
                                .toList()));
    }

    @Override
    public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials) {
        array.family = switch (connection.protocol()) {
            case ISCSI -> "iqn";
            case NVME_TCP -> "nqn";
        };
        return array;
    }

    @Override
    public ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource credentials) {
        return array;
    }

    @Override
    public CredentialSource inSecret(SecretArn secret) {
        ArrayCredentials credentials = new ArrayCredentials(
                vendor,
                Endpoint.parse("https://array.example"),
                vendor.equals("purestorage")
                        ? new ArrayCredentials.ApiToken(new Secret("t0ken-of-the-array"))
                        : new ArrayCredentials.UserPassword("admin", new Secret("pass-of-the-array")),
                new ServerTrust.Platform());
        return new CredentialSource() {
            @Override
            public ArrayCredentials current() {
                return credentials;
            }

            @Override
            public ArrayCredentials insteadOf(ArrayCredentials refused) {
                return credentials;
            }
        };
    }

    /** Every change, of the account and of the array. */
    List<String> changes() {
        List<String> all = new ArrayList<>(array.journal);
        all.addAll(journal);
        return all;
    }

    Initiator onlyInitiator() {
        return array.maps.keySet().iterator().next();
    }
}
