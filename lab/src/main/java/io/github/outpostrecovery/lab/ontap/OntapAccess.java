package io.github.outpostrecovery.lab.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.AccessRules;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.ontap.inventory.Credential;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.ontap.inventory.LoginTrace;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may log in to a cluster and what they see.
 *
 * <p>Any initiator may log in over iSCSI unless its credential forbids it, and sees what its igroups are mapped to, through
 * LIFs on reporting nodes and inside the portset. An NVMe host may connect if the subsystem lists it. A credential of type
 * deny is looked at when a login begins, and at no other time.
 */
final class OntapAccess implements AccessRules {
    private static final String ISCSI_PORT = "3260";
    private static final String NVME_PORT = "4420";

    private final OntapCluster cluster;

    OntapAccess(OntapCluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster is null");
    }

    @Override
    public Optional<String> refusal(LoginAttempt attempt) {
        String service = serviceFor(attempt.protocol());
        String port = attempt.protocol() == Protocol.ISCSI ? ISCSI_PORT : NVME_PORT;
        Optional<NetworkInterface> lif =
                inventory().interfaceAt(attempt.portalAddress()).filter(one -> one.isServing(service));
        if (lif.isEmpty() || !attempt.portalPort().orElse(port).equals(port)) {
            return Optional.of("nothing listens at " + attempt.portal());
        }
        return switch (attempt.protocol()) {
            case ISCSI -> refusalOverIscsi(attempt, lif.get().svm());
            case NVME_TCP -> refusalOverNvme(attempt, lif.get().svm());
        };
    }

    private Optional<String> refusalOverIscsi(LoginAttempt attempt, String svm) {
        boolean offered = inventory()
                .iscsiServices()
                .find(svm)
                .filter(service -> service.enabled() && service.targetName().equals(attempt.target()))
                .isPresent();
        if (!offered) {
            return Optional.of("target not found (0203h)");
        }
        Credential credential = inventory()
                .credentials()
                .find(Credential.key(svm, attempt.initiator()))
                .orElseGet(() -> inventory().credentials().get(Credential.key(svm, Credential.DEFAULT)));
        return switch (credential.type()) {
            case NONE -> distrust(attempt, credential);
            case DENY -> Optional.of("authorization failure (0202h)");
            case CHAP -> {
                boolean proved = attempt.chap()
                        .filter(account -> account.user().equals(credential.user())
                                && account.secret().equals(credential.password()))
                        .isPresent();
                yield proved ? distrust(attempt, credential) : Optional.of("authentication failure (0201h)");
            }
        };
    }

    /** A machine that asks the SVM to prove itself gives the log-in up if it does not. */
    private static Optional<String> distrust(LoginAttempt attempt, Credential credential) {
        ChapAccount.Target shown = new ChapAccount.Target(credential.outboundUser(), credential.outboundPassword());
        return attempt.chap()
                .flatMap(ChapAccount::mutual)
                .filter(expected -> !expected.equals(shown))
                .map(expected -> "given up by the initiator: the target did not prove to be " + expected.user());
    }

    private Optional<String> refusalOverNvme(LoginAttempt attempt, String svm) {
        Optional<Subsystem> subsystem = subsystem(svm, attempt.target());
        if (subsystem.isEmpty()) {
            return Optional.of("connect invalid parameters: no such subsystem");
        }
        Optional<Subsystem.Host> host = subsystem.get().hosts().stream()
                .filter(one -> one.nqn().equals(attempt.initiator()))
                .findFirst();
        if (host.isEmpty()) {
            return Optional.of("connect invalid host");
        }
        String secret = host.get().secret();
        boolean authenticated =
                secret.isEmpty() || attempt.chap().map(ChapAccount::secret).equals(Optional.of(secret));
        return authenticated ? Optional.empty() : Optional.of("authentication required");
    }

    @Override
    public List<VisibleVolume> visible(Session session) {
        Optional<NetworkInterface> lif = inventory()
                .interfaceAt(session.portalAddress())
                .filter(one -> one.isServing(serviceFor(session.protocol())));
        if (lif.isEmpty()) {
            return List.of();
        }
        return switch (session.protocol()) {
            case ISCSI -> visibleOverIscsi(session, lif.get());
            case NVME_TCP -> visibleOverNvme(session, lif.get());
        };
    }

