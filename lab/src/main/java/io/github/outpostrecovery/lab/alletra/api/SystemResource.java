package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraBuilder;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.settings.Dialect;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** {@code /wsapiconfiguration}, {@code /system} and {@code /cpgs}. */
final class SystemResource {
    private static final int HTTP_PORT = 8008;

    private final AlletraSystem system;

    SystemResource(AlletraSystem system) {
        this.system = system;
    }

    void route(Router router) {
        router.get("/wsapiconfiguration", this::configuration)
                .get("/system", this::system)
                .get("/cpgs", this::groups)
                .get("/cpgs/{}", this::group);
    }

    private RestResponse configuration(ApiCall call) {
        Dialect dialect = system.settings().dialect();
        int httpsPort = switch (dialect) {
            case OLD_3PAR, NEW_3PAR -> 8080;
            case PRIMERA, ALLETRA_MP -> 443;
        };
        return Members.one(JsonNodeFactory.instance
                .objectNode()
                .put("httpState", "Disabled")
                .put("httpPort", HTTP_PORT)
                .put("httpsState", "Enabled")
                .put("httpsPort", httpsPort)
                .put("version", "1." + dialect.minor() + ".0")
                .put("sessionsInUse", system.sessions(call.turn().now()).count())
                .put("sessionTimeout", system.settings().limits().keyLifetime().toMinutes()));
    }

    private RestResponse system(ApiCall call) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", 1)
                .put("name", system.name())
                .put("systemVersion", system.settings().dialect().systemVersion())
                .put("model", system.settings().dialect().model())
                .put("serialNumber", system.identifiers().serialNumber())
                .put("totalNodes", 2)
                .put("masterNode", 0);
        ArrayNode nodes = node.putArray("onlineNodes");
        system.ports().stream().map(port -> port.position().node()).distinct().forEach(nodes::add);
        return Members.one(node);
    }

    private RestResponse groups(ApiCall call) {
        return Members.all(call, List.of(group()));
    }

    private RestResponse group(ApiCall call) {
        requireGroup(call.variable());
        return Members.one(group());
    }

    /** Refuses a common provisioning group that is not there. */
    static void requireGroup(String name) {
        if (!name.equals(AlletraBuilder.CPG)) {
            throw WsapiCode.NON_EXISTENT_CPG.error("CPG does not exist");
        }
    }

    private static ObjectNode group() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", 0)
                .put("name", AlletraBuilder.CPG)
                .put("state", 1);
    }
}
