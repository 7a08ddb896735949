package io.github.outpostrecovery.cli.userdata;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.userdata.Attachment.Multipath;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.LocalNetwork;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The bash scripts of Linux guests and of the localboot image. */
final class LinuxScripts {
    /** With several paths the next one is tried soon; a single path is waited for, as the kernel does by itself. */
    private static final int REPLACEMENT_SECONDS_OF_SEVERAL_PATHS = 15;

    private static final int REPLACEMENT_SECONDS_OF_ONE_PATH = 120;
    private static final int LINE = 120;

    private final Templates templates;

    LinuxScripts(Templates templates) {
        this.templates = requireNonNull(templates, "templates is null");
    }

    /**
     * A script.
     *
     * @param head what has the values of the machine
     * @param body what is the same for every machine of its kind
     * @param tail what comes last, with values
     */
    record Script(String head, String body, String tail) {}

    /** How a script is written down. */
    enum Form {
        PLAIN,
        /** The body compressed, for user data that would be too large otherwise. */
        PACKED
    }

    String text(Script script, Form form) {
        return script.head()
                + switch (form) {
                    case PLAIN -> script.body();
                    case PACKED -> packed(script.body());
                }
                + script.tail();
    }

    /** For the guest's own system: takes its name, keeps the identity hook on the volume, attaches data volumes. */
    Script guest(UserDataRequest request) {
        List<Attachment> attached = request.data().stream().toList();
        List<Attachment> named =
                Stream.concat(request.boot().stream(), attached.stream()).toList();
        boolean sanboot = request.feature() == Feature.SANBOOT;
        Map<String, Object> values = values(request, attached, sanboot ? Optional.empty() : localNetwork(request));
        values.put("purpose", "guest");
        values.put("done", "the guest has its name" + (attached.isEmpty() ? "" : " and its volumes"));
        values.put("sanboot", sanboot);
        values.put("hook", templates.fill("identity.sh", values).stripTrailing());
        StringBuilder body = new StringBuilder(templates.fill("beginning.sh", values));
        body.append(templates.fill("identity-install.sh", values));
        for (Attachment boot : request.boot().stream().toList()) {
            if (attached.stream().noneMatch(data -> TableRows.protocol(data) == TableRows.protocol(boot))) {
                body.append(templates.fill(
                        "identity-only.sh",
                        Map.of(
                                "protocol",
                                TableRows.word(TableRows.protocol(boot)),
                                "service",
                                switch (TableRows.protocol(boot)) {
                                    case ISCSI -> "iscsid";
                                    case NVME_TCP -> "outpost-recovery-nvme";
                                })));
            }
        }
        if (!attached.isEmpty()) {
            body.append(ways(attached, values));
        }
        return new Script(head(named, attached), body.toString(), templates.fill("end.sh", values));
    }

    /** For the localboot image: logs in to what the guest boots from, and boots it; runs at every start of the machine. */
    Script localboot(UserDataRequest request, Attachment boot) {
        List<Attachment> attached = List.of(boot);
        Map<String, Object> values = values(request, attached, localNetwork(request));
        values.put("purpose", "localboot");
        values.put("done", "the boot volume is there");
        values.put("sanboot", false);
        switch (boot) {
            case Attachment.Iscsi iscsi -> {
                values.put("target", iscsi.targets().getFirst().iqn());
                values.put("lun", luns(iscsi));
            }
            case Attachment.Nvme nvme -> {
                values.put("target", nvme.subsystems().getFirst().nqn());
                values.put("lun", List.of());
            }
        }
        String body = templates.fill("beginning.sh", values)
                + templates.fill("identity-once.sh", values)
                + ways(attached, values);
        return new Script(
                head(attached, attached),
                body,
                templates.fill("end.sh", values) + templates.fill("localboot.sh", values));
    }

    private static List<Map<String, Object>> luns(Attachment.Iscsi iscsi) {
        return iscsi.targets().stream()
                .limit(1)
                .filter(target -> target.lun().isPresent())
                .map(target -> Map.<String, Object>of("number", target.lun().getAsInt()))
                .toList();
    }

    private String head(List<Attachment> named, List<Attachment> attached) {
        return templates.fill("head.sh", Map.of("rows", TableRows.of(named, attached)));
    }

    private String ways(List<Attachment> attached, Map<String, Object> values) {
        StringBuilder text = new StringBuilder();
        if (!"".equals(values.get("lni"))) {
            text.append(templates.fill("network.sh", values));
        }
        if (Boolean.TRUE.equals(values.get("chap"))) {
            text.append(templates.fill("secrets.sh", values));
        }
        for (Attachment attachment : attached) {
            text.append(
                    switch (TableRows.protocol(attachment)) {
                        case ISCSI -> templates.fill("iscsi.sh", values);
                        case NVME_TCP -> templates.fill("nvme.sh", values);
                    });
        }
        return text.toString();
    }

    private static Map<String, Object> values(
            UserDataRequest request, List<Attachment> attached, Optional<Integer> lni) {
        boolean chap = attached.stream().anyMatch(TableRows::usesSecrets);
        boolean several = attached.stream().anyMatch(attachment -> TableRows.paths(attachment) > 1);
        Map<String, Object> values = new HashMap<>();
        values.put("lni", lni.map(index -> Integer.toString(index)).orElse(""));
        values.put("chap", chap);
        values.put("curl", chap || (lni.isPresent() && !attached.isEmpty()));
        values.put("multipath", several);
        values.put(
                "deviceMapper",
                attached.stream()
                        .anyMatch(attachment -> attachment instanceof Attachment.Nvme nvme
                                && nvme.multipath() == Multipath.DEVICE_MAPPER));
        values.put(
                "replacementTimeout", several ? REPLACEMENT_SECONDS_OF_SEVERAL_PATHS : REPLACEMENT_SECONDS_OF_ONE_PATH);
        values.put("install", request.updates() != Updates.NONE);
        values.put("upgrade", request.updates() == Updates.UPGRADE);
        return values;
    }

    private static Optional<Integer> localNetwork(UserDataRequest request) {
        return switch (request.network()) {
            case LocalNetwork.Interface(int index) -> Optional.of(index);
            case LocalNetwork.Vpc vpc -> Optional.empty();
        };
    }

    private String packed(String body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written to", impossible);
        }
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(compressed.toByteArray());
        return templates.fill(
                "packed.sh",
                Map.of(
                        "lines",
                        text.lines()
                                .map(line -> Map.<String, Object>of("line", line))
                                .toList()));
    }
}
