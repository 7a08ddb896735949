package io.github.outpostrecovery.cli.userdata;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The PowerShell of Windows guests, as EC2Launch finds it: between its tags, and wanted at every start. */
final class WindowsScripts {
    private final Templates templates;

    WindowsScripts(Templates templates) {
        this.templates = requireNonNull(templates, "templates is null");
    }

    /** The block; empty where Windows has nothing to log in with (it has no NVMe/TCP initiator). */
    Optional<String> guest(UserDataRequest request) {
        List<Attachment> attached = request.data().stream().toList();
        List<Attachment> named = Stream.concat(request.boot().stream(), attached.stream())
                .filter(attachment -> TableRows.protocol(attachment) == Protocol.ISCSI)
                .toList();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>();
        values.put("purpose", "guest");
        values.put("done", "the guest has its name" + (attached.isEmpty() ? "" : " and its volumes"));
        values.put("rows", TableRows.of(named, attached));
        values.put("lni", "");
        if (!attached.isEmpty()
                && request.feature() != Feature.SANBOOT
                && request.network() instanceof LocalNetwork.Interface(int index)) {
            values.put("lni", Integer.toString(index));
        }
        values.put("data", !attached.isEmpty());
        values.put("chap", attached.stream().anyMatch(TableRows::usesSecrets));
        values.put("multipath", attached.stream().anyMatch(attachment -> TableRows.paths(attachment) > 1));
        values.put("install", request.updates() != Updates.NONE);
        return Optional.of(templates.fill("windows.ps1", values));
    }
}