    private List<VisibleVolume> visibleOverIscsi(Session session, NetworkInterface lif) {
        List<VisibleVolume> visible = new ArrayList<>();
        for (Igroup igroup : cluster.reach().igroupsOf(lif.svm(), session.initiator())) {
            if (igroup.servesIscsi() && isInPortset(igroup, lif)) {
                cluster.reach().maps(igroup).stream()
                        .filter(map -> map.reportingNodes().contains(lif.node()) && isOnline(map.lun()))
                        .forEach(map -> visible.add(new VisibleVolume(map.number(), map.lun())));
            }
        }
        return visible;
    }

    private boolean isInPortset(Igroup igroup, NetworkInterface lif) {
        return igroup.portset().isEmpty()
                || inventory()
                        .portsetNamed(igroup.svm(), igroup.portset())
                        .filter(portset -> portset.interfaces().contains(lif.name()))
                        .isPresent();
    }

    private List<VisibleVolume> visibleOverNvme(Session session, NetworkInterface lif) {
        return subsystem(lif.svm(), session.target())
                .filter(subsystem -> subsystem.admits(session.initiator()))
                .map(subsystem -> inventory().subsystemMaps().stream()
                        .filter(map -> map.subsystem().equals(subsystem.uuid()) && isOnline(map.namespace()))
                        .map(map -> new VisibleVolume(map.nsid(), map.namespace()))
                        .toList())
                .orElse(List.of());
    }

    private boolean isOnline(String unit) {
        return inventory().units().find(unit).filter(StorageUnit::enabled).isPresent();
    }

    private Optional<Subsystem> subsystem(String svm, String nqn) {
        return inventory().subsystems().stream()
                .filter(one -> one.svm().equals(svm) && one.targetNqn().equals(nqn))
                .findFirst();
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
        return cluster.reach().initiatorsOf(volume);
    }

    @Override
    public JsonNode accessState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.set("interfaces", JsonRecords.write(inventory().interfaces().all()));
        state.set("portsets", JsonRecords.write(inventory().portsets().all()));
        state.set("igroups", JsonRecords.write(inventory().igroups().all()));
        state.set("lunMaps", JsonRecords.write(inventory().lunMaps().all()));
        state.set("subsystemMaps", JsonRecords.write(inventory().subsystemMaps().all()));
        ArrayNode subsystems = state.putArray("subsystems");
        inventory().subsystems().all().forEach(one -> subsystems.add(one + hashOf(one.hosts())));
        ArrayNode credentials = state.putArray("credentials");
        inventory()
                .credentials()
                .all()
                .forEach(one -> credentials.add(one
                        + hashOf(String.join(
                                "/", one.user(), one.password(), one.outboundUser(), one.outboundPassword()))));
        return state;
    }

    /** Tells whether a record with a secret has changed, without telling the secret. */
    private static String hashOf(Object withSecret) {
        return "#" + Integer.toHexString(withSecret.hashCode());
    }

    @Override
    public Duration keepAlive(Session session) {
        return switch (session.protocol()) {
            case ISCSI -> cluster.settings().iscsiKeepAlive();
            case NVME_TCP -> cluster.settings().nvmeKeepAlive();
        };
    }

    @Override
    public void opened(Session session, Instant at) {
        trace(session, at, true);
    }

    @Override
    public void closed(Session session, Instant at) {
        trace(session, at, false);
    }

    private void trace(Session session, Instant at, boolean connected) {
        inventory()
                .interfaceAt(session.portalAddress())
                .map(lif -> new LoginTrace(lif.svm(), session.initiator(), lif.name(), connected, at))
                .ifPresent(inventory().loginTraces()::put);
    }

    private Inventory inventory() {
        return cluster.inventory();
    }

    private static String serviceFor(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> NetworkInterface.DATA_ISCSI;
            case NVME_TCP -> NetworkInterface.DATA_NVME_TCP;
        };
    }
}
