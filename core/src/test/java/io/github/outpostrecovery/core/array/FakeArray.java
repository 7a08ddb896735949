package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.array.ActivityReport.Sample;
import io.github.outpostrecovery.core.array.ActivityReport.Total;
import io.github.outpostrecovery.core.array.ArrayCapabilities.LoginDenial;
import io.github.outpostrecovery.core.array.ArrayCapabilities.PathActivity;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A storage array in memory that can do what real ones have been seen to do: answer without having acted, act without
 * answering, act late, be out of reach for one call and not for the next, list log-ins or not, count writes or not.
 *
 * <p>By default it is honest, lists log-ins, and counts nothing.
 */
public final class FakeArray implements StorageArray {
    /** What can be asked of an array. */
    public enum Call {
        ACCESS,
        SESSIONS,
        PATH_ACTIVITY,
        ACTIVITY,
        PORTALS,
        ROUTE,
        REVOKE,
        GRANT
    }

    /** What becomes of a request that changes something. */
    public enum Fate {
        /** Acts and answers. */
        DONE,
        /** Answers, and has not acted. */
        LIE,
        /** Acts, and the answer is lost. */
        DONE_UNANSWERED,
        /** Neither acts nor answers. */
        LOST,
        /** Does not answer, and acts when {@link #landLate} is called, and again each time that it is. */
        LATE
    }

    public static final Set<String> PORTALS = Set.of("192.0.2.1", "192.0.2.2");
    public static final ArrayFailure TIMED_OUT = new ArrayFailure(ArrayFailure.Kind.UNREACHABLE, "", "timed out");

    private final ArrayName name;
    private final Map<VolumeName, LunId> volumes = new LinkedHashMap<>();
    private final Map<VolumeName, Long> written = new HashMap<>();
    private final Set<AccessPath> paths = new LinkedHashSet<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<PathActivityReport.Path> busy = new ArrayList<>();
    private final Map<Call, ArrayFailure> failing = new EnumMap<>(Call.class);
    private final Map<Call, Deque<Runnable>> interruptions = new EnumMap<>(Call.class);
    private final Deque<Fate> revokeFates = new ArrayDeque<>();
    private final Deque<Fate> grantFates = new ArrayDeque<>();
    private final Deque<GrantOutcome> grantAnswers = new ArrayDeque<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<RevokeOrder> revokeOrders = new ArrayList<>();
    private final List<GrantOrder> grantOrders = new ArrayList<>();
    private ArrayCapabilities capabilities =
            capabilities(SessionListing.INDEPENDENT, Optional.empty(), Duration.ofSeconds(10));
    private Optional<ActivityReport> sample = Optional.empty();
    private Optional<GrantRoute> route = Optional.empty();
    private Set<String> portals = PORTALS;
    private Optional<Set<VolumeName>> answeredVolumes = Optional.empty();
    private int open;

    public FakeArray(String name, String... volumes) {
        this.name = new ArrayName(name);
        for (String volume : volumes) {
            this.volumes.put(new VolumeName(volume), new LunId(this.volumes.size()));
            written.put(new VolumeName(volume), 0L);
        }
    }

    // ---- what a test arranges

    /** Lets {@code initiator} reach every volume, through an object of that name. */
    public FakeArray map(Initiator initiator, String through) {
        volumes.keySet().forEach(volume -> map(initiator, volume, through));
        return this;
    }

    public FakeArray map(Initiator initiator, VolumeName volume, String through) {
        paths.add(new AccessPath(volume, lunOf(volume), initiator, new AccessObject(through, through)));
        return this;
    }

    /** Lets {@code initiator} reach {@code volume} under another number than the usual one. */
    public FakeArray mapAt(Initiator initiator, VolumeName volume, LunId lun) {
        paths.add(new AccessPath(volume, lun, initiator, new AccessObject("group", "group")));
        return this;
    }

    private LunId lunOf(VolumeName volume) {
        LunId lun = volumes.get(volume);
        if (lun == null) {
            throw new IllegalArgumentException(name + " has no volume " + volume);
        }
        return lun;
    }

    public FakeArray unmap(Initiator initiator) {
        paths.removeIf(path -> path.initiator().equals(initiator));
        return this;
    }

    public FakeArray unmap(Initiator initiator, VolumeName volume) {
        paths.removeIf(
                path -> path.initiator().equals(initiator) && path.volume().equals(volume));
        return this;
    }

    public FakeArray logIn(Initiator initiator, String source, String... portals) {
        for (String portal : portals) {
            sessions.add(new Session(initiator, source, portal));
        }
        return this;
    }

    public FakeArray logOut(Initiator initiator) {
        sessions.removeIf(session -> session.initiator().equals(initiator));
        return this;
    }

    public FakeArray offering(SessionListing listing, Optional<Duration> counters, Duration settleTime) {
        capabilities = capabilities(listing, counters, settleTime);
        return this;
    }

