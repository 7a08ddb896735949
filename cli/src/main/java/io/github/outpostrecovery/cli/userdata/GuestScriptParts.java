package io.github.outpostrecovery.cli.userdata;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.userdata.GuestScript.Frequency;
import io.github.outpostrecovery.cli.userdata.GuestScript.Kind;
import io.github.outpostrecovery.cli.userdata.Multipart.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operator's scripts as parts of user data.
 *
 * <p>cloud-init runs a script once for each EC2 instance, and a recovered machine is another instance with the same
 * volume. So a script is bound to the protected instance: it leaves a mark on the volume, named by the instance and by its
 * own content, and whoever finds the mark does not run it again. One that failed leaves no mark. Cloud-config is applied
 * by cloud-init itself; a hook that runs before it hands what the first machine did on to its successors.
 */
final class GuestScriptParts {
    private static final int HASH_DIGITS = 16;
    /** What the boot firmware, the identity hook and cloud-init look for by the letter. */
    private static final Pattern READ_BY_OTHERS = Pattern.compile("(?m)^#!ipxe$|Content-Type:"
            + " *(?:text/ipxe|multipart/)|^(?:set initiator-iqn|hostnqn=|name (?:iscsi|nvme)|discover iscsi|login"
            + " (?:iscsi|nvme)|sanboot |localboot |portal (?:iscsi|nvme-tcp) |volume"
            + " (?:iqn|nqn))|</?powershell>|</?persist>");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]");

    private final Templates templates;

    GuestScriptParts(Templates templates) {
        this.templates = requireNonNull(templates, "templates is null");
    }

    /** Whether the guest runs the operator's scripts at all. */
    static boolean areRun(UserDataRequest request) {
        return request.guest() == GuestSystem.LINUX && request.feature() != Feature.DATA_VOLUMES;
    }

    /** Why a script cannot be carried. */
    static Optional<String> reasonAgainst(GuestScript script) {
        if (UNPRINTABLE.matcher(script.content()).find()) {
            return Optional.of("guest script " + script.name() + " holds control characters: it is no text");
        }
        var found = READ_BY_OTHERS.matcher(script.content());
        return found.find()
                ? Optional.of("guest script " + script.name() + " has \""
                        + found.group().strip()
                        + "\" where the boot firmware or the identity hook would take it for theirs")
                : Optional.empty();
    }

    /** The parts, in the order given, the hook for cloud-config first. */
    List<Part> parts(UserDataRequest request) {
        List<GuestScript> scripts = request.scripts().stream()
                .filter(script -> !script.content().isBlank())
                .toList();
        List<GuestScript> configs = scripts.stream()
                .filter(script -> script.kind() == Kind.CLOUD_CONFIG)
                .toList();
        List<Part> parts = new ArrayList<>();
        if (!configs.isEmpty()
                && configs.stream().allMatch(config -> config.frequency() == Frequency.ONCE_PER_VOLUME)) {
            String all = configs.stream().map(GuestScript::content).collect(Collectors.joining("\n"));
            parts.add(new Part(
                    "once-per-volume hook",
                    "text/cloud-boothook",
                    templates.fill("boothook.sh", Map.of("instance", request.instance(), "hash", hash(all)))));
        }
        for (GuestScript script : scripts) {
            parts.add(new Part(script.name(), type(script.kind()), content(request.instance(), script)));
        }
        return parts;
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case CLOUD_CONFIG -> "text/cloud-config";
            case SHELL -> "text/x-shellscript";
        };
    }

    private String content(String instance, GuestScript script) {
        return switch (script.kind()) {
            case CLOUD_CONFIG ->
                script.content().startsWith("#cloud-config") ? script.content() : "#cloud-config\n" + script.content();
            case SHELL ->
                templates.fill(
                        switch (script.frequency()) {
                            case ONCE_PER_VOLUME -> "once.sh";
                            case EVERY_BOOT -> "every-boot.sh";
                        },
                        Map.of(
                                "instance", instance,
                                "hash", hash(script.content()),
                                "content", withInterpreter(script.content()).stripTrailing()));
        };
    }

    private static String withInterpreter(String content) {
        return content.startsWith("#!") ? content : "#!/bin/sh\n" + content;
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
