package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a grant sends, and what it does not: limits and words of the API description (4.1). */
final class GrantBodies {
    private static final Set<String> OS_TYPES = Set.of("Windows", "Linux", "ESXi", "AIX", "HP-UX", "Solaris");
    private static final String LOCAL = "Local_Only";
    private static final int LONGEST_NAME = 64;
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 64;
    private static final int LONGEST_HOST_NAME = 128;

    private GrantBodies() {}

    /** Why an order cannot be followed on PowerStore, if it cannot: found before anything is sent. */
    static Optional<String> unfit(GrantOrder order, PowerStoreProtocol protocol) {
        if (!protocol.takes(order.initiator())) {
            return Optional.of(order.initiator() + " is no name over " + protocol.portType());
        }
        if (order.route().legs().size() != 1
                || order.route().legs().getFirst().volumes().isEmpty()) {
            return Optional.of("an initiator belongs to one host, and the route has not one leg but "
                    + order.route().legs().size());
        }
        return order.chap().flatMap(chap -> unfit(chap, protocol));
    }

    private static Optional<String> unfit(ChapCredentials chap, PowerStoreProtocol protocol) {
        if (protocol == PowerStoreProtocol.NVME_TCP) {
            return Optional.of("PowerStore has CHAP for iSCSI only, and nothing in its API for a host NQN");
        }
        return outOfRange("the CHAP user", chap.user(), 1, LONGEST_NAME)
                .or(() -> outOfRange("the CHAP secret", chap.secret().reveal(), SHORTEST_PASSWORD, LONGEST_PASSWORD))
                .or(() -> chap.mutual()
                        .flatMap(mutual -> outOfRange("the array's CHAP user", mutual.user(), 1, LONGEST_NAME)
                                .or(() -> outOfRange(
                                        "the array's CHAP secret",
                                        mutual.secret().reveal(),
                                        SHORTEST_PASSWORD,
                                        LONGEST_PASSWORD))));
    }

    private static Optional<String> outOfRange(String what, String value, int shortest, int longest) {
        int length = value.codePointCount(0, value.length());
        return length < shortest || length > longest
                ? Optional.of(what + " has to have " + shortest + " to " + longest + " characters")
                : Optional.empty();
    }

    /** Why a new host cannot be made as the route has it. */
    static Optional<String> unfit(Move move, GrantOrder order, PowerStoreProtocol protocol, AccessView view) {
        String chap = move.settings().getOrDefault(HostRoutes.CHAP, "none");
        if (!OS_TYPES.contains(move.settings().getOrDefault(HostRoutes.OS_TYPE, ""))) {
            return Optional.of(
                    "the operating system of host " + move.modelledOn().name() + " is not known");
        }
        if (!move.settings().getOrDefault(HostRoutes.HOST_CONNECTIVITY, LOCAL).equals(LOCAL)) {
            return Optional.of("host " + move.modelledOn().name() + " has metro connectivity");
        }
        if ((!chap.equals("none") && order.chap().isEmpty())
                || (chap.equals("mutual")
                        && order.chap().flatMap(ChapCredentials::mutual).isEmpty())) {
            return Optional.of("the victim logs in with CHAP (" + chap + "), and the grant brings less");
        }
        if (hostNameFor(order).length() > LONGEST_HOST_NAME) {
            return Optional.of("the name of the new host would have more than " + LONGEST_HOST_NAME + " characters");
        }
        return protocol == PowerStoreProtocol.NVME_TCP ? otherNamespaceId(move.volumes(), view) : Optional.empty();
    }

    /** A namespace id is the volume's own, and cannot be asked for. */
    private static Optional<String> otherNamespaceId(Map<VolumeName, LunId> volumes, AccessView view) {
        return volumes.entrySet().stream()
                .filter(wanted -> Optional.ofNullable(view.volumes().get(wanted.getKey()))
                        .filter(volume ->
                                volume.nsid().orElse(-1) == wanted.getValue().number())
                        .isEmpty())
                .map(wanted -> wanted.getKey() + " does not have the namespace id " + wanted.getValue())
                .sorted()
                .findFirst();
    }

    /** Names no two generations share. */
    static String hostNameFor(GrantOrder order) {
        return "outpost-" + order.instance() + "-" + order.generation();
    }

    static RestCall add(Host host, GrantOrder order, PowerStoreProtocol protocol) {
        ObjectNode body = Json.object();
        fill(body.putArray("add_initiators").addObject(), order, protocol);
        return hiding(
                order,
                RestCall.patch(PowerStoreRest.API + Host.COLLECTION)
                        .segment(host.id())
                        .json(body));
    }

    static RestCall create(String name, Move move, GrantOrder order, PowerStoreProtocol protocol) {
        ObjectNode body = Json.object();
        body.put("name", name);
        body.put("os_type", move.settings().getOrDefault(HostRoutes.OS_TYPE, ""));
        body.put("host_connectivity", LOCAL);
        fill(body.putArray("initiators").addObject(), order, protocol);
        return hiding(order, RestCall.post(PowerStoreRest.API + Host.COLLECTION).json(body));
    }

    private static void fill(ObjectNode initiator, GrantOrder order, PowerStoreProtocol protocol) {
        initiator.put("port_name", order.initiator().value()).put("port_type", protocol.portType());
        order.chap().ifPresent(chap -> {
            initiator.put("chap_single_username", chap.user());
            initiator.put("chap_single_password", chap.secret().reveal());
            chap.mutual().ifPresent(mutual -> {
                initiator.put("chap_mutual_username", mutual.user());
                initiator.put("chap_mutual_password", mutual.secret().reveal());
            });
        });
    }

    private static RestCall hiding(GrantOrder order, RestCall call) {
        if (order.chap().isEmpty()) {
            return call;
        }
        ChapCredentials chap = order.chap().get();
        Optional<Secret> back = chap.mutual().map(ChapCredentials.Mutual::secret);
        RestCall hidden = call.hiding(chap.secret());
        return back.map(hidden::hiding).orElse(hidden);
    }

    static RestCall attach(StoredVolume volume, String host, LunId lun, PowerStoreProtocol protocol) {
        ObjectNode body = Json.object().put("host_id", host);
        switch (protocol) {
            case ISCSI -> body.put("logical_unit_number", lun.number());
            case NVME_TCP -> {}
        }
        return RestCall.post(PowerStoreRest.API + StoredVolume.COLLECTION)
                .segment(volume.id())
                .segment("attach")
                .json(body);
    }
}
