package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.alletra.inventory.PortPosition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the path of a VLUN names: {@code volume,lun,host}, {@code volume,lun,host,n:s:p} or {@code volume,lun,,n:s:p}.
 *
 * @param host empty if the template is for a port
 * @param port empty if the template is for every port
 */
record VlunKey(String volume, int lun, String host, String port) {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int WITH_HOST = 3;
    private static final int WITH_PORT = 4;

    static VlunKey parse(String segment) {
        List<String> parts = List.of(COMMA.split(segment, -1));
        if (parts.size() < 2 || parts.size() > WITH_PORT || parts.getFirst().isEmpty()) {
            throw incomplete();
        }
        String host = parts.size() >= WITH_HOST ? parts.get(2) : "";
        String port = parts.size() == WITH_PORT ? parts.get(WITH_HOST) : "";
        if (host.isEmpty() && port.isEmpty()) {
            throw incomplete();
        }
        if (!port.isEmpty() && PortPosition.parse(port).isEmpty()) {
            throw WsapiCode.INV_INPUT_PORT_SPECIFICATION.error("invalid port specification");
        }
        return new VlunKey(parts.getFirst(), lun(parts.get(1)), host, port);
    }

    private static int lun(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(lun -> lun >= 0).orElseThrow(VlunKey::incomplete);
        } catch (NumberFormatException notANumber) {
            throw incomplete();
        }
    }

    private static WsapiError incomplete() {
        return WsapiCode.INV_INPUT_MISSING_REQUIRED.error("incomplete VLUN: volume, lun, and host or port");
    }
}
