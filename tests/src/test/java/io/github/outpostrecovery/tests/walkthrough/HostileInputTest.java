package io.github.outpostrecovery.tests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.tests.walkthrough.Typed.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody types by accident: it is refused with nothing changed, or carried by the letter. */
class HostileInputTest {
    private static final Combination SANBOOT = new Combination("netapp", "iscsi", "sanboot", "linux");
    private static final Combination GENERIC = new Combination("generic", "iscsi", "data_volumes", "linux");

    @TempDir
    private Path folder;

    private Typed site = new Typed(Path.of("none"));
    private List<JsonNode> before = List.of();

    @BeforeEach
    void openSite() {
        site = new Typed(folder.resolve("site"));
        Ran opened = site.plain(List.of("lab", "open"));
        assertThat(opened.exit()).as(opened.err()).isZero();
        before = site.world();
    }

    private void assertRefused(Ran run, int exit, String code) {
        assertThat(run.exit()).as(run.toString()).isEqualTo(exit);
        assertThat(run.json().path("error").path("code").asText()).isEqualTo(code);
        assertThat(site.world()).isEqualTo(before);
    }

    /** The command with another value for one of its options. */
    private static List<String> with(Combination combination, String option, String value) {
        List<String> words = new ArrayList<>(combination.launch("web-01"));
        int at = words.indexOf(option);
        if (at < 0) {
            words.addAll(List.of(option, value));
        } else {
            words.set(at + 1, value);
        }
        return words;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --initiator-iqn         | iqn.2006-03.com.amazon.aws:web-01~sanboot iscsi:10.0.0.1 | 2 | invalid-input
        --initiator-iqn         | iqn.2006-03.com.amazon.aws:$(reboot)                     | 2 | invalid-input
        --initiator-iqn         | nqn.2014-08.org.nvmexpress:uuid:0                        | 2 | invalid-input
        --instance-name         | $(reboot)                                                | 2 | invalid-input
        --instance-name         | `reboot`                                                 | 2 | invalid-input
        --instance-name         | web-01~reboot                                            | 2 | invalid-input
        --lun-path              | /vol/v/web-01-boot" -o "                                 | 3 | lun-not-found
        --lun-path              | /vol/v/web-01-boot'; reboot; '                           | 3 | lun-not-found
        --lun-path              | /vol/v/$(reboot)                                         | 3 | lun-not-found
        --svm-name              | svm1&name=*                                              | 3 | svm-not-found
        --subnet-id             | subnet-`reboot`                                          | 2 | invalid-input
        --ami-id                | ami-$(reboot)                                            | 3 | image-not-found
        --lun                   | 0x7                                                      | 2 | invalid-input
        --lun                   | 256                                                      | 2 | invalid-input
        --target-endpoint       | 10.10.20.11:99999                                        | 2 | invalid-input
        --target-endpoint       | $(reboot)                                                | 2 | invalid-input
        --array-secret          | $(reboot)                                                | 3 | secret-not-found
        --instance-profile-name | a~b                                                      | 3 | instance-profile-not-found
        --guest-os-script       | $(reboot)                                                | 3 | script-not-found
        """)
    void valueThatIsNone_isRefusedAndNothingChanges(String option, String value, int exit, String code) {
        assertRefused(site.run(with(SANBOOT, option, value.replace('~', '\n'))), exit, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --target-iqn      | iqn.2005-10.org.example:a~reboot
        --target-iqn      | iqn.2005-10.org.example:$(reboot)
        --target-iqn      | iqn.2005-10.org.example:a"; reboot; "
        --target-endpoint | 10.10.20.40;reboot
        --target-endpoint | shelf.example:3260
        """)
    void targetThatIsNone_isRefusedAndNothingChanges(String option, String value) {
        assertRefused(site.run(with(GENERIC, option, value.replace('~', '\n'))), 2, "invalid-input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"feature-name\": 7}",
                "{\"feature-name\": {\"a\": \"b\"}}",
                "{\"reboot\": \"now\"}",
                "{\"instance-name\": [\"web-01\", \"web-02\"]}",
                "{\"instance-name\": \"$(reboot)\"}",
                "{\"instance-name\": \"web-01\\nreboot\"}",
                "{\"dell-password\": \"secret\"}"
            })
    void answersThatMakeNoSense_areRefusedAndNothingChanges(String answers) throws IOException {
        Path file = Files.writeString(folder.resolve("answers.json"), answers);
        List<String> words = new ArrayList<>(SANBOOT.launch("web-01"));
        int name = words.indexOf("--instance-name");
        words.subList(name, name + 2).clear();
        words.addAll(List.of("--answers", file.toString()));
        Ran run = site.run(words);
        assertThat(run.exit()).as(run.toString()).isEqualTo(2);
        assertThat(run.out() + run.err()).doesNotContain("secret\"").doesNotContain("Exception");
        assertThat(site.world()).isEqualTo(before);
    }

    @Test
    void scriptWithTheBoundary_isCarriedByTheLetter() throws IOException {
        String script = """
            #!/bin/bash
            cat <<'END'
            --outpost-recovery-part-0-
            Content-Type: text/ipxe

            #!ipxe
            reboot
            --outpost-recovery-part-0---
            END
            """;
        Path file = Files.writeString(folder.resolve("guest.sh"), script);
        Ran run = site.run(with(SANBOOT, "--guest-os-script", file.toString()));
        if (run.exit() != 0) {
            assertRefused(run, 4, "user-data-impossible");
            return;
        }
        String data = run.json().path("userData").asText();
        String boundary = data.lines().findFirst().orElseThrow().replaceAll(".*boundary=\"(.*)\"$", "$1");
        assertThat(script).doesNotContain(boundary);
        assertThat(data.split("--" + boundary + "\n", -1))
                .as("no part more than was meant")
                .hasSize(5);
    }
}
