package io.github.outpostrecovery.lab.alletra.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.outpostrecovery.lab.alletra.inventory.Chap;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The CHAP part of {@code PUT /hosts/{name}}, as HPE's python-3parclient documents it at {@code modifyHost}. */
final class HostChap {
    static final Set<String> FIELDS = Set.of(
            "chapOperation", "chapOperationMode", "chapName", "chapSecret", "chapSecretHex", "chapRemoveTargetOnly");

    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int INITIATOR = 1;
    private static final int TARGET = 2;
    private static final int SHORTEST_SECRET = 12;
    private static final int LONGEST_SECRET = 16;
    private static final int HEX_DIGITS = 32;

    private HostChap() {}

    static boolean isAskedFor(Body body) {
        return FIELDS.stream().anyMatch(body::has);
    }

    /** The host as it is after the operation. */
    static Host edited(Host host, Body body) {
        if (host.speaksNvme()) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error("CHAP is for iSCSI hosts");
        }
        return switch (body.number("chapOperation")
                .orElseThrow(() -> WsapiCode.INV_INPUT_ONE_REQUIRED.error("no CHAP operation specified"))) {
            case ADD -> added(host, body);
            case REMOVE -> removed(host, body);
            default -> throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value chapOperation");
        };
    }

    private static Host added(Host host, Body body) {
        int mode = body.requiredNumber("chapOperationMode");
        String name = body.requiredText("chapName");
        Chap chap = new Chap(name, secret(body));
        return switch (mode) {
            case INITIATOR -> distinct(host.withChap(chap, host.targetChap()));
            case TARGET -> {
                if (!host.initiatorChap().enabled()) {
                    throw WsapiCode.NO_INITIATOR_CHAP.error("host has no initiator CHAP");
                }
                yield distinct(host.withChap(host.initiatorChap(), chap));
            }
            default ->
                throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value chapOperationMode");
        };
    }

    private static Host distinct(Host host) {
        if (host.targetChap().enabled()
                && host.targetChap().secret().equals(host.initiatorChap().secret())) {
            throw WsapiCode.NON_UNIQUE_CHAP_SECRET.error("CHAP secret is not unique");
        }
        return host;
    }

    /** Without the initiator's half, the target's half goes too, unless only the latter is to go. */
    private static Host removed(Host host, Body body) {
        boolean targetOnly = body.flag("chapRemoveTargetOnly");
        Optional<Chap> gone = Optional.of(targetOnly ? host.targetChap() : host.initiatorChap())
                .filter(Chap::enabled);
        if (gone.isEmpty()) {
            throw WsapiCode.NON_EXISTENT_CHAP.error("no such CHAP is set");
        }
        return host.withChap(targetOnly ? host.initiatorChap() : Chap.NONE, Chap.NONE);
    }

    private static String secret(Body body) {
        String given = body.requiredText("chapSecret");
        if (!body.flag("chapSecretHex")) {
            if (given.length() < SHORTEST_SECRET || given.length() > LONGEST_SECRET) {
                throw WsapiCode.INV_INPUT_BAD_LENGTH.error("a CHAP secret has 12 to 16 characters");
            }
            return given;
        }
        if (given.length() != HEX_DIGITS || !given.chars().allMatch(HexFormat::isHexDigit)) {
            throw WsapiCode.INV_INPUT_BAD_LENGTH.error("a hexadecimal CHAP secret has 16 bytes");
        }
        return new String(HexFormat.of().parseHex(given), ISO_8859_1);
    }
}
