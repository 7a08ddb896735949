package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An array that lists its log-ins at once and can be made silent. */
public final class MemoryArray implements StorageArray, ArrayProvisioning {
    public static final ArrayFailure SILENT = new ArrayFailure(ArrayFailure.Kind.UNREACHABLE, "", "timed out");

    private final ArrayName name;
    private final Calls calls;
    public final Set<VolumeName> volumes = new LinkedHashSet<>();
    public final List<AccessPath> paths = new ArrayList<>();
    public final Set<Initiator> known = new LinkedHashSet<>();
    public final Set<Initiator> loggedIn = new HashSet<>();
    public boolean silent;
    public boolean keepsMappings;

    MemoryArray(ArrayName name, Calls calls) {
        this.name = name;
        this.calls = calls;
    }

    public void map(Initiator initiator, String volume, int lun) {
        VolumeName target = new VolumeName(volume);
        volumes.add(target);
        known.add(initiator);
        paths.add(new AccessPath(
                target, new LunId(lun), initiator, new AccessObject("igroup", "ig-" + initiator.hashCode())));
    }

    public void logIn(Initiator initiator) {
        loggedIn.add(initiator);
    }

    private <T> Answer<T> answer(T value) {
        return silent ? Answer.unanswered(SILENT) : Answer.of(value);
    }

    private boolean reaches(Initiator initiator) {
        return paths.stream().anyMatch(path -> path.initiator().equals(initiator));
    }

    @Override
    public ArrayName name() {
        return name;
    }

    @Override
    public ArrayCapabilities capabilities() {
        return new ArrayCapabilities(
                ArrayCapabilities.SessionListing.INDEPENDENT,
                ArrayCapabilities.PathActivity.NOT_OFFERED,
                Optional.empty(),
                Duration.ofSeconds(5),
                ArrayCapabilities.LoginDenial.NOT_OFFERED);
    }

    @Override
    public Answer<AccessReport> access(Set<VolumeName> asked) {
        return volumes.containsAll(asked)
                ? answer(new AccessReport(
                        asked,
                        paths.stream()
                                .filter(path -> asked.contains(path.volume()))
                                .toList()))
                : Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.NOT_FOUND, "404", "no such volume"));
    }

    @Override
    public Answer<SessionReport> sessions(Set<Initiator> initiators) {
        return answer(new SessionReport(initiators.stream()
                .filter(loggedIn::contains)
                .map(one -> new SessionReport.Session(one, "192.0.2.99", "192.0.2.1"))
                .toList()));
    }

    @Override
    public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
        return new Answer.NotOffered<>();
    }

    @Override
    public Answer<ActivityReport> activity(Set<VolumeName> asked) {
        return new Answer.NotOffered<>();
    }

    @Override
    public Answer<PortalReport> portals(Set<VolumeName> asked) {
        return answer(new PortalReport(Set.of("192.0.2.1")));
    }

    @Override
    public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> asked) {
        Map<VolumeName, LunId> luns = new HashMap<>();
        paths.stream()
                .filter(path -> path.initiator().equals(victim) && asked.contains(path.volume()))
                .forEach(path -> luns.put(path.volume(), path.lun()));
        return answer(new GrantRoute(List.of(new GrantRoute.Swap(new AccessObject("igroup", "ig"), luns))));
    }

    @Override
    public RevokeReport revoke(RevokeOrder order) {
        if (silent || keepsMappings) {
            return new RevokeReport(List.of(), List.of(SILENT));
        }
        calls.change("revoke", String.valueOf(order.victims()));
        paths.removeIf(path ->
                order.victims().contains(path.initiator()) && order.volumes().contains(path.volume()));
        loggedIn.removeAll(order.victims());
        return new RevokeReport(List.of("revoked"), List.of());
    }

    @Override
    public GrantOutcome grant(GrantOrder order) {
        throw new AssertionError("no command grants");
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        throw new AssertionError("nothing is provisioned here");
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        throw new AssertionError("nothing is provisioned here");
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        Map<VolumeName, LunId> shown = new HashMap<>();
        paths.stream()
                .filter(path -> path.initiator().equals(initiator))
                .forEach(path -> shown.put(path.volume(), path.lun()));
        return answer(shown);
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        Map<Initiator, Set<AccessObject>> holders = new HashMap<>();
        initiators.stream()
                .filter(known::contains)
                .forEach(one -> holders.put(one, Set.of(new AccessObject("igroup", "ig-" + one.hashCode()))));
        return answer(holders);
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return answer(List.copyOf(known));
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        if (silent) {
            return new RetireOutcome.Failed(List.of(), SILENT);
        }
        if (reaches(dead) || loggedIn.contains(dead)) {
            return new RetireOutcome.StillInUse("it is in use");
        }
        if (!known.remove(dead)) {
            return new RetireOutcome.NotThere();
        }
        calls.change("retire", dead.value());
        return new RetireOutcome.Retired(List.of("igroup"));
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        throw new AssertionError("nothing is provisioned here");
    }

    @Override
    public void close() {}
}
