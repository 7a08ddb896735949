package io.github.outpostrecovery.lab.flasharray.api;

import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Reach;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which initiators a host is to have. An initiator belongs to one host of the array, and a host speaks one protocol, which
 * its connections fix; nothing public tells what a real array does with a mixture.
 */
final class InitiatorChange {
    private final Body body;
    private final boolean existing;

    private InitiatorChange(Body body, boolean existing) {
        this.body = body;
        this.existing = existing;
    }

    static InitiatorChange ofNew(Body body) {
        return new InitiatorChange(body, false);
    }

    static InitiatorChange ofExisting(Body body) {
        return new InitiatorChange(body, true);
    }

    Host applyTo(ApiCall call, Host host) {
        Host changed = host;
        for (Protocol protocol : Protocol.values()) {
            changed = changed.with(protocol, wanted(call, host, protocol));
        }
        if (!changed.iqns().isEmpty() && !changed.nqns().isEmpty()) {
            throw ApiError.badRequest("A host cannot have both iSCSI and NVMe initiators.", host.name());
        }
        for (Connection connection : call.accepted().reach().of(host)) {
            Protocol other = Reach.protocol(connection) == Protocol.ISCSI ? Protocol.NVME_TCP : Protocol.ISCSI;
            if (!changed.initiators(other).isEmpty()) {
                throw ApiError.badRequest("The host has connections of another protocol.", host.name());
            }
        }
        return changed;
    }

    private List<String> wanted(ApiCall call, Host host, Protocol protocol) {
        String field = field(protocol);
        List<String> old = host.initiators(protocol);
        Optional<List<String>> replacement = body.texts(field);
        List<String> added = body.texts("add_" + field).orElse(List.of());
        List<String> removed = body.texts("remove_" + field).orElse(List.of());
        if (replacement.isPresent() && !(added.isEmpty() && removed.isEmpty())) {
            throw ApiError.badRequest("Initiators are either replaced, or added and removed.", host.name());
        }
        for (String one : removed) {
            if (!old.contains(one)) {
                throw ApiError.badRequest("The specified " + kind(protocol) + " does not exist.", one);
            }
        }
        Set<String> wanted = new LinkedHashSet<>(replacement.orElse(old));
        removed.forEach(wanted::remove);
        for (String one : added) {
            if (!wanted.add(one)) {
                throw inUse(protocol, one);
            }
        }
        wanted.stream().filter(one -> !old.contains(one)).forEach(one -> checkNew(call.accepted(), protocol, one));
        List<String> lost = old.stream().filter(one -> !wanted.contains(one)).toList();
        if (!lost.isEmpty()) {
            checkLoss(call, host, protocol, lost, wanted);
        }
        return new ArrayList<>(wanted);
    }

    private void checkNew(Inventory inventory, Protocol protocol, String initiator) {
        switch (protocol) {
            case ISCSI -> Names.checkIqn(initiator);
            case NVME_TCP -> Names.checkNqn(initiator);
        }
        if (inventory.reach().hostOf(initiator).isPresent()) {
            throw inUse(protocol, initiator);
        }
    }

    private ApiError inUse(Protocol protocol, String initiator) {
        String message = switch (protocol) {
            case ISCSI -> "The specified IQN is already in use.";
            case NVME_TCP ->
                existing ? "The specified NQN is already in use." : "The specified host NQN is already in use.";
        };
        return ApiError.badRequest(message, initiator);
    }

    private static void checkLoss(
            ApiCall call, Host host, Protocol protocol, List<String> lost, Set<String> remaining) {
        switch (call.array().settings().removal()) {
            case ALLOWED -> {
                // As Pure's document has it, which names no exception.
            }
            case REFUSED_WHILE_CONNECTED -> {
                boolean connected = !call.accepted().reach().of(host).isEmpty();
                boolean loggedIn =
                        call.array().sessions().stream().anyMatch(session -> lost.contains(session.initiator()));
                if (loggedIn || (connected && remaining.isEmpty())) {
                    throw ApiError.badRequest(
                            "The specified " + kind(protocol) + " cannot be deleted due to existing connections.",
                            lost.getFirst());
                }
            }
        }
    }

    private static String field(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "iqns";
            case NVME_TCP -> "nqns";
        };
    }

    private static String kind(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "IQN";
            case NVME_TCP -> "NQN";
        };
    }
}
