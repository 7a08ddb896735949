package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.powerstore.AccessReader.Reading;
import io.github.outpostrecovery.storage.powerstore.AccessView.Way;
import io.github.outpostrecovery.storage.powerstore.FenceStep.DetachGroup;
import io.github.outpostrecovery.storage.powerstore.FenceStep.DetachHost;
import io.github.outpostrecovery.storage.powerstore.FenceStep.LeaveGroup;
import io.github.outpostrecovery.storage.powerstore.FenceStep.TakeOutOfHost;
import io.github.outpostrecovery.storage.powerstore.VolumeMapping.To;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes victims out of the hosts that reach the volumes: one request for each such host, however many volumes there are. If the
 * host is attached to volumes that the order does not name, the victim loses those too; it is dead.
 *
 * <p>Whether PowerStore lets the last initiator of an attached host go is not documented. If it refuses, and the host has nobody
 * but victims in it, the order's volumes are detached from the host, and the host leaves its group; whether the array then
 * copies the group's mappings to the host is not documented either, so its own mappings are read again and closed. The last
 * host of an attached group cannot leave (API description of {@code host_group_modify}): only then, and only if nobody but
 * victims is in the group, the order's volumes are detached from the group. No other host is touched, and no other mapping of a
 * group.
 *
 * <p>Each request is decided by what was read right before it, and may be repeated at any time by anyone: it names what
 * belongs to the victim.
 */
final class HostFence {
    /** Take out, leave, detach, and a last look; with one to spare. */
    private static final int ROUNDS = 5;

    private final PowerStoreRest rest;
    private final AccessReader reader;

    HostFence(PowerStoreRest rest, AccessReader reader) {
        this.rest = requireNonNull(rest, "rest is null");
        this.reader = requireNonNull(reader, "reader is null");
    }

    /** What one revoke has tried, and how that went. */
    private static final class Attempts {
        private final List<String> done = new ArrayList<>();
        private final Set<ArrayFailure> failures = new LinkedHashSet<>();
        private final Set<FenceStep> tried = new LinkedHashSet<>();
        private final Set<String> stuckInHost = new LinkedHashSet<>();
        private final Set<String> stuckInGroup = new LinkedHashSet<>();
        private final List<SaidAbsent> saidAbsent = new ArrayList<>();
        private boolean lookAgain;
    }

    private record SaidAbsent(FenceStep step, ArrayFailure said) {}

    RevokeReport revoke(RevokeOrder order) {
        Attempts attempts = new Attempts();
        for (int round = 1; round <= ROUNDS; round++) {
            Reading reading = reader.read(order.volumes());
            attempts.failures.addAll(reading.failures());
            if (round == 1) {
                reading.view().metro().ifPresent(attempts.failures::add);
            }
            Set<FenceStep> wanted = wanted(reading, order.victims(), attempts);
            settle(reading, wanted, attempts);
            List<FenceStep> steps = wanted.stream().filter(attempts.tried::add).toList();
            attempts.lookAgain = false;
            send(steps, attempts);
            if (!attempts.lookAgain) {
                break;
            }
        }
        attempts.saidAbsent.forEach(said -> attempts.failures.add(said.said()));
        return new RevokeReport(attempts.done, List.copyOf(attempts.failures));
    }

    /** "Not there" is believed once it was read that it is not there. */
    private static void settle(Reading reading, Set<FenceStep> wanted, Attempts attempts) {
        for (SaidAbsent said : attempts.saidAbsent) {
            if (wanted.contains(said.step()) || !reading.failures().isEmpty()) {
                attempts.failures.add(new ArrayFailure(
                        Kind.INCOMPREHENSIBLE,
                        said.said().code(),
                        "not seen to be gone after \"" + said.said().detail() + "\": " + said.step()));
            } else if (wanted.stream().noneMatch(said.step()::isAboutTheSameAs)) {
                attempts.done.add("gone already: " + said.step());
            }
        }
        attempts.saidAbsent.clear();
    }

