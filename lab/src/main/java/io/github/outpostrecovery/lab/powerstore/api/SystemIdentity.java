package io.github.outpostrecovery.lab.powerstore.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a cluster is known by, all of it derived from where its ids come from.
 *
 * @param origin what everything is drawn from
 */
public record SystemIdentity(String origin) {
    /** The ids of the two nodes. */
    public static final List<String> NODES = List.of("N1", "N2");

    /** The NQN of the one subsystem that a cluster has. */
    public String subsystem() {
        return "nqn.1988-11.com.dell:powerstore:00:"
                + hex("subsystem").substring(0, 20).toUpperCase(Locale.ROOT);
    }

    String globalId() {
        return "PS" + hex("cluster").substring(0, 12);
    }

    String managementAddress() {
        return "10.10.40.10";
    }

    /** The IQN of a port. */
    public String targetIqn(String port) {
        return "iqn.2015-10.com.dell:dellemc-powerstore-" + hex("iqn/" + port).substring(0, 14) + "-a-"
                + hex("port/" + port).substring(0, 8);
    }

    /** A uuid for something that the cluster has always had. */
    public String derived(String what) {
        return UUID.nameUUIDFromBytes((origin + "/" + what).getBytes(UTF_8)).toString();
    }

    private String hex(String what) {
        return derived(what).replace("-", "");
    }
}
