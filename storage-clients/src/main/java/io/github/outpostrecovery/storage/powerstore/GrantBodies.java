package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a grant may send, and what it may not: limits and words of the API description (4.1). */
final class GrantBodies {
    private static final Set<String> OS_TYPES = Set.of("Windows", "Linux", "ESXi", "AIX", "HP-UX", "Solaris");
    static final String LOCAL = "Local_Only";
    private static final int LONGEST_NAME = 64;
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 64;
    static final int LONGEST_HOST_NAME = 128;

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

    /** Why an account for CHAP cannot be kept, if it cannot. */
    static Optional<String> unfit(ChapCredentials chap, PowerStoreProtocol protocol) {
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

    static String hostNameFor(GrantOrder order) {
        return GenerationHost.of(order.instance(), order.generation());
    }
}
