package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plans the admission of one machine, and carries it out. The plan is made anew right before the first request: what another
 * has changed meanwhile is not worked over, but refused with nothing sent.
 */
final class Admission {
    /** As the guide has names; a colon would make a set of a host. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Of a CHAP secret (3parclient, {@code modifyHost}). */
    private static final int SHORTEST_SECRET = 12;

    private static final int LONGEST_SECRET = 16;

    private final Wsapi wsapi;
    private final Listings listings;
    private final Protocol protocol;

    Admission(Wsapi wsapi, Listings listings, Protocol protocol) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.listings = requireNonNull(listings, "listings is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    /** A plan, and what it was made from. */
    private record Prepared(ProvisioningPlan plan, AdmissionState state) {}

    Answer<ProvisioningPlan> plan(AccessRequest request) {
        return prepare(request).map(Prepared::plan);
    }

    Answer<AdmissionState> state(AccessRequest request) {
        return listings.exportsAround(request.host(), AdmissionState.setName(request))
                .map(around -> new AdmissionState(request, around));
    }

    private Answer<Prepared> prepare(AccessRequest request) {
        Optional<String> unfit = unfit(request);
        if (unfit.isPresent()) {
            return refused(unfit.get());
        }
        Set<VolumeName> volumes =
                request.volumes().stream().map(RequestedVolume::volume).collect(Collectors.toUnmodifiableSet());
        return exportsOf(volumes)
                .flatMap(onVolumes -> state(request).flatMap(state -> {
                    AdmissionPlanner planner = new AdmissionPlanner(protocol, state, onVolumes);
                    return planner.objection()
                            .or(() -> tooLong(state))
                            .<Answer<Prepared>>map(Admission::refused)
                            .orElseGet(() ->
                                    Answer.of(new Prepared(new ProvisioningPlan(request, planner.changes()), state)));
                }));
    }

    /** A volume that is not there is a mistake in the request. */
    private Answer<Exports> exportsOf(Set<VolumeName> volumes) {
        Answer<Exports> exports = listings.exportsOf(volumes);
        return exports instanceof Answer.Unanswered<Exports>(ArrayFailure failure) && failure.kind() == Kind.NOT_FOUND
                ? refused(failure.detail())
                : exports;
    }

    private static <T> Answer<T> refused(String why) {
        return Answer.unanswered(new ArrayFailure(Kind.REFUSED, "", why));
    }

    private Optional<String> unfit(AccessRequest request) {
        if (!AlletraProvisioning.takes(protocol, request.initiator())) {
            return Optional.of(request.initiator() + " is no name for " + protocol);
        }
        if (!NAME.matcher(request.host()).matches()) {
            return Optional.of("\"" + request.host() + "\" cannot be the name of a host: use letters, digits, dots,"
                    + " hyphens and underscores");
        }
        Optional<String> badSet = AdmissionState.setName(request)
                .filter(name -> !NAME.matcher(name).matches());
        if (badSet.isPresent()) {
            return Optional.of("\"" + badSet.get() + "\" cannot be the name of a host set: use letters, digits, dots,"
                    + " hyphens and underscores");
        }
        return request.chap().flatMap(chap -> unfit(chap, protocol));
    }

    private static Optional<String> unfit(ChapCredentials chap, Protocol protocol) {
        if (protocol == Protocol.NVME_TCP) {
            return Optional.of("DH-HMAC-CHAP is not supported: this API knows CHAP for iSCSI only");
        }
        return outOfRange("the CHAP secret", chap.secret())
                .or(() -> chap.mutual().flatMap(mutual -> outOfRange("the array's CHAP secret", mutual.secret())));
    }

    private static Optional<String> outOfRange(String what, Secret secret) {
        int length = secret.reveal().length();
        return length < SHORTEST_SECRET || length > LONGEST_SECRET
                ? Optional.of(what + " has to have " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters")
                : Optional.empty();
    }

    /** What is there already may be longer: newer systems may allow it. */
    private static Optional<String> tooLong(AdmissionState state) {
        boolean host = state.host().isEmpty() && state.request().host().length() > HostName.LONGEST;
        boolean set = state.set().isEmpty()
                && AdmissionState.setName(state.request())
                        .filter(name -> name.length() > HostName.LONGEST)
                        .isPresent();
        return host || set
                ? Optional.of("the name of a new " + (host ? "host" : "host set") + " has at most " + HostName.LONGEST
                        + " characters")
                : Optional.empty();
    }

    ProvisioningOutcome apply(ProvisioningPlan plan, Supplier<Answer<Map<VolumeName, LunId>>> shown) {
        PlanRun run = new PlanRun(plan, wsapi.settings());
        if (plan.changes().isEmpty()) {
            return run.run(change -> new ChangeOutcome.AlreadyThere(), shown);
        }
        return switch (prepare(plan.request())) {
            case Answer.Answered<Prepared>(Prepared now) ->
                now.plan().equals(plan)
                        ? run.run(change -> send(plan.request(), change), shown)
                        : run.run(
                                change -> notSent(plan, "the array has changed since the plan was made: plan again"),
                                shown);
            case Answer.Unanswered<Prepared>(ArrayFailure failure) -> run.run(change -> notSent(plan, failure), shown);
            case Answer.NotOffered<Prepared>() -> run.run(change -> notSent(plan, "there are no hosts"), shown);
        };
    }

    private ChangeOutcome notSent(ProvisioningPlan plan, String why) {
        return notSent(plan, new ArrayFailure(Kind.REFUSED, "", why));
    }

    /** A name that was to be brought in and is there was sent by somebody else, or by a request that landed late. */
    private ChangeOutcome notSent(ProvisioningPlan plan, ArrayFailure why) {
        ArrayFailure failure = new ArrayFailure(why.kind(), why.code(), "nothing was sent: " + why.detail());
        boolean bringsName = plan.changes().stream().anyMatch(Admission::bringsName);
        return bringsName && isThere(plan.request(), state -> !state.owners().isEmpty())
                ? new ChangeOutcome.InDoubt(failure)
                : new ChangeOutcome.Refused(failure);
    }

    private static boolean bringsName(Change change) {
        return change instanceof Change.CreateHost || change instanceof Change.AddInitiator;
    }

    private boolean isThere(AccessRequest request, Predicate<AdmissionState> what) {
        return state(request) instanceof Answer.Answered<AdmissionState>(AdmissionState state) && what.test(state);
    }

    private ChangeOutcome send(AccessRequest request, Change change) {
        return switch (change) {
            case Change.CreateHost create ->
                clarified(
                        request,
                        once(HostBodies.create(
                                request.host(),
                                request.initiator(),
                                HostSystem.kindOf(request.operatingSystem()),
                                protocol)));
            case Change.AddInitiator add ->
                clarified(request, once(HostBodies.add(request.host(), request.initiator())));
            case Change.KeepChap keep -> prove(request);
            case Change.CreateGroup(String name, var line) -> once(HostBodies.createSet(name, request.host()));
            case Change.JoinGroup(String name, var line) ->
                unlessThere(request, once(HostBodies.joinSet(name, request.host())), AdmissionState::isInSet);
            case Change.Export export -> export(request, export);
        };
    }

    private ChangeOutcome prove(AccessRequest request) {
        List<RestCall> calls = HostBodies.prove(request.host(), request.chap().orElseThrow());
        ChangeOutcome outcome = new ChangeOutcome.Made();
        for (RestCall call : calls) {
            if (outcome instanceof ChangeOutcome.Made) {
                outcome = once(call);
            }
        }
        return outcome;
    }

    private ChangeOutcome export(AccessRequest request, Change.Export export) {
        String volume = export.volume().volume().value();
        String target = AdmissionState.setName(request)
                .map(name -> NamedSet.PREFIX + name)
                .orElse(request.host());
        return unlessThere(
                request,
                once(HostBodies.export(volume, export.volume().lun(), Optional.empty(), target)),
                state -> Optional.ofNullable(state.shown().get(volume))
                        .filter(lun -> export.volume().lun().map(lun::equals).orElse(true))
                        .isPresent());
    }

    private ChangeOutcome once(RestCall call) {
        return switch (wsapi.write(call)) {
            case WsapiWrite.Done done -> new ChangeOutcome.Made();
            case WsapiWrite.Refused(ArrayFailure failure) -> new ChangeOutcome.Refused(failure);
            case WsapiWrite.InDoubt(ArrayFailure failure) -> new ChangeOutcome.InDoubt(failure);
        };
    }

    /** By one code the array says that a volume is exported already and that a number is taken: it is read again. */
    private ChangeOutcome unlessThere(AccessRequest request, ChangeOutcome outcome, Predicate<AdmissionState> there) {
        return isRefusal(outcome) && isThere(request, there) ? new ChangeOutcome.AlreadyThere() : outcome;
    }

    /** A name that has come meanwhile was not sent by us. */
    private ChangeOutcome clarified(AccessRequest request, ChangeOutcome outcome) {
        return outcome instanceof ChangeOutcome.Refused(ArrayFailure failure)
                        && isRefusal(outcome)
                        && isThere(request, state -> !state.owners().isEmpty())
                ? new ChangeOutcome.InDoubt(failure)
                : outcome;
    }

    private static boolean isRefusal(ChangeOutcome outcome) {
        return outcome instanceof ChangeOutcome.Refused(ArrayFailure failure) && failure.kind() == Kind.REFUSED;
    }
}
