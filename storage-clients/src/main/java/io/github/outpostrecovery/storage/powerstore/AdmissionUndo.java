package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.storage.powerstore.AdmissionState.Presence;
import io.github.outpostrecovery.storage.powerstore.VolumeMapping.To;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import io.github.outpostrecovery.storage.provisioning.Wording;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back what a plan has made, newest first: the attachments together, then the place in the group, then the host. Each is
 * decided by what was read right before, and read again after. What somebody else is in is somebody else's by now, and stays.
 */
final class AdmissionUndo {
    private final PowerStoreRest rest;
    private final AdmissionReader reader;
    private final List<String> undone = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    AdmissionUndo(PowerStoreRest rest, AdmissionReader reader) {
        this.rest = requireNonNull(rest, "rest is null");
        this.reader = requireNonNull(reader, "reader is null");
    }

    UndoReport undo(ProvisioningPlan plan) {
        List<Change> changes = plan.changes().reversed();
        exports(
                plan,
                changes.stream()
                        .filter(Change.Export.class::isInstance)
                        .map(Change.Export.class::cast)
                        .toList());
        changes.stream().filter(change -> !(change instanceof Change.Export)).forEach(change -> one(plan, change));
        return new UndoReport(undone, left);
    }

    /** What an undo of one change comes to, before anything is sent. */
    private sealed interface Step {
        /** It is not there. */
        record Gone() implements Step {}

        /** It can be taken back by these requests, one after the other. */
        record Send(List<RestCall> calls) implements Step {}

        /** It stays. */
        record Stays(String why) implements Step {}
    }

    private void exports(ProvisioningPlan plan, List<Change.Export> exports) {
        if (exports.isEmpty()) {
            return;
        }
        switch (reader.read(plan.request())) {
            case Answer.Answered<AdmissionState>(AdmissionState state) -> {
                Map<Change, Optional<String>> sent = new LinkedHashMap<>();
                Map<String, VolumeMapping> attached = byName(state);
                for (Change.Export export : exports) {
                    settle(export, ofExport(export, state, attached), sent);
                }
                check(plan, sent);
            }
            case Answer.Unanswered<AdmissionState>(ArrayFailure failure) ->
                exports.forEach(export -> left.add(export.line() + ": " + failure));
            case Answer.NotOffered<AdmissionState>() -> {}
        }
    }

    private void one(ProvisioningPlan plan, Change change) {
        switch (reader.read(plan.request())) {
            case Answer.Answered<AdmissionState>(AdmissionState state) -> {
                Map<Change, Optional<String>> sent = new LinkedHashMap<>();
                settle(change, of(change, state), sent);
                check(plan, sent);
            }
            case Answer.Unanswered<AdmissionState>(ArrayFailure failure) -> left.add(change.line() + ": " + failure);
            case Answer.NotOffered<AdmissionState>() -> {}
        }
    }

    /** Sends what is to be sent, and notes what the array objected to. */
    private void settle(Change change, Step step, Map<Change, Optional<String>> sent) {
        switch (step) {
            case Step.Gone() -> undone.add(change.line());
            case Step.Stays(String why) -> left.add(change.line() + ": " + why);
            case Step.Send(List<RestCall> calls) -> {
                Optional<String> objection = Optional.empty();
                for (RestCall call : calls) {
                    objection = objection.or(() -> objectionTo(call));
                }
                sent.put(change, objection);
            }
        }
    }

