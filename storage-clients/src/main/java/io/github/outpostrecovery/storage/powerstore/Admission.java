package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.powerstore.AdmissionState.Presence;
import io.github.outpostrecovery.storage.powerstore.VolumeMapping.To;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ChangeOutcome;
import io.github.outpostrecovery.storage.provisioning.PlanRun;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plans the admission of one machine, and carries it out. The plan is made anew right before the first request: what another
 * has changed meanwhile is not worked over, but refused with nothing sent.
 */
final class Admission {
    private final PowerStoreRest rest;
    private final PowerStoreProtocol protocol;
    private final AccessReader reader;

    Admission(PowerStoreRest rest, PowerStoreProtocol protocol, AccessReader reader) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.reader = requireNonNull(reader, "reader is null");
    }

    /** A plan, and what it was made from. */
    record Prepared(ProvisioningPlan plan, AdmissionState state, AccessView view) {}

    Answer<Prepared> prepare(AccessRequest request) {
        Optional<String> unfit = unfit(request);
        if (unfit.isPresent()) {
            return PowerStoreProvisioning.refused(unfit.get());
        }
        Set<VolumeName> volumes =
                request.volumes().stream().map(RequestedVolume::volume).collect(Collectors.toUnmodifiableSet());
        return new AdmissionReader(rest, protocol, reader)
                .read(request)
                .flatMap(state -> view(volumes).flatMap(view -> {
                    AdmissionPlanner planner = new AdmissionPlanner(protocol, state, view);
                    return planner.objection()
                            .<Answer<Prepared>>map(PowerStoreProvisioning::refused)
                            .orElseGet(() -> Answer.of(
                                    new Prepared(new ProvisioningPlan(request, planner.changes()), state, view)));
                }));
    }

    private Optional<String> unfit(AccessRequest request) {
        return protocol.takes(request.initiator())
                ? request.chap().flatMap(chap -> GrantBodies.unfit(chap, protocol))
                : Optional.of(request.initiator() + " is no name over " + protocol.portType());
    }

    /** A volume that is not there is a mistake in the request. */
    private Answer<AccessView> view(Set<VolumeName> volumes) {
        Answer<AccessView> view = reader.view(volumes);
        return view instanceof Answer.Unanswered<AccessView>(ArrayFailure failure) && failure.kind() == Kind.NOT_FOUND
                ? PowerStoreProvisioning.refused(failure.detail())
                : view;
    }

    ProvisioningOutcome apply(ProvisioningPlan plan, Supplier<Answer<Map<VolumeName, LunId>>> shown) {
        PlanRun run = new PlanRun(plan, rest.settings());
        if (plan.changes().isEmpty()) {
            return run.run(change -> new ChangeOutcome.AlreadyThere(), shown);
        }
        return switch (prepare(plan.request())) {
            case Answer.Answered<Prepared>(Prepared now) ->
                now.plan().equals(plan)
                        ? run.run(new Requests(now)::send, shown)
                        : ended(run, shown, otherwise(plan, now.state()));
            case Answer.Unanswered<Prepared>(ArrayFailure failure) ->
                ended(
                        run,
                        shown,
                        nameIsThere(plan)
                                ? new ChangeOutcome.InDoubt(failure)
                                : new ChangeOutcome.Refused(notSent(failure.kind(), failure.code(), failure.detail())));
            case Answer.NotOffered<Prepared>() ->
                ended(run, shown, new ChangeOutcome.Refused(notSent(Kind.REFUSED, "", "there are no hosts")));
        };
    }

    /** Nothing is sent: the first change ends in this way. */
    private static ProvisioningOutcome ended(
            PlanRun run, Supplier<Answer<Map<VolumeName, LunId>>> shown, ChangeOutcome outcome) {
        return run.run(change -> outcome, shown);
    }

    /** A name that was to be brought in and is there was sent by somebody else, or by a request that landed late. */
    private static ChangeOutcome otherwise(ProvisioningPlan plan, AdmissionState state) {
        boolean there = bringsName(plan) && (state.owner().isPresent() || state.presence() != Presence.ABSENT);
        return there
                ? new ChangeOutcome.InDoubt(
                        notSent(Kind.REFUSED, "", plan.request().initiator() + " has come to the array meanwhile"))
                : new ChangeOutcome.Refused(notSent(
                        Kind.REFUSED, "", "the array has changed since the plan was made: plan again and look at it"));
    }

    private static boolean bringsName(ProvisioningPlan plan) {
        return plan.changes().stream()
                .anyMatch(change -> change instanceof Change.CreateHost || change instanceof Change.AddInitiator);
    }

    /** A plan that cannot be made again since the name has turned up elsewhere is in doubt, not refused. */
    private boolean nameIsThere(ProvisioningPlan plan) {
        return bringsName(plan)
                && new NameLog(rest).of(Set.of(plan.request().initiator()))
                        instanceof Answer.Answered<NameLog.Found>(NameLog.Found found)
                && (!found.rows().isEmpty() || found.isLoose(plan.request().initiator()));
    }

    private static ArrayFailure notSent(Kind kind, String code, String why) {
        return new ArrayFailure(kind, code, "nothing was sent: " + why);
    }

    /** The requests of one run, in their order. */
    private final class Requests {
        private final AdmissionState state;
        private final AccessView view;
        private final HostBodies.Entrant entrant;
        private Optional<String> host;
        private Optional<String> group;

        Requests(Prepared prepared) {
            state = prepared.state();
            view = prepared.view();
            AccessRequest request = prepared.plan().request();
            entrant = new HostBodies.Entrant(request.initiator(), request.chap(), protocol);
            host = state.host().map(Host::id);
            group = state.group().map(HostGroup::id);
        }

        ChangeOutcome send(Change change) {
            return switch (change) {
                case Change.CreateHost(String name, var line) -> createHost(name);
                case Change.AddInitiator add -> once(HostBodies.add(host.orElseThrow(), entrant));
                case Change.KeepChap keep -> once(HostBodies.prove(host.orElseThrow(), spelling(), entrant));
                case Change.CreateGroup(String name, var line) -> createGroup(name);
                case Change.JoinGroup join ->
                    unlessThere(
                            once(HostBodies.joinGroup(group.orElseThrow(), host.orElseThrow())), this::isInTheGroup);
                case Change.Export export -> export(export);
            };
        }

        private String spelling() {
            return state.host().orElseThrow().ports().stream()
                    .filter(port -> port.initiator().equals(entrant.initiator()))
                    .map(Host.Port::spelling)
                    .findFirst()
                    .orElseThrow();
        }

        private ChangeOutcome createHost(String name) {
            RestCall call = HostBodies.create(
                    name, AdmissionPlanner.osType(state.request().operatingSystem()), GrantBodies.LOCAL, entrant);
            PowerStoreWrite write = rest.write(call);
            if (write instanceof PowerStoreWrite.Done(JsonNode json)) {
                host = Fields.text(json, "id");
            }
            return host.isEmpty() && write instanceof PowerStoreWrite.Done
                    ? withoutId(call, "host " + name)
                    : outcome(write);
        }

        private ChangeOutcome createGroup(String name) {
            RestCall call = HostBodies.createGroup(name, host.orElseThrow());
            PowerStoreWrite write = rest.write(call);
            if (write instanceof PowerStoreWrite.Done(JsonNode json)) {
                group = Fields.text(json, "id");
            }
            return group.isEmpty() && write instanceof PowerStoreWrite.Done
                    ? withoutId(call, "host group " + name)
                    : outcome(write);
        }

        private ChangeOutcome withoutId(RestCall call, String what) {
            return new ChangeOutcome.InDoubt(new ArrayFailure(
                    Kind.INCOMPREHENSIBLE, "", call + ": " + what + " was created, but its id did not come back"));
        }

        private ChangeOutcome export(Change.Export export) {
            To to = target();
            String volume = requireNonNull(
                            view.volumes().get(export.volume().volume()), "a volume that was looked at is gone")
                    .id();
            return unlessThere(
                    once(HostBodies.attach(volume, to, export.volume().lun(), protocol)),
                    () -> isAttached(volume, to, export.volume()));
        }

        private To target() {
            return state.request().group().isPresent()
                    ? new To.Group(group.orElseThrow())
                    : new To.OneHost(host.orElseThrow());
        }

        private ChangeOutcome once(RestCall call) {
            return outcome(rest.write(call));
        }

        private static ChangeOutcome outcome(PowerStoreWrite write) {
            return switch (write) {
                case PowerStoreWrite.Done done -> new ChangeOutcome.Made();
                case PowerStoreWrite.Refused(ArrayFailure failure) -> new ChangeOutcome.Refused(failure);
                case PowerStoreWrite.InDoubt(ArrayFailure failure) -> new ChangeOutcome.InDoubt(failure);
            };
        }

        /** No code is known for what is there already: it is read again. */
        private static ChangeOutcome unlessThere(ChangeOutcome outcome, Supplier<Boolean> isThere) {
            return outcome instanceof ChangeOutcome.Refused(ArrayFailure failure)
                            && failure.kind() == Kind.REFUSED
                            && isThere.get()
                    ? new ChangeOutcome.AlreadyThere()
                    : outcome;
        }

        private boolean isInTheGroup() {
            return reader.hosts(Set.of(host.orElseThrow())) instanceof Answer.Answered<List<Host>>(List<Host> hosts)
                    && hosts.stream().anyMatch(one -> one.group().equals(group));
        }

        private boolean isAttached(String volume, To to, RequestedVolume requested) {
            Answer<List<VolumeMapping>> mappings = switch (to) {
                case To.OneHost(String id) -> reader.mappingsOf(Set.of(id), Set.of());
                case To.Group(String id) -> reader.mappingsOf(Set.of(), Set.of(id));
            };
            return mappings instanceof Answer.Answered<List<VolumeMapping>>(List<VolumeMapping> found)
                    && found.stream()
                            .filter(mapping -> mapping.volume().equals(volume))
                            .anyMatch(mapping -> protocol == PowerStoreProtocol.NVME_TCP
                                    || requested
                                            .lun()
                                            .map(lun -> mapping.number().orElse(-1) == lun.number())
                                            .orElse(true));
        }
    }
}
