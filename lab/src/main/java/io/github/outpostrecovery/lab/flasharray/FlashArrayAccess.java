package io.github.outpostrecovery.lab.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.AccessRules;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Reach;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who may log in to an array and what they see.
 *
 * <p>An initiator gets in if a host has it. Once in, it stays in, whatever becomes of that host; what it sees is looked up
 * for each command.
 */
final class FlashArrayAccess implements AccessRules {
    private final FlashArray array;

    FlashArrayAccess(FlashArray array) {
        this.array = requireNonNull(array, "array is null");
    }

    @Override
    public Optional<String> refusal(LoginAttempt attempt) {
        Optional<Port> port = array.hardware()
                .portAt(attempt.portalAddress())
                .filter(array.hardware()::serves)
                .filter(one -> one.protocol() == attempt.protocol())
                .filter(one -> attempt.portalPort()
                        .map(number -> number.equals(Integer.toString(one.number())))
                        .orElse(true));
        if (port.isEmpty()) {
            return Optional.of("nothing listens at " + attempt.portal());
        }
        Optional<Host> host = hostOf(attempt.protocol(), attempt.initiator());
        boolean rightTarget = port.get().target().equals(attempt.target());
        return switch (attempt.protocol()) {
            case ISCSI -> {
                if (!rightTarget) {
                    yield Optional.of("target not found (0203h)");
                }
                yield host.isEmpty()
                        ? Optional.of("authorization failure (0202h)")
                        : host.get().chap().refusal(attempt.chap());
            }
            case NVME_TCP -> {
                if (!rightTarget) {
                    yield Optional.of("connect invalid parameters: no such subsystem");
                }
                yield host.isEmpty() ? Optional.of("connect invalid host") : Optional.empty();
            }
        };
    }

    @Override
    public List<VisibleVolume> visible(Session session) {
        boolean connected = array.hardware()
                .portAt(session.portalAddress())
                .filter(array.hardware()::serves)
                .isPresent();
        Optional<Host> host = hostOf(session.protocol(), session.initiator());
        if (!connected || host.isEmpty()) {
            return List.of();
        }
        return reach().of(host.get()).stream()
                .filter(connection -> Reach.protocol(connection) == session.protocol())
                .map(this::asSeen)
                .toList();
    }

    private VisibleVolume asSeen(Connection connection) {
        Volume volume = applied().volumes().get(connection.volume());
        return switch (Reach.protocol(connection)) {
            case ISCSI -> new VisibleVolume(connection.lun(), volume.id());
            case NVME_TCP -> new VisibleVolume(volume.nsid(), volume.id());
        };
    }

    private Optional<Host> hostOf(Protocol protocol, String initiator) {
        Predicate<Host> overIt = host -> host.initiators(protocol).contains(initiator);
        return reach().hostOf(initiator).filter(overIt);
    }

    @Override
    public String senseOfInvisible(Session session) {
        return switch (session.protocol()) {
            case ISCSI -> "ILLEGAL REQUEST 05h/25h/00h: logical unit not supported";
            case NVME_TCP -> "Invalid Namespace or Format (0Bh)";
        };
    }

    @Override
    public Set<String> initiatorsWithAccess(String volume) {
        return reach().initiatorsOf(volume);
    }

    @Override
    public JsonNode accessState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.set("hardware", JsonRecords.write(array.hardware().save()));
        state.set("applied", describe(applied()));
        if (array.versions().lag()) {
            state.set("accepted", describe(array.versions().accepted()));
        }
        return state;
    }

    private static ObjectNode describe(Inventory inventory) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        ArrayNode hosts = state.putArray("hosts");
        inventory
                .hosts()
                .all()
                .forEach(host -> hosts.add(host + " " + host.chap().fingerprint()));
        state.set("hostGroups", JsonRecords.write(inventory.groups().all()));
        state.set("connections", JsonRecords.write(inventory.connections().all()));
        state.set("volumes", JsonRecords.write(inventory.volumes().all()));
        return state;
    }

    @Override
    public Duration keepAlive(Session session) {
        return array.settings().keepAlive();
    }

    @Override
    public void opened(Session session, Instant at) {
        array.hardware()
                .portAt(session.portalAddress())
                .map(port -> new FlashArray.Discovery(
                        session.initiator(),
                        session.protocol(),
                        port.name(),
                        session.sourceAddress() + ":" + session.sourcePort()))
                .ifPresent(array::discover);
    }

    private Inventory applied() {
        return array.versions().applied();
    }

    private Reach reach() {
        return applied().reach();
    }
}