    /** An array that lists no log-ins counts I/O by path instead. */
    private static ArrayCapabilities capabilities(
            SessionListing listing, Optional<Duration> counters, Duration settleTime) {
        return new ArrayCapabilities(
                listing,
                switch (listing) {
                    case INDEPENDENT, DELAYED, WHILE_MAPPED -> PathActivity.NOT_OFFERED;
                    case PRESENCE, NOT_OFFERED -> PathActivity.OFFERED;
                },
                counters,
                settleTime,
                LoginDenial.NOT_OFFERED);
    }

    public FakeArray able(ArrayCapabilities changed) {
        capabilities = changed;
        return this;
    }

    /** {@code initiator} reads and writes so much on that portal. */
    public FakeArray busy(Initiator initiator, String portal, long operations) {
        busy.add(new PathActivityReport.Path(initiator, portal, operations));
        return this;
    }

    public FakeArray routed(GrantRoute found) {
        route = Optional.of(found);
        return this;
    }

    public FakeArray serving(Set<String> addresses) {
        portals = addresses;
        return this;
    }

    /** Whatever is asked, who reaches a volume is answered for these. */
    public FakeArray answeringAbout(VolumeName... answered) {
        answeredVolumes = Optional.of(Set.of(answered));
        return this;
    }

    /** Whatever is asked, only these volumes are counted. */
    public FakeArray countingOnly(VolumeName... counted) {
        written.keySet().retainAll(Set.of(counted));
        return this;
    }

    /** Somebody writes: seen in the next sample. */
    public FakeArray write(VolumeName volume) {
        written.merge(volume, 1L, Long::sum);
        return this;
    }

    /** The array takes a sample of its counters, at a time by its own clock. */
    public FakeArray sample(Instant takenAt) {
        Map<VolumeName, Sample> samples = new HashMap<>();
        written.forEach((volume, writes) -> samples.put(volume, new Total(takenAt, writes)));
        sample = Optional.of(new ActivityReport(samples));
        return this;
    }

    public FakeArray fail(Call call, ArrayFailure failure) {
        failing.put(call, failure);
        return this;
    }

    public FakeArray fail(Call call) {
        return fail(call, TIMED_OUT);
    }

    /** Nothing is answered any more. */
    public FakeArray failEverything() {
        EnumSet.allOf(Call.class).forEach(this::fail);
        return this;
    }

    public FakeArray heal() {
        failing.clear();
        return this;
    }

    /** The next revokes end like this; those after them are honest. */
    public FakeArray revokes(Fate... fates) {
        revokeFates.addAll(List.of(fates));
        return this;
    }

    /** The next grants end like this; those after them are honest. */
    public FakeArray grants(Fate... fates) {
        grantFates.addAll(List.of(fates));
        return this;
    }

    /** The next grant is answered like this, and does nothing. */
    public FakeArray answersGrant(GrantOutcome outcome) {
        grantAnswers.add(outcome);
        return this;
    }

    /** Something happens right before the next such call is served. */
    public FakeArray before(Call call, Runnable happening) {
        interruptions.computeIfAbsent(call, any -> new ArrayDeque<>()).add(happening);
        return this;
    }

    /** Requests that were late arrive now. They may arrive again. */
    public FakeArray landLate() {
        late.forEach(Runnable::run);
        return this;
    }

    // ---- what a test looks at

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<RevokeOrder> revokeOrders() {
        return List.copyOf(revokeOrders);
    }

    public List<GrantOrder> grantOrders() {
        return List.copyOf(grantOrders);
    }

    public boolean lets(Initiator initiator, VolumeName volume) {
        return paths.stream()
                .anyMatch(path ->
                        path.initiator().equals(initiator) && path.volume().equals(volume));
    }

    /** Whether {@code initiator} reaches any volume. */
    public boolean lets(Initiator initiator) {
        return volumes.keySet().stream().anyMatch(volume -> lets(initiator, volume));
    }

    public Set<AccessPath> paths() {
        return Set.copyOf(paths);
    }

    /** Connections that were opened and not closed. */
    public int open() {
        return open;
    }

    FakeArray opened() {
        open++;
        return this;
    }

    /** The array has this sample of every volume. */
    public FakeArray sample(Sample taken) {
        Map<VolumeName, Sample> samples = new HashMap<>();
        volumes.keySet().forEach(volume -> samples.put(volume, taken));
        sample = Optional.of(new ActivityReport(samples));
        return this;
    }

    // ---- the array

    @Override
    public ArrayName name() {
        return name;
    }

