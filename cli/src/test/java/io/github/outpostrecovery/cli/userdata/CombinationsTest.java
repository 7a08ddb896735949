package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.userdata.ParsedUserData.Part;
import io.github.outpostrecovery.cli.userdata.Requests.Shape;
import io.github.outpostrecovery.core.name.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every combination that is offered, read back by other means than those that made it. */
class CombinationsTest {
    @TempDir
    private Path folder;

    @Test
    void render_everyOfferedCombination_fitsAndIsReadBack() throws IOException {
        Set<String> scripts = new LinkedHashSet<>();
        Map<String, Integer> types = new HashMap<>();
        for (Shape shape : Requests.offered()) {
            RenderedUserData.Text rendered = Requests.rendered(shape.request());
            String text = rendered.text();
            assertThat(text.getBytes(StandardCharsets.UTF_8).length)
                    .as("%s", shape)
                    .isLessThanOrEqualTo(UserDataRenderer.LARGEST);
            assertThat(text).as("%s", shape).doesNotContain("\r", "{{", "}}", "&quot;", "&amp;", "&#");
            List<Part> parts = ParsedUserData.parse(text);
            assertThat(parts).as("%s", shape).hasSameSizeAs(rendered.parts().keySet());
            for (Part part : parts) {
                types.merge(part.type(), 1, Integer::sum);
                if (part.content().startsWith("#!/bin/")) {
                    scripts.add(part.content());
                    scripts.add(ParsedUserData.unpacked(part.content()));
                } else if (part.content().startsWith("<powershell>")) {
                    assertThat(PowerShellShape.faults(part.content()))
                            .as("%s", shape)
                            .isEmpty();
                }
            }
            if (shape.secrets()) {
                assertThat(text).contains("storage/web-01");
            }
        }
        assertThat(types.keySet())
                .contains(
                        "",
                        "text/part-handler",
                        "text/ipxe",
                        "text/localboot",
                        "text/cloud-boothook",
                        "text/cloud-config",
                        "text/x-shellscript",
                        "text/x-powershell");
        assertThat(scripts).hasSizeGreaterThan(50);
        assertSyntax(scripts);
    }

    /** All in one call of each shell, since there are hundreds; a file that does not parse is named. */
    private void assertSyntax(Set<String> scripts) throws IOException {
        List<String> bash = new ArrayList<>();
        List<String> posix = new ArrayList<>();
        for (String script : scripts) {
            Path file = Files.createTempFile(folder, "script", ".sh");
            Files.writeString(file, script);
            (script.startsWith("#!/bin/bash") ? bash : posix).add(file.toString());
            // The hook is a file that the script writes.
            int hook = script.indexOf("<<'HOOK'\n");
            if (hook >= 0) {
                Path inner = Files.createTempFile(folder, "hook", ".sh");
                Files.writeString(inner, script.substring(hook + 9, script.indexOf("\nHOOK\n")));
                bash.add(inner.toString());
            }
        }
        assertThat(posix).isNotEmpty();
        for (Map.Entry<String, List<String>> shell :
                Map.of("bash", bash, "dash", posix).entrySet()) {
            List<String> command = new ArrayList<>(List.of(
                    "bash",
                    "-c",
                    "shell=$1; shift; for file; do $shell -n \"$file\" || { cat \"$file\"; exit 1; }; done",
                    "check",
                    shell.getKey()));
            command.addAll(shell.getValue());
            Shell.Result result = Shell.run(folder, Map.of(), command);
            assertThat(result.status()).as(result.output()).isZero();
            assertThat(result.output()).isEmpty();
        }
    }

    @Test
    void render_everyOtherCombination_isRefusedWithItsReason() {
        int refused = 0;
        for (Feature feature : Feature.values()) {
            for (GuestSystem guest : GuestSystem.values()) {
                for (Protocol protocol : Protocol.values()) {
                    if (RequestCheck.refusal(feature, guest, protocol).isPresent()) {
                        refused++;
                        RenderedUserData rendered = new MustacheUserDataRenderer()
                                .render(new Shape(
                                                feature,
                                                guest,
                                                protocol,
                                                java.util.Optional.empty(),
                                                false,
                                                1,
                                                false,
                                                Requests.SERVER,
                                                UserDataRequest.Updates.NONE)
                                        .request());
                        assertThat(rendered)
                                .isInstanceOfSatisfying(
                                        RenderedUserData.Impossible.class,
                                        impossible -> assertThat(impossible.reasons())
                                                .anySatisfy(reason ->
                                                        assertThat(reason).contains("is not offered for")));
                    }
                }
            }
        }
        assertThat(refused).isEqualTo(3);
    }

    @Test
    void render_theSameRequest_givesTheSameText() {
        for (Shape shape : Requests.offered().subList(0, 40)) {
            assertThat(Requests.rendered(shape.request())).isEqualTo(Requests.rendered(shape.request()));
        }
    }
}
