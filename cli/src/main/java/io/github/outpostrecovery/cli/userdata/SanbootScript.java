package io.github.outpostrecovery.cli.userdata;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.userdata.Attachment.IscsiTarget;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import java.util.Map;
import java.util.stream.Collectors;

/** What the boot firmware runs. */
final class SanbootScript {
    private final Templates templates;

    SanbootScript(Templates templates) {
        this.templates = requireNonNull(templates, "templates is null");
    }

    /**
     * The script. The secret is fetched before the local network interface is opened: it is reached over the VPC's, which
     * is closed then. All targets stand on one command, the first that answers is booted.
     */
    String text(Attachment.Iscsi boot, LocalNetwork network) {
        String lni = switch (network) {
            case LocalNetwork.Interface(int index) -> Integer.toString(index);
            case LocalNetwork.Vpc vpc -> "";
        };
        return templates.fill(
                "sanboot.ipxe",
                Map.of(
                        "initiator", TableRows.name(boot.name()),
                        "secret", boot.targets().getFirst().secret().orElse(""),
                        "lni", lni,
                        "uris", boot.targets().stream().map(SanbootScript::uri).collect(Collectors.joining(" "))));
    }

    /** RFC 4173, 5; iPXE reads the LUN as a hexadecimal number (scsi.c). An IPv6 address stands in brackets. */
    private static String uri(IscsiTarget target) {
        String address = LegalValues.isIpv6(target.address()) ? "[" + target.address() + "]" : target.address();
        String lun = target.lun().isPresent() ? Integer.toHexString(target.lun().getAsInt()) : "";
        return "iscsi:" + address + "::" + target.port() + ":" + lun + ":" + target.iqn();
    }
}
