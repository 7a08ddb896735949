package io.github.outpostrecovery.lab.powerstore;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.github.outpostrecovery.lab.powerstore.inventory.ChapMode;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapSecrets;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may log in to a cluster and what they see.
 *
 * <p>An initiator that no host has may log in as well: it sees nothing, and the API lists it among the discovered ones. A
 * session stays when its access is gone. Where the cluster asks for CHAP, which it does over iSCSI only, an initiator that no
 * host has cannot prove itself, since there is nothing to compare with.
 */
final class PowerStoreAccess implements AccessRules {
    private static final String ISCSI_PORT = "3260";
    private static final String NVME_PORT = "4420";

    private final PowerStoreCluster cluster;
    private final String subsystem;

    PowerStoreAccess(PowerStoreCluster cluster, String subsystem) {
        this.cluster = requireNonNull(cluster, "cluster is null");
        this.subsystem = requireNonNull(subsystem, "subsystem is null");
    }

    @Override
    public Optional<String> refusal(LoginAttempt attempt) {
        String tcpPort = attempt.protocol() == Protocol.ISCSI ? ISCSI_PORT : NVME_PORT;
        Optional<TargetPort> port = servingPort(attempt.portalAddress(), attempt.protocol());
        if (port.isEmpty() || !attempt.portalPort().orElse(tcpPort).equals(tcpPort)) {
            return Optional.of("nothing listens at " + attempt.portal());
        }
        return switch (attempt.protocol()) {
            case ISCSI ->
                port.get().targetIqn().equals(attempt.target())
                        ? refusalByChap(attempt)
                        : Optional.of("target not found (0203h)");
            case NVME_TCP ->
                subsystem.equals(attempt.target())
                        ? Optional.empty()
                        : Optional.of("connect invalid parameters: no such subsystem");
        };
    }

    private Optional<String> refusalByChap(LoginAttempt attempt) {
        ChapMode mode = inventory().chapMode();
        ChapSecrets secrets = inventory()
                .initiatorNamed(attempt.initiator())
                .map(Initiator::chap)
                .orElse(ChapSecrets.NONE);
        Optional<ChapAccount.Target> asked = attempt.chap().flatMap(ChapAccount::mutual);
        boolean proven = mode == ChapMode.DISABLED
                || attempt.chap().filter(secrets::admit).isPresent();
        if (!proven) {
            return Optional.of("authentication failure (0201h)");
        }
        return switch (mode) {
            case MUTUAL ->
                asked.filter(secrets::satisfy).isPresent()
                        ? Optional.empty()
                        : Optional.of("authentication failure (0201h): not mutual, or the target's secret is another");
            case DISABLED, SINGLE ->
                asked.isEmpty()
                        ? Optional.empty()
                        : Optional.of("the initiator gives up: the target does not prove itself");
        };
    }

    @Override
    public List<VisibleVolume> visible(Session session) {
        if (servingPort(session.portalAddress(), session.protocol()).isEmpty()) {
            return List.of();
        }
        return cluster.reach().mappingsOf(session.initiator(), Initiator.PortType.of(session.protocol())).stream()
                .map(mapping -> switch (session.protocol()) {
                    case ISCSI -> new VisibleVolume(mapping.number(), mapping.volume());
                    case NVME_TCP ->
                        new VisibleVolume(
                                inventory().volumes().get(mapping.volume()).nsid(), mapping.volume());
                })
                .toList();
    }

    private Optional<TargetPort> servingPort(String address, Protocol protocol) {
        return inventory()
                .portAt(address)
                .filter(port -> port.protocol() == protocol && port.link() == TargetPort.Link.UP);
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
        ObjectNode state = describe(inventory());
        ArrayNode staged = state.putArray("staged");
        cluster.inventories().staged().forEach(stage -> {
            Inventory later = new Inventory(inventory().origin());
            later.restore(stage.inventory());
            staged.add(describe(later));
        });
        return state;
    }

    private static ObjectNode describe(Inventory inventory) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.set("hosts", JsonRecords.write(inventory.hosts().all()));
        state.set("hostGroups", JsonRecords.write(inventory.groups().all()));
        state.set("mappings", JsonRecords.write(inventory.mappings().all()));
        state.set("ports", JsonRecords.write(inventory.ports().all()));
        state.put("chapMode", inventory.chapMode().text());
        ArrayNode initiators = state.putArray("initiators");
        inventory.initiators().all().forEach(one -> initiators.add(one + "#" + fingerprint(one.chap())));
        return state;
    }

    /** Tells whether secrets have changed, without telling the secrets. */
    private static String fingerprint(ChapSecrets secrets) {
        String all = JsonRecords.write(secrets).toString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public Duration keepAlive(Session session) {
        return switch (session.protocol()) {
            case ISCSI -> cluster.settings().iscsiKeepAlive();
            case NVME_TCP -> cluster.settings().nvmeKeepAlive();
        };
    }

    private Inventory inventory() {
        return cluster.inventory();
    }
}
