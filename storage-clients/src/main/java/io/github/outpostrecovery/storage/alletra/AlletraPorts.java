package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ports of the array that speak one protocol, with their addresses.
 *
 * <p>An iSCSI port with VLANs has an address in each of them, which are listed below the port ({@code iSCSIVlans}; flowkit).
 * Of an NVMe/TCP port the address stands in {@code nodeWWN} (flowkit, Canonical LXD).
 */
final class AlletraPorts {
    private static final String PORTS = Wsapi.V1 + "/ports";
    private static final int TARGET = 2;
    private static final int READY = 4;
    private static final int ISCSI = 2;
    private static final int NVME = 6;
    private static final int HAS_VLANS = 1;

    private final Wsapi wsapi;
    private final Protocol protocol;

    AlletraPorts(Wsapi wsapi, Protocol protocol) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    /**
     * One port.
     *
     * @param serves whether machines can log in on it now
     * @param targetName the IQN that it answers to; empty over NVMe/TCP
     */
    record Port(PortPosition position, boolean serves, String targetName, Set<String> addresses) {
        Port {
            addresses = Set.copyOf(addresses);
        }
    }

    Answer<List<Port>> all(Wsapi.Question question) {
        RestCall call = RestCall.get(PORTS);
        return wsapi.members(call, question.deadline()).flatMap(members -> {
            List<Port> ports = new ArrayList<>();
            for (JsonNode json : members) {
                if (json.path("protocol").asInt() != number()) {
                    continue;
                }
                Optional<PortPosition> position = PortPosition.parse(json.path("portPos"));
                if (position.isEmpty()) {
                    return Wsapi.incomprehensible(call, "a port without its position");
                }
                switch (addresses(json, position.get(), question)) {
                    case Answer.Answered<Set<String>>(Set<String> addresses) ->
                        ports.add(new Port(
                                position.get(),
                                serves(json),
                                json.path("iSCSIName").asText(""),
                                addresses));
                    case Answer.Unanswered<Set<String>>(ArrayFailure failure) -> {
                        return Answer.unanswered(failure);
                    }
                    case Answer.NotOffered<Set<String>>() -> {
                        return new Answer.NotOffered<>();
                    }
                }
            }
            return Answer.of(List.copyOf(ports));
        });
    }

    private int number() {
        return switch (protocol) {
            case ISCSI -> ISCSI;
            case NVME_TCP -> NVME;
        };
    }

    private static boolean serves(JsonNode json) {
        return json.path("mode").asInt(TARGET) == TARGET
                && json.path("linkState").asInt() == READY;
    }

    private Answer<Set<String>> addresses(JsonNode json, PortPosition position, Wsapi.Question question) {
        return switch (protocol) {
            case NVME_TCP -> Answer.of(addressIn(json.path("nodeWWN")));
            case ISCSI ->
                json.path("iSCSIPortInfo").path("vlan").asInt() == HAS_VLANS
                        ? vlans(position, question).map(vlans -> vlans.isEmpty() ? own(json) : vlans)
                        : Answer.of(own(json));
        };
    }

    private static Set<String> own(JsonNode json) {
        Set<String> found = addressIn(json.path("IPAddr"));
        return found.isEmpty() ? addressIn(json.path("iSCSIPortInfo").path("IPAddr")) : found;
    }

    private Answer<Set<String>> vlans(PortPosition position, Wsapi.Question question) {
        RestCall call = RestCall.get(PORTS + "/" + position + "/iSCSIVlans/");
        return wsapi.one(call, question.deadline()).flatMap(json -> {
            JsonNode listed = json.has("iSCSIVlans") ? json.path("iSCSIVlans") : json.path("members");
            if (!listed.isArray() || json.path("total").asInt(listed.size()) != listed.size()) {
                return Wsapi.incomprehensible(call, "no complete list of VLANs");
            }
            Set<String> found = new LinkedHashSet<>();
            listed.forEach(vlan -> found.addAll(addressIn(vlan.path("IPAddr"))));
            return Answer.of(found);
        });
    }

    /** None, if the port has not been given one. */
    private static Set<String> addressIn(JsonNode json) {
        String address = json.asText("");
        return address.isBlank() || address.equals("0.0.0.0") || address.equals("-") ? Set.of() : Set.of(address);
    }
}