    @Override
    public ArrayCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Answer<AccessReport> access(Set<VolumeName> asked) {
        return answer(Call.ACCESS, () -> {
            if (!volumes.keySet().containsAll(asked)) {
                return Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.NOT_FOUND, "404", "no such volume"));
            }
            return Answer.of(new AccessReport(
                    answeredVolumes.orElse(asked),
                    paths.stream().filter(path -> asked.contains(path.volume())).toList()));
        });
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return answer(Call.SESSIONS, () -> switch (capabilities.sessions()) {
            case INDEPENDENT, DELAYED -> Answer.of(listed(initiators, session -> true));
            case WHILE_MAPPED, PRESENCE ->
                Answer.of(listed(
                        initiators,
                        session ->
                                paths.stream().anyMatch(path -> path.initiator().equals(session.initiator()))));
            case NOT_OFFERED -> new Answer.NotOffered<>();
        });
    }

    private SessionReport listed(Set<Initiator> initiators, Predicate<Session> which) {
        return new SessionReport(sessions.stream()
                .filter(session -> initiators.contains(session.initiator()))
                .filter(which)
                .toList());
    }

    @Override
    public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
        return answer(Call.PATH_ACTIVITY, () -> switch (capabilities.pathActivity()) {
            case OFFERED ->
                Answer.of(new PathActivityReport(busy.stream()
                        .filter(path -> initiators.contains(path.initiator()))
                        .toList()));
            case NOT_OFFERED -> new Answer.NotOffered<>();
        });
    }

    @Override
    public Answer<ActivityReport> activity(Set<VolumeName> asked) {
        return answer(Call.ACTIVITY, () -> {
            if (capabilities.writeCounters().isEmpty()) {
                return new Answer.NotOffered<>();
            }
            Map<VolumeName, Sample> samples = new HashMap<>();
            sample.ifPresent(taken -> taken.samples().forEach((volume, counted) -> {
                if (asked.contains(volume)) {
                    samples.put(volume, counted);
                }
            }));
            return Answer.of(new ActivityReport(samples));
        });
    }

    @Override
    public Answer<PortalReport> portals(Set<VolumeName> asked) {
        return answer(Call.PORTALS, () -> Answer.of(new PortalReport(portals)));
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> asked) {
        return answer(Call.ROUTE, () -> {
            Map<VolumeName, LunId> luns = new HashMap<>();
            volumes.forEach((volume, lun) -> {
                if (asked.contains(volume)) {
                    luns.put(volume, lun);
                }
            });
            GrantRoute swap = new GrantRoute(List.of(new GrantRoute.Swap(new AccessObject("group", "group"), luns)));
            return Answer.of(route.orElse(swap));
        });
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        served(Call.REVOKE);
        revokeOrders.add(order);
        if (failing.containsKey(Call.REVOKE)) {
            return new RevokeReport(List.of(), List.of(TIMED_OUT));
        }
        Runnable act = () -> paths.removeIf(path ->
                order.victims().contains(path.initiator()) && order.volumes().contains(path.volume()));
        Fate fate = revokeFates.isEmpty() ? Fate.DONE : revokeFates.remove();
        apply(fate, act);
        return answered(fate)
                ? new RevokeReport(List.of("revoked"), List.of())
                : new RevokeReport(List.of(), List.of(TIMED_OUT));
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        served(Call.GRANT);
        grantOrders.add(order);
        if (!grantAnswers.isEmpty()) {
            return grantAnswers.remove();
        }
        if (failing.containsKey(Call.GRANT)) {
            return new GrantOutcome.InDoubt(TIMED_OUT);
        }
        if (paths.stream().anyMatch(path -> path.initiator().equals(order.initiator()))) {
            return new GrantOutcome.AlreadyThere("group");
        }
        Fate fate = grantFates.isEmpty() ? Fate.DONE : grantFates.remove();
        apply(
                fate,
                () -> order.route()
                        .legs()
                        .forEach(leg -> leg.volumes()
                                .forEach((volume, lun) -> paths.add(new AccessPath(
                                        volume, lun, order.initiator(), new AccessObject("group", "group"))))));
        return answered(fate) ? new GrantOutcome.Clean(1) : new GrantOutcome.InDoubt(TIMED_OUT);
    }

    @Override
    public void close() {
        open--;
    }

    private void apply(Fate fate, Runnable act) {
        switch (fate) {
            case DONE, DONE_UNANSWERED -> act.run();
            case LIE, LOST -> {}
            case LATE -> late.add(act);
        }
    }

    private static boolean answered(Fate fate) {
        return switch (fate) {
            case DONE, LIE -> true;
            case DONE_UNANSWERED, LOST, LATE -> false;
        };
    }

    private <T> Answer<T> answer(Call call, Supplier<Answer<T>> honest) {
        served(call);
        ArrayFailure failure = failing.get(call);
        return failure == null ? honest.get() : Answer.unanswered(failure);
    }

    private void served(Call call) {
        Deque<Runnable> waiting = interruptions.get(call);
        if (waiting != null && !waiting.isEmpty()) {
            waiting.remove().run();
        }
        calls.add(call);
    }
}
