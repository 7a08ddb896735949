package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;

/**
 * One change of a fence.
 *
 * @param words what it is; the same change has the same words
 */
record Removal(String words, RestCall call) {
    private static final int REMOVE = 2;

    /**
     * Names out of a host, also while volumes are exported to it (3parclient, {@code modifyHost}: {@code forcePathRemoval}).
     * It names whom it removes, so that one that lands late finds nothing.
     */
    static Removal ofPaths(String host, List<String> names) {
        return new Removal("removed " + String.join(", ", names) + " from " + host, change(host, paths(names)));
    }

    /**
     * The same, and in the same request the CHAP account of the host, which was the victim's. In one request, since an account
     * cannot be named: by itself, one that lands late would take the successor's away.
     */
    static Removal ofPathsAndChap(String host, List<String> names) {
        return new Removal(
                "removed " + String.join(", ", names) + " and its CHAP account from " + host,
                change(host, paths(names).put("chapOperation", REMOVE)));
    }

    /** What the machines of a host prove themselves with; the array's own account goes with it (3parclient, modifyHost). */
    static Removal ofChap(String host) {
        return new Removal(
                "removed the CHAP account from " + host,
                change(host, Json.object().put("chapOperation", REMOVE)));
    }

    /** A set that nothing is exported to. */
    static Removal ofSet(NamedSet set) {
        return new Removal("deleted " + set.reference(), HostBodies.deleteSet(set.name()));
    }

    /** A name out of a host to which nothing is exported; with an export the array refuses it. */
    static Removal ofIdlePaths(String host, List<String> names) {
        ObjectNode body = Json.object().put("pathOperation", REMOVE);
        names.forEach(body.putArray("iSCSINames")::add);
        return new Removal("removed " + String.join(", ", names) + " from " + host, change(host, body));
    }

    /** A host out of a set; the others stay. */
    static Removal ofMember(NamedSet set, String host) {
        ObjectNode body = Json.object().put("action", REMOVE);
        body.putArray("setmembers").add(host);
        return new Removal(
                "took " + host + " out of " + set.reference(),
                RestCall.of(HttpMethod.PUT, Wsapi.V1 + "/hostsets")
                        .segment(set.name())
                        .json(body));
    }

    /** An export to one host; its live paths go with it (OpenStack Cinder, {@code delete_vlun}). */
    static Removal ofTemplate(Vlun template) {
        return new Removal(
                "deleted export " + template.key(),
                RestCall.delete(Wsapi.V1 + "/vluns").segment(template.key()));
    }

    /** A host that nothing is exported to. */
    static Removal ofHost(String host) {
        return new Removal(
                "deleted host " + host, RestCall.delete(Wsapi.V1 + "/hosts").segment(host));
    }

    private static ObjectNode paths(List<String> names) {
        ObjectNode body = Json.object().put("pathOperation", REMOVE);
        names.forEach(body.putArray("iSCSINames")::add);
        return body.put("forcePathRemoval", true);
    }

    private static RestCall change(String host, ObjectNode body) {
        return RestCall.of(HttpMethod.PUT, Wsapi.V1 + "/hosts").segment(host).json(body);
    }
}
