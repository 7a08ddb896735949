package io.github.outpostrecovery.lab.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Chap;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.PathTrace;
import io.github.outpostrecovery.lab.datapath.AccessRules;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may log in to an array and what they see, by the effective inventory.
 *
 * <p>An initiator logs in to a port, proves itself if its host has CHAP, and sees what the VLUN templates of its host and of
 * its host's sets show through that port. A session outlives the access that it came with.
 */
final class AlletraAccess implements AccessRules {
    private static final String ISCSI_PORT = "3260";
    private static final String NVME_PORT = "4420";

    private final AlletraSystem system;

    AlletraAccess(AlletraSystem system) {
        this.system = requireNonNull(system, "system is null");
    }

    @Override
    public Optional<String> refusal(LoginAttempt attempt) {
        String tcpPort = attempt.protocol() == Protocol.ISCSI ? ISCSI_PORT : NVME_PORT;
        Optional<ArrayPort> port = serving(attempt.portalAddress(), attempt.protocol());
        if (port.isEmpty() || !attempt.portalPort().orElse(tcpPort).equals(tcpPort)) {
            return Optional.of("nothing listens at " + attempt.portal());
        }
        if (!targetOf(port.get()).equals(attempt.target())) {
            return Optional.of(
                    switch (attempt.protocol()) {
                        case ISCSI -> "target not found (0203h)";
                        case NVME_TCP -> "connect invalid parameters: no such subsystem";
                    });
        }
        Optional<Host> host = hostOf(attempt.initiator(), attempt.protocol());
        if (host.isEmpty()) {
            return switch (system.settings().fabric().unknownInitiator()) {
                case ACCEPTED -> Optional.empty();
                case REFUSED -> Optional.of("authorization failure: no host has this initiator");
            };
        }
        return refusalByChap(host.get(), attempt.chap());
    }

    private String targetOf(ArrayPort port) {
        return switch (port.kind()) {
            case ISCSI, FC -> port.targetName();
            case NVME_TCP -> system.identifiers().subsystemNqn();
        };
    }

    private static Optional<String> refusalByChap(Host host, Optional<ChapAccount> offered) {
        Chap wanted = host.initiatorChap();
        boolean proved = !wanted.enabled()
                || offered.filter(account -> account.user().equals(wanted.name())
                                && account.secret().equals(wanted.secret()))
                        .isPresent();
        if (!proved) {
            return Optional.of("authentication failure (0201h)");
        }
        Chap given = host.targetChap();
        boolean trusted = offered.flatMap(ChapAccount::mutual)
                .map(asked -> given.enabled()
                        && asked.user().equals(given.name())
                        && asked.secret().equals(given.secret()))
                .orElse(true);
        return trusted ? Optional.empty() : Optional.of("the target did not prove itself to the initiator");
    }

    @Override
    public List<VisibleVolume> visible(Session session) {
        Optional<ArrayPort> port = serving(session.portalAddress(), session.protocol());
        Optional<Host> host = hostOf(session.initiator(), session.protocol());
        if (port.isEmpty() || host.isEmpty()) {
            return List.of();
        }
        return system.effective().reach().seen(host.get(), port.get().position()).stream()
                .map(one -> new VisibleVolume(one.lun(), one.volume().wwn()))
                .toList();
    }

    private Optional<ArrayPort> serving(String address, Protocol protocol) {
        ArrayPort.Kind kind = switch (protocol) {
            case ISCSI -> ArrayPort.Kind.ISCSI;
            case NVME_TCP -> ArrayPort.Kind.NVME_TCP;
        };
        return system.portAt(address).filter(port -> port.kind() == kind && port.link() == ArrayPort.Link.READY);
    }

    private Optional<Host> hostOf(String initiator, Protocol protocol) {
        return system.effective()
                .reach()
                .hostOf(initiator)
                .filter(host -> host.speaksNvme() == (protocol == Protocol.NVME_TCP));
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
        return system.effective().reach().initiatorsOf(volume);
    }

    @Override
    public JsonNode accessState() {
        return AccessDigest.of(system.configured(), system.ports().all());
    }

    @Override
    public Duration keepAlive(Session session) {
        return switch (session.protocol()) {
            case ISCSI -> system.settings().fabric().iscsiKeepAlive();
            case NVME_TCP -> system.settings().fabric().nvmeKeepAlive();
        };
    }

    @Override
    public void opened(Session session, Instant at) {
        trace(session, at);
    }

    @Override
    public void closed(Session session, Instant at) {
        trace(session, at);
    }

    private void trace(Session session, Instant at) {
        system.portAt(session.portalAddress())
                .map(port -> new PathTrace(
                        Host.canonical(session.initiator()), port.position().toString(), session.sourceAddress(), at))
                .ifPresent(system.traces()::put);
    }
}
