package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ChangeOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends the request of one change of a plan, once. A plan is made only where the name is not there; so a name that is there after
 * all was brought in by a request of somebody else's, or by an earlier one that landed late and may land again.
 */
final class HostChanges {
    private final FlashArrayRest rest;
    private final HostAccess access;
    private final InitiatorKind kind;

    HostChanges(FlashArrayRest rest, HostAccess access, InitiatorKind kind) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.kind = requireNonNull(kind, "kind is null");
    }

    ChangeOutcome send(AccessRequest request, Change change) {
        Initiator initiator = request.initiator();
        return switch (change) {
            case Change.CreateHost create ->
                sent(
                        HostRequests.host(kind, create.name(), initiator, request.chap()),
                        items -> HostRequests.lacking(items, initiator),
                        failure -> namedAlready(initiator, failure));
            case Change.AddInitiator add ->
                sent(
                        HostRequests.member(kind, add.host(), initiator),
                        items -> HostRequests.lacking(items, initiator),
                        failure -> there(initiator, failure));
            case Change.KeepChap keep -> {
                ObjectNode body = Json.object();
                yield sent(
                        HostChap.with(
                                RestCall.patch("/hosts").queryList("names", request.host()), body, request.chap()),
                        items -> Optional.empty(),
                        ChangeOutcome.Refused::new);
            }
            case Change.CreateGroup create ->
                sent(
                        RestCall.post("/host-groups").queryList("names", create.name()),
                        items -> Optional.empty(),
                        ChangeOutcome.Refused::new);
            case Change.JoinGroup join ->
                sent(
                        RestCall.post("/host-groups/hosts")
                                .queryList("group_names", join.group())
                                .queryList("member_names", request.host()),
                        items -> Optional.empty(),
                        failure -> member(request.host(), join.group(), failure));
            case Change.Export export -> export(request, export);
        };
    }

    private ChangeOutcome export(AccessRequest request, Change.Export export) {
        RequestedVolume wanted = export.volume();
        boolean shared = request.group().isPresent();
        return sent(
                HostRequests.connection(
                        kind, shared ? "host_group_names" : "host_names", export.to(), wanted.volume(), wanted.lun()),
                items -> wanted.lun().flatMap(lun -> HostRequests.otherNumber(kind, items, wanted.volume(), lun)),
                failure -> shownAlready(request, wanted, failure));
    }

    /**
     * Sends it.
     *
     * @param objection what is wrong with the items of an answer of success, if anything
     * @param present what it means that what the request makes is there
     */
    private ChangeOutcome sent(
            RestCall call,
            Function<JsonNode, Optional<String>> objection,
            Function<ArrayFailure, ChangeOutcome> present) {
        return switch (rest.write(call)) {
            case FlashArrayWrite.Done(JsonNode items) ->
                objection
                        .apply(items)
                        .<ChangeOutcome>map(why -> new ChangeOutcome.InDoubt(
                                new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why)))
                        .orElseGet(ChangeOutcome.Made::new);
            case FlashArrayWrite.Refused refused
            when refused.means(Meaning.PRESENT) -> present.apply(refused.failure());
            case FlashArrayWrite.Refused(ArrayFailure failure) -> new ChangeOutcome.Refused(failure);
            case FlashArrayWrite.InDoubt(ArrayFailure failure) -> new ChangeOutcome.InDoubt(failure);
        };
    }

    /** The host's name or the initiator's is taken, which the words tell no machine: the hosts do. */
    private ChangeOutcome namedAlready(Initiator initiator, ArrayFailure failure) {
        return switch (access.hostsWith(initiator, rest.newQuestion())) {
            case Answer.Answered<List<ArrayHost>>(List<ArrayHost> hosts) ->
                hosts.isEmpty() ? new ChangeOutcome.Refused(failure) : there(initiator, failure);
            case Answer.Unanswered<List<ArrayHost>>(ArrayFailure unread) -> new ChangeOutcome.InDoubt(unread);
            case Answer.NotOffered<List<ArrayHost>>() -> new ChangeOutcome.Refused(failure);
        };
    }

    private static ChangeOutcome there(Initiator initiator, ArrayFailure failure) {
        return new ChangeOutcome.InDoubt(new ArrayFailure(
                Kind.REFUSED,
                failure.code(),
                initiator
                        + " came to the array since the plan was made, by a request of somebody else's or by an earlier"
                        + " one that landed late: take a new name; " + failure.detail()));
    }

    private ChangeOutcome member(String host, String group, ArrayFailure failure) {
        return access.host(host, rest.newQuestion())
                                instanceof Answer.Answered<Optional<ArrayHost>>(Optional<ArrayHost> read)
                        && read.flatMap(ArrayHost::group).filter(group::equals).isPresent()
                ? new ChangeOutcome.AlreadyThere()
                : new ChangeOutcome.Refused(failure);
    }

    private ChangeOutcome shownAlready(AccessRequest request, RequestedVolume wanted, ArrayFailure failure) {
        Initiator initiator = request.initiator();
        boolean asWanted = access.connectionsOf(request.host(), rest.newQuestion())
                        instanceof Answer.Answered<List<Connection>>(List<Connection> rows)
                && rows.stream()
                        .filter(row -> row.volume().equals(wanted.volume()))
                        .map(row -> row.numberFor(initiator))
                        .anyMatch((LunId lun) -> wanted.lun().map(lun::equals).orElse(true));
        return asWanted ? new ChangeOutcome.AlreadyThere() : new ChangeOutcome.Refused(failure);
    }
}
