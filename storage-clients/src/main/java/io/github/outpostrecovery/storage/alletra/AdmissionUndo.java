package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import io.github.outpostrecovery.storage.provisioning.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back what a plan has made, newest first: the exports together, then the place in the set, the CHAP account, the host.
 * Each is decided by what was read right before, and read again after. What somebody else is in is somebody else's by now, and
 * stays.
 */
final class AdmissionUndo {
    private final Wsapi wsapi;
    private final Admission admission;
    private final List<String> undone = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    AdmissionUndo(Wsapi wsapi, Admission admission) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.admission = requireNonNull(admission, "admission is null");
    }

    UndoReport undo(ProvisioningPlan plan) {
        List<Change> changes = plan.changes().reversed();
        together(plan, changes.stream().filter(Change.Export.class::isInstance).toList());
        changes.stream()
                .filter(change -> !(change instanceof Change.Export))
                .forEach(change -> together(plan, List.of(change)));
        return new UndoReport(undone, left);
    }

    /** What an undo of one change comes to, before anything is sent. */
    private sealed interface Step {
        /** It is not there. */
        record Gone() implements Step {}

        /** It can be taken back. */
        record Send(Removal removal) implements Step {}

        /** It stays. */
        record Stays(String why) implements Step {}
    }

    private void together(ProvisioningPlan plan, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        switch (admission.state(plan.request())) {
            case Answer.Answered<AdmissionState>(AdmissionState state) -> {
                Steps steps = new Steps(state);
                Map<Change, Optional<String>> sent = new LinkedHashMap<>();
                for (Change change : changes) {
                    switch (steps.of(change)) {
                        case Step.Gone() -> undone.add(change.line());
                        case Step.Stays(String why) -> left.add(change.line() + ": " + why);
                        case Step.Send(Removal removal) -> sent.put(change, objectionTo(removal));
                    }
                }
                check(plan, sent);
            }
            case Answer.Unanswered<AdmissionState>(ArrayFailure failure) ->
                changes.forEach(change -> left.add(change.line() + ": " + failure));
            case Answer.NotOffered<AdmissionState>() -> {}
        }
    }

    private Optional<String> objectionTo(Removal removal) {
        return switch (wsapi.write(removal.call())) {
            case WsapiWrite.Done done -> Optional.empty();
            case WsapiWrite.Refused(ArrayFailure failure) -> Optional.of(failure.toString());
            case WsapiWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure.toString());
        };
    }

    /** Whatever the array has said, what counts is whether it is still there. */
    private void check(ProvisioningPlan plan, Map<Change, Optional<String>> sent) {
        if (sent.isEmpty()) {
            return;
        }
        switch (admission.state(plan.request())) {
            case Answer.Answered<AdmissionState>(AdmissionState state) -> {
                Steps steps = new Steps(state);
                sent.forEach((change, objection) -> {
                    if (steps.of(change) instanceof Step.Gone) {
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

    /** What each change comes to, by one reading. */
    private static final class Steps {
        private final AdmissionState state;
        private final Map<String, Vlun> exported = new LinkedHashMap<>();

        Steps(AdmissionState state) {
            this.state = state;
            state.templatesTo(state.target()).stream()
                    .filter(vlun -> vlun.port().isEmpty())
                    .forEach(vlun -> exported.put(vlun.volume(), vlun));
        }

        Step of(Change change) {
            return switch (change) {
                case Change.Export export -> ofExport(export);
                case Change.KeepChap keep -> ofAccount();
                case Change.CreateGroup create -> ofCreatedSet();
                case Change.JoinGroup join ->
                    state.isInSet()
                            ? unlessInUse(
                                    state.othersInHost(),
                                    Removal.ofMember(
                                            state.set().orElseThrow(),
                                            state.request().host()))
                            : new Step.Gone();
                case Change.CreateHost create -> ofCreatedHost();
                case Change.AddInitiator add ->
                    state.hostHasInitiator()
                            ? unlessInUse(
                                    Set.of(),
                                    Removal.ofPaths(
                                            state.request().host(),
                                            state.host()
                                                    .orElseThrow()
                                                    .spellingsOf(Set.of(
                                                            state.request().initiator()))))
                            : new Step.Gone();
            };
        }

        private Step ofExport(Change.Export export) {
            Vlun vlun = exported.get(export.volume().volume().value());
            if (vlun == null) {
                return new Step.Gone();
            }
            boolean another =
                    export.volume().lun().filter(lun -> !lun.equals(vlun.lun())).isPresent();
            return another
                    ? new Step.Stays("it is shown as LUN " + vlun.lun()
                            + ", so somebody else has shown it; if nobody uses it, delete VLUN " + vlun.key()
                            + " by hand")
                    : unlessInUse(state.others(), Removal.ofTemplate(vlun));
        }

        private Step ofAccount() {
            Optional<HostObject> host = state.host().filter(found -> found.chap() != HostObject.Chap.NONE);
            if (host.isEmpty()) {
                return new Step.Gone();
            }
            boolean another = host.get()
                    .chapUser()
                    .filter(user -> state.request()
                            .chap()
                            .filter(chap -> chap.user().equals(user))
                            .isEmpty())
                    .isPresent();
            return another
                    ? new Step.Stays("the host has another CHAP account by now")
                    : unlessInUse(
                            state.othersInHost(), Removal.ofChap(state.request().host()));
        }

        private Step ofCreatedSet() {
            if (state.set().isEmpty()) {
                return new Step.Gone();
            }
            return state.templatesTo(state.target()).isEmpty()
                    ? unlessInUse(state.others(), Removal.ofSet(state.set().orElseThrow()))
                    : new Step.Stays("volumes are still exported to it; if nobody uses them, delete those exports and "
                            + state.targetName() + " by hand");
        }

        private Step ofCreatedHost() {
            if (state.host().isEmpty()) {
                return new Step.Gone();
            }
            String name = state.request().host();
            boolean needed = !state.templatesTo(name).isEmpty()
                    || !state.around().hosts().setsWith(state.host().get()).isEmpty();
            return needed
                    ? new Step.Stays("host " + name
                            + " still has exports, or is in a host set; if nobody uses it, delete it by hand")
                    : unlessInUse(state.othersInHost(), Removal.ofHost(name));
        }

        private Step unlessInUse(Set<String> others, Removal removal) {
            if (!others.isEmpty()) {
                return new Step.Stays("others are there as well" + Wording.with(": ", others)
                        + "; if they do not need it, remove it by hand");
            }
            return state.isLoggedIn()
                    ? new Step.Stays(
                            "a machine is logged in as " + state.request().initiator() + ": stop it, and undo again")
                    : new Step.Send(removal);
        }
    }
}
