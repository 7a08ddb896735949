package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.tests.wire.AwsCall.Reply;
import java.net.URLDecoder;
import java.util.Optional;

/** Outposts, which no emulator has: every server of every site, with one asset. */
final class OutpostsFront {
    static final String INSTANCE_TYPE = "c6id.large";
    private static final int CAPACITY = 4;

    private final Sites sites;

    OutpostsFront(Sites sites) {
        this.sites = sites;
    }

    /** Answers {@code GET /outposts/ID} and what lies below it. */
    Reply answer(AwsCall call) {
        String path = URLDecoder.decode(call.target().replaceAll("\\?.*", ""), UTF_8);
        Optional<String> found = sites.all().stream()
                .flatMap(site -> site.servers().stream())
                .filter(server -> path.contains(idOf(server)))
                .findFirst();
        if (found.isEmpty()) {
            return Reply.json(404, "{\"Message\":\"there is no such Outpost\"}");
        }
        String server = found.get();
        WireSite site = sites.withServer(server).orElseThrow();
        String below = path.substring(path.indexOf(idOf(server)) + idOf(server).length());
        ObjectNode answer = WireJson.object();
        switch (below) {
            case "" ->
                answer.set(
                        "Outpost",
                        WireJson.object()
                                .put("OutpostId", idOf(server))
                                .put("OutpostArn", server)
                                .put("OwnerId", "123456789012")
                                .put("LifeCycleStatus", "ACTIVE")
                                .put("SupportedHardwareType", "SERVER"));
            case "/assets" -> answer.putArray("Assets").add(asset(server));
            case "/assetInstances" -> instances(answer.putArray("AssetInstances"), site, server);
            case "/instanceTypes" -> {
                answer.put("OutpostId", idOf(server)).put("OutpostArn", server);
                answer.putArray("InstanceTypes")
                        .add(WireJson.object()
                                .put("InstanceType", INSTANCE_TYPE)
                                .put("VCPUs", 2));
            }
            default -> {
                return Reply.json(404, "{\"Message\":\"not offered here: " + below + "\"}");
            }
        }
        return Reply.json(200, answer.toString());
    }

    private static ObjectNode asset(String server) {
        ObjectNode attributes =
                WireJson.object().put("HostId", "h-" + idOf(server)).put("State", "ACTIVE");
        attributes
                .putArray("InstanceTypeCapacities")
                .add(WireJson.object().put("InstanceType", INSTANCE_TYPE).put("Count", CAPACITY));
        ObjectNode asset = WireJson.object().put("AssetId", assetOf(server)).put("AssetType", "COMPUTE");
        asset.set("ComputeAttributes", attributes);
        return asset;
    }

    private static void instances(ArrayNode list, WireSite site, String server) {
        site.machines().stream()
                .filter(machine -> machine.server().equals(server) && machine.lifecycle() == Lifecycle.RUNNING)
                .forEach(machine -> list.add(WireJson.object()
                        .put("InstanceId", machine.id())
                        .put("InstanceType", INSTANCE_TYPE)
                        .put("AssetId", assetOf(server))
                        .put("AccountId", "123456789012")
                        .put("AwsServiceName", "AWS")));
    }

    private static String idOf(String server) {
        return server.substring(server.lastIndexOf('/') + 1);
    }

    private static String assetOf(String server) {
        return "asset-" + idOf(server);
    }
}