    private Optional<String> objectionTo(RestCall call) {
        return switch (rest.write(call)) {
            case PowerStoreWrite.Done done -> Optional.empty();
            case PowerStoreWrite.Refused(ArrayFailure failure) -> Optional.of(failure.toString());
            case PowerStoreWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure.toString());
        };
    }

    /** Whatever the array has said, what counts is whether it is still there. */
    private void check(ProvisioningPlan plan, Map<Change, Optional<String>> sent) {
        if (sent.isEmpty()) {
            return;
        }
        switch (reader.read(plan.request())) {
            case Answer.Answered<AdmissionState>(AdmissionState state) -> {
                Map<String, VolumeMapping> attached = byName(state);
                sent.forEach((change, objection) -> {
                    Step now = change instanceof Change.Export export
                            ? ofExport(export, state, attached)
                            : of(change, state);
                    if (now instanceof Step.Gone) {
                        undone.add(change.line());
                    } else {
                        left.add(change.line() + ": " + objection.orElse("still there after it was removed"));
                    }
                });
            }
            case Answer.Unanswered<AdmissionState>(ArrayFailure failure) ->
                sent.keySet().forEach(change -> left.add(change.line() + ": " + failure));
            case Answer.NotOffered<AdmissionState>() -> {}
        }
    }

    private static Map<String, VolumeMapping> byName(AdmissionState state) {
        Map<String, VolumeMapping> byName = new LinkedHashMap<>();
        state.target()
                .ifPresent(target -> state.attachedTo(target)
                        .forEach((volume, mapping) -> byName.put(state.nameOf(volume), mapping)));
        return byName;
    }

    private static Step ofExport(Change.Export export, AdmissionState state, Map<String, VolumeMapping> attached) {
        Optional<VolumeMapping> mapping =
                Optional.ofNullable(attached.get(export.volume().volume().value()));
        if (mapping.isEmpty()) {
            return new Step.Gone();
        }
        boolean another = export.volume()
                .lun()
                .filter(lun -> state.chapMode().isPresent())
                .filter(lun -> mapping.get().number().orElse(-1) != lun.number())
                .isPresent();
        if (another) {
            return new Step.Stays("it is shown as LUN " + mapping.get().number().orElse(-1)
                    + ", so somebody else has shown it; if nobody uses it, detach it by hand");
        }
        return unlessInUse(state, state.others(), state.targetName())
                .orElseGet(() -> new Step.Send(List.of(
                        switch (mapping.get().to()) {
                            case To.OneHost(String id) ->
                                new FenceStep.DetachHost(mapping.get().volume(), "", id, "").call();
                            case To.Group(String id) ->
                                new FenceStep.DetachGroup(mapping.get().volume(), "", id, "").call();
                        })));
    }

    private static Step of(Change change, AdmissionState state) {
        return switch (change) {
            case Change.Export export -> throw new IllegalArgumentException("attachments are undone together");
            case Change.KeepChap keep ->
                state.hostHasInitiator()
                        ? new Step.Stays(
                                "a PowerStore cannot take a CHAP account off a name: take the name out of host "
                                        + state.request().host() + " if nobody uses it")
                        : new Step.Gone();
            case Change.CreateGroup create -> ofCreatedGroup(state);
            case Change.JoinGroup join -> ofJoinedGroup(state);
            case Change.CreateHost create -> ofCreatedHost(state);
            case Change.AddInitiator add ->
                state.hostHasInitiator()
                        ? loggedIn(state).orElseGet(() -> new Step.Send(List.of(takeOut(state))))
                        : new Step.Gone();
        };
    }

    private static RestCall takeOut(AdmissionState state) {
        Host host = state.host().orElseThrow();
        return new FenceStep.TakeOutOfHost(
                        host.id(),
                        host.name(),
                        host.ports().stream()
                                .filter(port ->
                                        port.initiator().equals(state.request().initiator()))
                                .map(Host.Port::spelling)
                                .toList())
                .call();
    }

    private static Step ofCreatedGroup(AdmissionState state) {
        if (state.group().isEmpty()) {
            return new Step.Gone();
        }
        String name = state.group().get().name();
        Set<String> own = state.host().map(Host::id).map(Set::of).orElse(Set.of());
        if (!own.containsAll(state.group().get().hosts())) {
            return new Step.Stays("other hosts are in it by now");
        }
        if (!state.attachedTo(new To.Group(state.group().get().id())).isEmpty()) {
            return new Step.Stays(
                    "volumes are still shown to it; if nobody uses them, detach them and delete host group " + name
                            + " by hand");
        }
        return unlessInUse(state, state.othersInHost(), "host group " + name)
                .orElseGet(() -> new Step.Send(
                        List.of(HostBodies.deleteGroup(state.group().get().id()))));
    }

    /**
     * Whether the array copies the group's mappings to a host that leaves is not documented. Before it joined, it had none of
     * its own, so those that it has after it has left go as well.
     */
    private static Step ofJoinedGroup(AdmissionState state) {
        if (state.host().isEmpty()
                || (!state.isInNamedGroup() && state.attachedToHost().isEmpty())) {
            return new Step.Gone();
        }
        Host host = state.host().get();
        if (!state.isInNamedGroup()) {
            return unlessInUse(state, state.othersInHost(), "host " + host.name())
                    .orElseGet(() -> new Step.Send(state.attachedToHost().keySet().stream()
                            .map(volume -> new FenceStep.DetachHost(volume, "", host.id(), "").call())
                            .toList()));
        }
        return unlessInUse(state, state.othersInHost(), "host " + host.name())
                .orElseGet(() -> new Step.Send(List.of(
                        new FenceStep.LeaveGroup(state.group().orElseThrow().id(), "", host.id(), "").call())));
    }

    private static Step ofCreatedHost(AdmissionState state) {
        if (state.host().isEmpty()) {
            return new Step.Gone();
        }
        Host host = state.host().get();
        if (!state.attachedToHost().isEmpty() || host.group().isPresent()) {
            return new Step.Stays("host " + host.name()
                    + " still has volumes, or is in a group; if nobody uses it, delete it by hand");
        }
        return unlessInUse(state, state.othersInHost(), "host " + host.name())
                .orElseGet(() -> new Step.Send(List.of(HostBodies.deleteHost(host.id()))));
    }

    private static Optional<Step> unlessInUse(AdmissionState state, Set<?> others, String what) {
        return others.isEmpty()
                ? loggedIn(state)
                : Optional.of(new Step.Stays(what + " has others in it as well" + Wording.with(": ", others)
                        + "; if they do not need it, remove it by hand"));
    }

    private static Optional<Step> loggedIn(AdmissionState state) {
        return state.presence() == Presence.ABSENT
                ? Optional.empty()
                : Optional.of(new Step.Stays(
                        "a machine is logged in as " + state.request().initiator() + ": stop it, and undo again"));
    }
}
