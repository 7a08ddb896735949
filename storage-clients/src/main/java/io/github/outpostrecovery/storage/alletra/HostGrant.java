package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/**
 * Lets an initiator in: into the host that the victim has left, or by a host of its own. CHAP belongs to the host, and is set
 * before its volumes can be reached.
 *
 * <p>Before the first request it makes sure that no host knows the name, and that a host to be taken over is empty: two
 * machines in one host would both have the volumes.
 */
final class HostGrant {
    /** {@code transportType} of a host that comes over NVMe/TCP (flowkit). */
    static final String TCP = "2";

    private static final String HOSTS = Wsapi.V1 + "/hosts";
    private static final String HOST_SETS = Wsapi.V1 + "/hostsets";
    private static final String VLUNS = Wsapi.V1 + "/vluns";
    private static final int ADD = 1;
    private static final int CHAP_OF_INITIATOR = 1;
    private static final int CHAP_OF_TARGET = 2;
    private static final int LOWEST_NAMESPACE = 1;
    private static final int HIGHEST_NAMESPACE = 256;

    private final Wsapi wsapi;
    private final Listings listings;
    private final Protocol protocol;

    HostGrant(Wsapi wsapi, Listings listings, Protocol protocol) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.listings = requireNonNull(listings, "listings is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    GrantOutcome grant(GrantOrder order) {
        Optional<String> objection = objection(order);
        if (objection.isPresent()) {
            return GrantRequests.unfit(objection.get());
        }
        Leg leg = order.route().legs().getFirst();
        return switch (wsapi.begin().flatMap(listings::hosts)) {
            case Answer.Answered<Hosts>(Hosts hosts) -> grant(order, leg, hosts);
            case Answer.Unanswered<Hosts>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<Hosts>() -> GrantRequests.unfit("the array has no hosts");
        };
    }

    private Optional<String> objection(GrantOrder order) {
        boolean fits = switch (protocol) {
            case ISCSI -> order.initiator() instanceof Iqn;
            case NVME_TCP -> order.initiator() instanceof HostNqn;
        };
        if (!fits) {
            return Optional.of(order.initiator() + " is no name for " + protocol);
        }
        if (order.route().legs().size() != 1) {
            return Optional.of("a name is in one host only, and the route has "
                    + order.route().legs().size() + " legs");
        }
        return switch (protocol) {
            case ISCSI -> Optional.empty();
            case NVME_TCP -> objectionToNvme(order, order.route().legs().getFirst());
        };
    }

    private static Optional<String> objectionToNvme(GrantOrder order, Leg leg) {
        if (order.chap().isPresent()) {
            // Rather than let a host in without it.
            return Optional.of("DH-HMAC-CHAP is not supported");
        }
        if (leg instanceof Swap) {
            return Optional.of("the NQN of a host cannot be changed");
        }
        return leg.volumes().values().stream()
                .filter(lun -> lun.number() < LOWEST_NAMESPACE || lun.number() > HIGHEST_NAMESPACE)
                .findFirst()
                .map(lun -> "namespace ids go from " + LOWEST_NAMESPACE + " to " + HIGHEST_NAMESPACE + ", and " + lun
                        + " is none");
    }

    private GrantOutcome grant(GrantOrder order, Leg leg, Hosts hosts) {
        Optional<HostObject> known =
                hosts.all().stream().filter(host -> host.has(order.initiator())).findFirst();
        if (known.isPresent()) {
            return new GrantOutcome.AlreadyThere(known.get().asObject().name() + " has " + order.initiator());
        }
        return switch (leg) {
            case Swap swap -> swap(order, swap, hosts);
            case Move move -> move(order, move, hosts);
        };
    }

