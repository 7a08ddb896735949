package io.github.outpostrecovery.lab.alletra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Chap;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Everything set up on an array that decides who reaches what, without its secrets. */
final class AccessDigest {
    private static final int BYTES_TOLD = 8;

    private AccessDigest() {}

    static JsonNode of(Inventory inventory, List<ArrayPort> ports) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.set("ports", JsonRecords.write(ports));
        ArrayNode hosts = state.putArray("hosts");
        inventory.hosts().stream().forEach(host -> hosts.add(host(host)));
        state.set("hostSets", JsonRecords.write(inventory.hostSets().all()));
        state.set("volumeSets", JsonRecords.write(inventory.volumeSets().all()));
        ArrayNode vluns = state.putArray("vluns");
        inventory.vluns().stream().forEach(vlun -> {
            ObjectNode row = vluns.addObject().put("key", vlun.key());
            ArrayNode shown = row.putArray("shows");
            inventory
                    .reach()
                    .exports(vlun)
                    .forEach(one -> shown.add(one.lun() + "=" + one.volume().wwn()));
        });
        return state;
    }

    private static ObjectNode host(Host host) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", host.id())
                .put("name", host.name())
                .put("initiatorChap", told(host, host.initiatorChap()))
                .put("targetChap", told(host, host.targetChap()));
        ArrayNode initiators = node.putArray("initiators");
        host.initiators().forEach(initiators::add);
        return node;
    }

    /** Tells whether a secret has changed, without telling the secret. */
    private static String told(Host host, Chap chap) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((host.id() + "/" + chap.name() + "/" + chap.secret()).getBytes(UTF_8));
            return chap.name() + "#" + HexFormat.of().formatHex(digest, 0, BYTES_TOLD);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
