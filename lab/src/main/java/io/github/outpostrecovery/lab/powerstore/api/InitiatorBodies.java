package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapSecrets;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator;
import io.github.outpostrecovery.lab.powerstore.inventory.Initiator.PortType;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads initiators out of request bodies. */
final class InitiatorBodies {
    static final String[] PROPERTIES = {
        "port_name",
        "port_type",
        "chap_single_username",
        "chap_single_password",
        "chap_mutual_username",
        "chap_mutual_password"
    };
    static final String[] UPDATED_PROPERTIES = {
        "port_name", "chap_single_username", "chap_single_password", "chap_mutual_username", "chap_mutual_password"
    };
    static final int LONGEST_PORT_NAME = 223;

    private static final Set<String> PORT_TYPES =
            Stream.of(PortType.values()).map(PortType::text).collect(Collectors.toUnmodifiableSet());
    private static final int LONGEST_CHAP = 64;
    private static final int SHORTEST_PASSWORD = 12;

    private final PowerStoreCluster cluster;

    InitiatorBodies(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    private Inventory inventory() {
        return cluster.inventories().accepted();
    }

    /** A new initiator of a host. What the cluster's CHAP mode asks for must be there. */
    Initiator initiator(Host host, Body body) {
        String portName = body.requiredText("port_name", LONGEST_PORT_NAME);
        String word = body.requiredWord("port_type", PORT_TYPES);
        PortType type = Stream.of(PortType.values())
                .filter(one -> one.text().equals(word))
                .findFirst()
                .orElseThrow();
        boolean plausible = switch (type) {
            case ISCSI -> portName.startsWith("iqn.") || portName.startsWith("eui.") || portName.startsWith("naa.");
            case NVME, NVME_VVOL -> portName.startsWith("nqn.");
            case FC -> true;
        };
        if (!plausible) {
            throw Body.refused("port_name", "is no name of the type " + type.text());
        }
        ChapSecrets secrets = updated(ChapSecrets.NONE, body);
        if (type == PortType.ISCSI) {
            requireSecrets(secrets);
        }
        return new Initiator(inventory().newId(), host.id(), portName, type, secrets);
    }

    private void requireSecrets(ChapSecrets secrets) {
        boolean enough = switch (inventory().chapMode()) {
            case DISABLED -> true;
            case SINGLE -> !secrets.singleUser().isEmpty();
            case MUTUAL ->
                !secrets.singleUser().isEmpty() && !secrets.mutualUser().isEmpty();
        };
        if (!enough) {
            throw Reason.CHAP_MISSING.because("The CHAP mode of the cluster requires usernames and passwords.");
        }
    }

    /** The secrets as they stand after what a body sets. A username comes with its password. */
    ChapSecrets updated(ChapSecrets old, Body body) {
        Optional<String> singleUser = body.text("chap_single_username", 1, LONGEST_CHAP);
        Optional<String> singlePassword = body.text("chap_single_password", SHORTEST_PASSWORD, LONGEST_CHAP);
        Optional<String> mutualUser = body.text("chap_mutual_username", 1, LONGEST_CHAP);
        Optional<String> mutualPassword = body.text("chap_mutual_password", SHORTEST_PASSWORD, LONGEST_CHAP);
        ChapSecrets secrets = new ChapSecrets(
                singleUser.orElse(old.singleUser()),
                singlePassword.orElse(old.singlePassword()),
                mutualUser.orElse(old.mutualUser()),
                mutualPassword.orElse(old.mutualPassword()));
        boolean paired = secrets.singleUser().isEmpty()
                        == secrets.singlePassword().isEmpty()
                && secrets.mutualUser().isEmpty() == secrets.mutualPassword().isEmpty();
        if (!paired) {
            throw Reason.CHAP_MISSING.because("A CHAP username and its password come together.");
        }
        return secrets;
    }
}
