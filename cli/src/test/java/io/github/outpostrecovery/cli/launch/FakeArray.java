package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An array in memory, which answers as it is told to. Every change of it is kept in {@link #journal}. */
final class FakeArray implements ArrayInventory, ArrayProvisioning {
    static final ArrayFailure NO_ANSWER =
            new ArrayFailure(ArrayFailure.Kind.UNREACHABLE, "", "POST /x: no answer in 30 s");
    static final ArrayFailure NO = new ArrayFailure(ArrayFailure.Kind.REFUSED, "17", "POST /x: not allowed");

    final List<String> journal = new ArrayList<>();
    final Map<VolumeName, BlockVolume> volumes = new TreeMap<>();
    final Map<String, Set<Initiator>> hosts = new TreeMap<>();
    final Map<Initiator, Map<VolumeName, LunId>> maps = new HashMap<>();
    final List<TargetPortal> portals = new ArrayList<>();
    final Deque<ArrayFailure> faults = new ArrayDeque<>();
    final Set<Initiator> retired = new java.util.HashSet<>();
    Answer<List<String>> scopes = new Answer.NotOffered<>();
    Answer<List<String>> targets = new Answer.NotOffered<>();
    final Map<String, Set<Initiator>> groups = new TreeMap<>();
    final Deque<ArrayFailure> accessFaults = new ArrayDeque<>();
    final Set<VolumeName> openToStrangers = new java.util.HashSet<>();

    /** What somebody else does on the array right after the next change that is made. */
    Runnable meanwhile = () -> {};

    /** What becomes of the first change of each plan to come, which is not answered. */
    final Deque<java.util.function.Consumer<ProvisioningPlan>> unanswered = new ArrayDeque<>();

    boolean silent;
    String family = "iqn";
    int firstLun;

    FakeArray volume(String name) {
        volumes.put(
                new VolumeName(name),
                new BlockVolume(new VolumeName(name), "id-" + name, 20L << 30, BlockVolume.State.AVAILABLE));
        return this;
    }

    /** A machine of somebody else, with its own host and one volume. */
    FakeArray resident(String host, String name, String volume) {
        volume(volume);
        return lets(host, name, volume);
    }

    /** Lets a name in to a volume, through a host. */
    FakeArray lets(String host, String name, String volume) {
        hosts.computeIfAbsent(host, _ -> new java.util.HashSet<>()).add(Initiator.parse(name));
        Map<VolumeName, LunId> shown = maps.computeIfAbsent(Initiator.parse(name), _ -> new TreeMap<>());
        shown.put(new VolumeName(volume), new LunId(shown.size()));
        return this;
    }

    /** Who reaches these volumes; whoever stands in no host reaches nothing. */
    Answer<AccessReport> access(Set<VolumeName> asked) {
        if (!accessFaults.isEmpty()) {
            return Answer.unanswered(accessFaults.pop());
        }
        for (VolumeName volume : asked) {
            if (!volumes.containsKey(volume)) {
                return Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.NOT_FOUND, "", "no volume " + volume));
            }
        }
        List<AccessPath> paths = new ArrayList<>();
        hosts.forEach((host, names) ->
                names.forEach(name -> maps.getOrDefault(name, Map.of()).forEach((volume, lun) -> {
                    if (asked.contains(volume)) {
                        paths.add(new AccessPath(volume, lun, name, new AccessObject(host, host)));
                    }
                })));
        Set<VolumeName> complete = new java.util.HashSet<>(asked);
        complete.removeAll(openToStrangers);
        return unlessSilent(new AccessReport(complete, paths));
    }

    private <T> Answer<T> unlessSilent(T value) {
        return silent ? Answer.unanswered(NO_ANSWER) : Answer.of(value);
    }

    @Override
    public Answer<ArrayModel> model() {
        return unlessSilent(new ArrayModel("Fake", "1.0"));
    }

    @Override
    public Answer<List<String>> scopes() {
        return scopes;
    }

    @Override
    public Answer<List<BlockVolume>> volumes() {
        return unlessSilent(List.copyOf(volumes.values()));
    }

    @Override
    public Answer<List<AccessGroup>> accessGroups() {
        List<AccessGroup> all = new ArrayList<>();
        hosts.forEach(
                (host, names) -> all.add(new AccessGroup(new AccessObject(host, host), "linux", names, List.of())));
        groups.forEach((group, names) -> all.add(AccessGroup.group(new AccessObject(group, group), names)));
        return unlessSilent(all);
    }

    @Override
    public Answer<List<TargetPortal>> portals() {
        return unlessSilent(portals.stream()
                .filter(portal -> portal.target().isEmpty() || portal.target().startsWith(family))
                .toList());
    }

    @Override
    public CloneOutcome clone(VolumeName source, VolumeName target) {
        if (!faults.isEmpty()) {
            return new CloneOutcome.Refused(faults.pop());
        }
        journal.add("clone " + source + " " + target);
        volume(target.value());
        return new CloneOutcome.Cloned(target);
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        List<Change> changes = new ArrayList<>();
        if (!hosts.containsKey(request.host())) {
            changes.add(new Change.CreateHost(request.host(), "make host " + request.host()));
        }
        if (!hosts.getOrDefault(request.host(), Set.of()).contains(request.initiator())) {
            changes.add(new Change.AddInitiator(
                    request.host(), "add " + request.initiator().value()));
        }
        for (RequestedVolume volume : request.volumes()) {
            if (!volumes.containsKey(volume.volume())) {
                return Answer.unanswered(
                        new ArrayFailure(ArrayFailure.Kind.REFUSED, "", "there is no volume " + volume.volume()));
            }
            LunId now = maps.getOrDefault(request.initiator(), Map.of()).get(volume.volume());
            if (now == null) {
                changes.add(new Change.Export(volume, request.host(), "show " + volume.volume()));
            } else if (volume.lun().isPresent() && !volume.lun().get().equals(now)) {
                return Answer.unanswered(
                        new ArrayFailure(ArrayFailure.Kind.REFUSED, "", volume.volume() + " is shown at " + now));
            }
        }
        return Answer.of(new ProvisioningPlan(request, changes));
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        if (!unanswered.isEmpty()) {
            unanswered.pop().accept(plan);
            return new ProvisioningOutcome.InDoubt(List.of(), plan.changes().getFirst(), NO_ANSWER);
        }
        List<Change> made = new ArrayList<>();
        Initiator name = plan.request().initiator();
        for (Change change : plan.changes()) {
            if (!faults.isEmpty() && made.size() == 1) {
                ArrayFailure fault = faults.pop();
                return fault.kind() == ArrayFailure.Kind.REFUSED
                        ? new ProvisioningOutcome.Refused(made, change, fault)
                        : new ProvisioningOutcome.InDoubt(made, change, fault);
            }
            journal.add(change.line());
            switch (change) {
                case Change.CreateHost(String host, String line) -> hosts.put(host, new java.util.HashSet<>());
                case Change.AddInitiator(String host, String line) ->
                    java.util.Objects.requireNonNull(hosts.get(host)).add(name);
                case Change.Export(RequestedVolume volume, String to, String line) -> {
                    Map<VolumeName, LunId> shown = maps.computeIfAbsent(name, _ -> new TreeMap<>());
                    shown.put(volume.volume(), volume.lun().orElse(new LunId(firstLun + shown.size())));
                }
                case Change.CreateGroup group -> {}
                case Change.JoinGroup join -> {}
                case Change.KeepChap chap -> {}
            }
            made.add(change);
        }
        meanwhile.run();
        meanwhile = () -> {};
        return new ProvisioningOutcome.Provisioned(made, maps.getOrDefault(name, Map.of()));
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        return unlessSilent(maps.getOrDefault(initiator, Map.of()));
    }

    @Override
    public Answer<List<String>> targets(Initiator initiator) {
        return targets;
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        Map<Initiator, Set<AccessObject>> holders = new HashMap<>();
        hosts.forEach((host, names) -> names.stream()
                .filter(initiators::contains)
                .forEach(name -> holders.computeIfAbsent(name, _ -> new java.util.HashSet<>())
                        .add(new AccessObject(host, host))));
        return unlessSilent(holders);
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return Answer.of(List.of());
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        retired.add(dead);
        boolean there = maps.remove(dead) != null;
        for (Set<Initiator> names : hosts.values()) {
            there |= names.remove(dead);
        }
        return there ? new RetireOutcome.Retired(List.of("removed " + dead.value())) : new RetireOutcome.NotThere();
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        List<String> undone = new ArrayList<>();
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.CreateHost(String host, String line) -> {
                    if (hosts.remove(host) != null) {
                        undone.add("undone: " + line);
                    }
                }
                case Change.AddInitiator(String host, String line) ->
                    hosts.getOrDefault(host, new java.util.HashSet<>())
                            .remove(plan.request().initiator());
                case Change.Export export -> maps.remove(plan.request().initiator());
                case Change.CreateGroup group -> {}
                case Change.JoinGroup join -> {}
                case Change.KeepChap chap -> {}
            }
        }
        return new UndoReport(undone, List.of());
    }

    @Override
    public void close() {}
}