    private Set<FenceStep> wanted(Reading reading, Set<Initiator> victims, Attempts attempts) {
        Set<FenceStep> wanted = new LinkedHashSet<>();
        List<Host> hosts = reading.view().hosts().values().stream()
                .filter(host -> host.initiators().stream().anyMatch(victims::contains))
                .sorted(Comparator.comparing(Host::name))
                .toList();
        for (Host host : hosts) {
            List<Way> ways = reading.view().waysOf(host);
            if (ways.isEmpty()) {
                continue;
            }
            if (!host.external()) {
                attempts.failures.add(
                        refused("host " + host.name() + " is a part of the appliance and cannot be changed"));
            } else if (!attempts.stuckInHost.contains(host.id())) {
                wanted.add(new TakeOutOfHost(
                        host.id(),
                        host.name(),
                        host.ports().stream()
                                .filter(port -> victims.contains(port.initiator()))
                                .map(Host.Port::spelling)
                                .toList()));
            } else if (!reading.wholeHosts() || !victims.containsAll(host.initiators())) {
                attempts.failures.add(
                        refused(
                                "host " + host.name()
                                        + " does not let the victim go, and is not known to be the victim's alone: nothing is detached"));
            } else {
                ways.forEach(way -> closeFor(way, reading.view(), victims, attempts, wanted));
            }
        }
        return wanted;
    }

    /** Another way to close one path of a host that is the victim's alone. */
    private static void closeFor(
            Way way, AccessView view, Set<Initiator> victims, Attempts attempts, Set<FenceStep> wanted) {
        Host host = way.host();
        String volume = way.volume().id();
        String volumeName = way.volume().name().value();
        switch (way.mapping().to()) {
            case To.OneHost(String id) -> wanted.add(new DetachHost(volume, volumeName, id, host.name()));
            case To.Group(String id) -> {
                String groupName = way.through().name();
                if (!attempts.stuckInGroup.contains(host.id())) {
                    wanted.add(new LeaveGroup(id, groupName, host.id(), host.name()));
                } else if (isTheVictims(view.hostsOf(id), victims)) {
                    wanted.add(new DetachGroup(volume, volumeName, id, groupName));
                } else {
                    attempts.failures.add(refused("host group " + groupName + " does not let host " + host.name()
                            + " go, and others are in it: nothing is detached from it"));
                }
            }
        }
    }

    /** A host without initiators may be one that is being set up for somebody: it is not the victim's. */
    private static boolean isTheVictims(List<Host> hosts, Set<Initiator> victims) {
        return hosts.stream().allMatch(host -> !host.initiators().isEmpty() && victims.containsAll(host.initiators()));
    }

    private void send(List<FenceStep> steps, Attempts attempts) {
        List<Supplier<PowerStoreWrite>> requests = new ArrayList<>();
        steps.forEach(step -> requests.add(() -> rest.write(step.call())));
        List<PowerStoreWrite> answers = Questions.sideBySide(rest.fanOut(), requests);
        for (int index = 0; index < steps.size(); index++) {
            note(steps.get(index), answers.get(index), attempts);
        }
    }

    private static void note(FenceStep step, PowerStoreWrite answer, Attempts attempts) {
        switch (answer) {
            case PowerStoreWrite.Done done -> {
                attempts.done.add("removed " + step);
                // The array may have copied the group's mappings to the host that has left.
                attempts.lookAgain |= step instanceof LeaveGroup;
            }
            case PowerStoreWrite.Refused refused
            when refused.saysAbsent() -> {
                attempts.saidAbsent.add(new SaidAbsent(step, refused.failure()));
                attempts.lookAgain = true;
            }
            case PowerStoreWrite.Refused(ArrayFailure failure) -> {
                attempts.failures.add(failure);
                if (failure.kind() == Kind.REFUSED) {
                    stuck(step, attempts);
                }
            }
            case PowerStoreWrite.InDoubt(ArrayFailure failure) -> attempts.failures.add(failure);
        }
    }

    private static void stuck(FenceStep step, Attempts attempts) {
        switch (step) {
            case TakeOutOfHost(String host, var name, var spellings) -> {
                attempts.stuckInHost.add(host);
                attempts.lookAgain = true;
            }
            case LeaveGroup(var group, var groupName, String host, var name) -> {
                attempts.stuckInGroup.add(host);
                attempts.lookAgain = true;
            }
            case DetachHost detach -> {}
            case DetachGroup detach -> {}
        }
    }

    private static ArrayFailure refused(String why) {
        return new ArrayFailure(Kind.REFUSED, "", why);
    }
}
