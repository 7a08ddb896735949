package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.FakeArray;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.recovery.SmallWorld.Access;
import io.github.outpostrecovery.core.recovery.SmallWorld.Late;
import io.github.outpostrecovery.core.recovery.SmallWorldCall.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one array of a {@link SmallWorld}. */
final class SmallWorldArrays implements StorageArrays {
    private static final ArrayCapabilities CAPABILITIES = new ArrayCapabilities(
            ArrayCapabilities.SessionListing.INDEPENDENT,
            ArrayCapabilities.PathActivity.NOT_OFFERED,
            Optional.empty(),
            Duration.ofSeconds(10),
            ArrayCapabilities.LoginDenial.NOT_OFFERED);

    private final SmallWorldCall call;

    SmallWorldArrays(SmallWorldCall call) {
        this.call = call;
    }

    @Override
    public StorageArray forReading(ArrayConnection connection) {
        return new OneArray();
    }

    @Override
    public StorageArray forFencing(ArrayConnection connection) {
        return new OneArray();
    }

    private static LunId lunOf(VolumeName volume) {
        return new LunId(volume.equals(BOOT) ? 0 : 1);
    }

    private static List<Access> pairs(Set<Initiator> initiators, Set<VolumeName> volumes) {
        return initiators.stream()
                .flatMap(initiator -> volumes.stream().map(volume -> new Access(initiator, volume)))
                .sorted(Comparator.comparing(
                        access -> access.initiator().value() + access.volume().value()))
                .toList();
    }

    @Override
    public Answer<ChapCredentials> chapCredentials(SecretArn secret) {
        throw new AssertionError("no array of the small world asks for CHAP");
    }

    private final class OneArray implements StorageArray {
        @Override
        public ArrayName name() {
            return ARRAY_1;
        }

        @Override
        public ArrayCapabilities capabilities() {
            return CAPABILITIES;
        }

        @Override
        public Answer<AccessReport> access(Set<VolumeName> volumes) {
            return call.ask(
                    Kind.READ,
                    () -> Answer.of(new AccessReport(
                            volumes,
                            call.world().access().stream()
                                    .map(access -> new AccessPath(
                                            access.volume(),
                                            lunOf(access.volume()),
                                            access.initiator(),
                                            new AccessObject("group", "group")))
                                    .toList())));
        }

        /** Machines of successors log in, or not yet. The victim is never seen: it lives, and the evidence is wrong. */
        @Override
        public Answer<SessionReport> sessions(Set<Initiator> initiators) {
            return call.ask(Kind.READ, () -> {
                List<SessionReport.Session> sessions = new ArrayList<>();
                Optional<Initiator> current = call.world()
                        .ledger()
                        .incident()
                        .flatMap(Incident::successor)
                        .flatMap(successor ->
                                Optional.ofNullable(successor.initiators().get(ARRAY_1)))
                        .filter(initiators::contains)
                        .filter(name -> call.world().machines().containsValue(name));
                if (current.isPresent() && call.choose(2) == 0) {
                    FakeArray.PORTALS.forEach(
                            portal -> sessions.add(new SessionReport.Session(current.get(), "10.0.1.1", portal)));
                }
                return Answer.of(new SessionReport(sessions));
            });
        }

        @Override
        public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
            return new Answer.NotOffered<>();
        }

        @Override
        public Answer<ActivityReport> activity(Set<VolumeName> volumes) {
            return new Answer.NotOffered<>();
        }

        @Override
        public Answer<PortalReport> portals(Set<VolumeName> volumes) {
            return Answer.of(new PortalReport(FakeArray.PORTALS));
        }

        @Override
        public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
            return Answer.of(new GrantRoute(List.of(new GrantRoute.Swap(
                    new AccessObject("group", "group"), Map.of(BOOT, lunOf(BOOT), DATA, lunOf(DATA))))));
        }

        @Override
        public RevokeReport revoke(RevokeOrder order) {
            return call.ask(Kind.CHANGE, () -> {
                List<Access> all = pairs(order.victims(), order.volumes());
                int way = call.misfortune(4);
                Set<Access> access = new HashSet<>(call.world().access());
                part(all, way).forEach(access::remove);
                Set<Late> late = new HashSet<>(call.world().late());
                if (way > 0) {
                    all.forEach(each -> late.add(new Late.Revoke(each)));
                }
                call.become(call.world().array(access, late, call.world().granted()));
                return new RevokeReport(List.of(), List.of());
            });
        }

        @Override
        public GrantOutcome grant(GrantOrder order) {
            return call.ask(Kind.CHANGE, () -> {
                Initiator name = order.initiator();
                if (call.world().access().stream()
                        .anyMatch(access -> access.initiator().equals(name))) {
                    return new GrantOutcome.AlreadyThere("group");
                }
                if (call.world().granted().contains(name)) {
                    throw new AssertionError("a grant was sent twice: " + name);
                }
                List<Access> all = pairs(Set.of(name), Set.of(BOOT, DATA));
                int way = call.misfortune(4);
                Set<Access> access = new HashSet<>(call.world().access());
                access.addAll(part(all, way));
                Set<Late> late = new HashSet<>(call.world().late());
                if (way > 0) {
                    all.forEach(each -> late.add(new Late.Grant(each)));
                }
                Set<Initiator> sent = new HashSet<>(call.world().granted());
                sent.add(name);
                call.become(call.world().array(access, late, sent));
                return way == 0 ? new GrantOutcome.Clean(2) : new GrantOutcome.InDoubt(FakeArray.TIMED_OUT);
            });
        }

        /** What takes effect at once: 0, all, answered; unanswered are 1, nothing; 2, one volume; 3, all. */
        private static List<Access> part(List<Access> all, int way) {
            return switch (way) {
                case 1 -> List.of();
                case 2 -> all.subList(0, 1);
                default -> all;
            };
        }

        @Override
        public void close() {}
    }
}