    private GrantOutcome swap(GrantOrder order, Swap swap, Hosts hosts) {
        String name = swap.in().name();
        Optional<HostObject> host = hosts.named(name);
        if (host.isEmpty()) {
            return GrantRequests.unfit("the array has no host " + name);
        }
        if (!host.get().initiators().isEmpty()) {
            return GrantRequests.unfit(
                    "host " + name + " still has " + host.get().initiators());
        }
        GrantRequests requests = new GrantRequests(wsapi);
        chap(order, name, requests);
        ObjectNode body = Json.object().put("pathOperation", ADD);
        body.putArray("iSCSINames").add(order.initiator().value());
        requests.send(change(HOSTS, name).json(body));
        return requests.outcome();
    }

    private GrantOutcome move(GrantOrder order, Move move, Hosts hosts) {
        String name = HostName.of(order.instance(), order.generation());
        if (hosts.named(name).isPresent()) {
            return new GrantOutcome.AlreadyThere("a host " + name);
        }
        SuccessorHost model;
        try {
            model = SuccessorHost.of(move.settings(), move.volumes());
        } catch (IllegalArgumentException e) {
            return GrantRequests.unfit(String.valueOf(e.getMessage()));
        }
        GrantRequests requests = new GrantRequests(wsapi);
        requests.send(RestCall.post(HOSTS).json(host(name, order.initiator(), model)));
        chap(order, name, requests);
        model.hostSets().keySet().stream().sorted().forEach(set -> {
            ObjectNode body = Json.object().put("action", ADD);
            body.putArray("setmembers").add(name);
            requests.send(change(HOST_SETS, set).json(body));
        });
        model.exports().forEach(export -> export(export, name, requests));
        return requests.outcome();
    }

    private ObjectNode host(String name, Initiator initiator, SuccessorHost model) {
        ObjectNode body = Json.object().put("name", name);
        switch (protocol) {
            case ISCSI -> body.putArray("iSCSINames").add(initiator.value());
            case NVME_TCP -> body.put("NQN", initiator.value()).put("transportType", Integer.parseInt(TCP));
        }
        model.persona().ifPresent(persona -> body.put("persona", persona));
        model.domain().ifPresent(domain -> body.put("domain", domain));
        if (!model.operatingSystem().isEmpty()) {
            body.putObject("descriptors").put("os", model.operatingSystem());
        }
        return body;
    }

    /** Never with {@code overrideLowerPriority}: that takes other exports away. */
    private void export(SuccessorHost.Export export, String host, GrantRequests requests) {
        ObjectNode body = Json.object()
                .put("volumeName", export.what())
                .put("lun", export.lun().number())
                .put("hostname", host);
        export.port().ifPresent(port -> body.set("portPos", port.toJson()));
        RestCall call = RestCall.post(VLUNS).json(body);
        requests.send(call)
                .flatMap(location -> Location.lunOf(location, export.what()))
                .filter(lun -> lun != export.lun().number())
                .ifPresent(lun -> requests.doubt(
                        call, export.what() + " was exported as " + lun + " instead of " + export.lun()));
    }

    /** First the machine's secret, then the array's: the latter is refused without the former (3parclient, modifyHost). */
    private static void chap(GrantOrder order, String host, GrantRequests requests) {
        order.chap().ifPresent(chap -> {
            requests.send(change(HOSTS, host)
                    .json(chap(CHAP_OF_INITIATOR, chap.user(), chap.secret().reveal()))
                    .hiding(chap.secret()));
            chap.mutual()
                    .ifPresent(mutual -> requests.send(change(HOSTS, host)
                            .json(chap(
                                    CHAP_OF_TARGET,
                                    mutual.user(),
                                    mutual.secret().reveal()))
                            .hiding(mutual.secret())));
        });
    }

    private static ObjectNode chap(int of, String user, String secret) {
        return Json.object()
                .put("chapOperation", ADD)
                .put("chapOperationMode", of)
                .put("chapName", user)
                .put("chapSecret", secret);
    }

    private static RestCall change(String collection, String name) {
        return RestCall.of(HttpMethod.PUT, collection).segment(name);
    }
}
