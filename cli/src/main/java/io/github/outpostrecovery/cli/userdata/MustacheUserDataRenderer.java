package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.cli.userdata.LinuxScripts.Form;
import io.github.outpostrecovery.cli.userdata.Multipart.Part;
import io.github.outpostrecovery.cli.userdata.RenderedUserData.Impossible;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes user data from templates, after every value has been checked.
 *
 * <p>A Linux guest gets plain scripts where they fit into what EC2 takes; where they do not, the bodies of ours are
 * compressed, never what holds names, ways or the operator's own scripts.
 */
public final class MustacheUserDataRenderer implements UserDataRenderer {
    /** The boot firmware of the iPXE image refuses user data of this many characters. */
    private static final int TOO_LARGE_FOR_FIRMWARE = 20_000;

    private final Templates templates = new Templates();
    private final SanbootScript sanboot = new SanbootScript(templates);
    private final LinuxScripts linux = new LinuxScripts(templates);
    private final WindowsScripts windows = new WindowsScripts(templates);
    private final GuestScriptParts guestScripts = new GuestScriptParts(templates);

    @Override
    public RenderedUserData render(UserDataRequest request) {
        List<String> reasons = RequestCheck.reasons(request);
        if (!reasons.isEmpty()) {
            return new Impossible(reasons);
        }
        Draft plain = draft(request, Form.PLAIN);
        if (fits(plain, request)) {
            return plain.rendered(notices(request));
        }
        Draft packed = draft(request, Form.PACKED);
        if (fits(packed, request)) {
            return packed.rendered(Stream.concat(
                            notices(request).stream(),
                            Stream.of("The scripts of this user data are compressed: plain they have "
                                    + bytes(plain.text()) + " bytes, and EC2 takes " + LARGEST))
                    .toList());
        }
        return new Impossible(List.of(tooLarge(packed, request)));
    }

    /** The text and the parts that it is made of. */
    private record Draft(String text, List<Part> parts) {
        RenderedUserData rendered(List<String> notices) {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            parts.forEach(part -> sizes.merge(part.name(), part.bytes(), Integer::sum));
            return new RenderedUserData.Text(text, sizes, notices);
        }
    }

    private Draft draft(UserDataRequest request, Form form) {
        List<Part> parts = parts(request, form);
        if (request.feature() == Feature.DATA_VOLUMES) {
            return new Draft(parts.getFirst().content(), parts);
        }
        Multipart message = new Multipart();
        parts.forEach(message::add);
        return new Draft(message.text(), parts);
    }

    private List<Part> parts(UserDataRequest request, Form form) {
        List<Part> parts = new ArrayList<>();
        request.boot().ifPresent(boot -> {
            if (request.feature() == Feature.LOCALBOOT || request.guest() == GuestSystem.LINUX) {
                parts.add(new Part("part handler", "text/part-handler", templates.fill("part-handler.py", Map.of())));
            }
            switch (boot) {
                case Attachment.Iscsi iscsi
                when request.feature() == Feature.SANBOOT ->
                    parts.add(new Part("boot firmware", "text/ipxe", sanboot.text(iscsi, request.network())));
                case Attachment.Iscsi iscsi -> parts.add(localboot(request, iscsi, form));
                case Attachment.Nvme nvme -> parts.add(localboot(request, nvme, form));
            }
        });
        switch (request.guest()) {
            case LINUX ->
                parts.add(new Part(
                        request.data().isPresent() ? "names and data volumes" : "names",
                        "text/x-shellscript",
                        linux.text(linux.guest(request), form)));
            case WINDOWS ->
                windows.guest(request)
                        .ifPresent(block -> parts.add(new Part(
                                request.data().isPresent() ? "names and data volumes" : "names",
                                "text/x-powershell",
                                block)));
        }
        if (GuestScriptParts.areRun(request)) {
            parts.addAll(guestScripts.parts(request));
        }
        return parts;
    }

    private Part localboot(UserDataRequest request, Attachment boot, Form form) {
        return new Part("localboot", "text/localboot", linux.text(linux.localboot(request, boot), form));
    }

    private static List<String> notices(UserDataRequest request) {
        List<String> notices = new ArrayList<>();
        if (!request.scripts().isEmpty() && !GuestScriptParts.areRun(request)) {
            notices.add("Guest scripts are left out: only a Linux guest that boots from the array runs them");
        } else {
            request.scripts().stream()
                    .filter(script -> script.content().isBlank())
                    .forEach(script -> notices.add("Guest script " + script.name() + " is empty and left out"));
            request.scripts().stream()
                    .filter(script -> script.kind() == GuestScript.Kind.CLOUD_CONFIG
                            && script.frequency() == GuestScript.Frequency.EVERY_BOOT)
                    .forEach(script -> notices.add("Guest script " + script.name()
                            + " is cloud-config: cloud-init decides how often each of its modules runs, most of them"
                            + " once on every machine, recovered ones included"));
        }
        if (request.data().orElse(null) instanceof Attachment.Iscsi iscsi
                && iscsi.targets().stream().anyMatch(target -> target.lun().isPresent())) {
            notices.add("The LUN of data volumes is left out: a guest takes every volume that it is shown");
        }
        return notices;
    }

    /**
     * Whether it can be launched, as it is and with the names of later generations, which may be longer: the number of the
     * generation grows, and a marker is shorter than any name.
     */
    private static boolean fits(Draft draft, UserDataRequest request) {
        return largest(draft, request) <= LARGEST && draft.text().length() < TOO_LARGE_FOR_FIRMWARE;
    }

    private static int largest(Draft draft, UserDataRequest request) {
        int size = bytes(draft.text());
        for (Attachment attachment : Stream.concat(request.boot().stream(), request.data().stream())
                .collect(Collectors.toMap(TableRows::protocol, attachment -> attachment, (first, second) -> first))
                .values()) {
            String name = TableRows.name(attachment.name());
            size += occurrences(draft.text(), name)
                    * Math.max(0, longestName(TableRows.protocol(attachment), request.instance()) - name.length());
        }
        return size;
    }

    private static int longestName(Protocol protocol, String instance) {
        return switch (protocol) {
            case ISCSI ->
                ("iqn.2006-03.com.amazon.aws:" + instance + ".00000000-0000-0000-0000-000000000000.g999999999")
                        .length();
            case NVME_TCP -> "nqn.2014-08.org.nvmexpress:uuid:00000000-0000-0000-0000-000000000000".length();
        };
    }

    private static int occurrences(String text, String name) {
        return (text.length() - text.replace(name, "").length()) / name.length();
    }

    private static String tooLarge(Draft draft, UserDataRequest request) {
        String parts = draft.parts().stream()
                .map(part -> part.name() + " " + part.bytes())
                .collect(Collectors.joining(", "));
        return "EC2 takes " + LARGEST + " bytes of user data, and this has " + largest(draft, request)
                + " with the longest name of a later generation: " + parts
                + ". Let a guest script fetch what is large from elsewhere";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
