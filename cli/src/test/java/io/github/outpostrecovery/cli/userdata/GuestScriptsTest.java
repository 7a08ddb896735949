package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.userdata.GuestScript.Frequency;
import io.github.outpostrecovery.cli.userdata.GuestScript.Kind;
import io.github.outpostrecovery.cli.userdata.GuestScripts.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestScriptsTest {
    @TempDir
    private Path folder;

    private Outcome read(String name, String content) throws IOException {
        return GuestScripts.read(Files.writeString(folder.resolve(name), content), Optional.empty());
    }

    private Outcome.Read script(String name, String content) throws IOException {
        return (Outcome.Read) read(name, content);
    }

    @Test
    void kind_isToldByTheName_orByTheBeginning() throws IOException {
        assertThat(script("a.yml", "x: y\n").script().kind()).isEqualTo(Kind.CLOUD_CONFIG);
        assertThat(script("a.YAML", "x: y\n").script().kind()).isEqualTo(Kind.CLOUD_CONFIG);
        assertThat(script("a", "#cloud-config\n").script().kind()).isEqualTo(Kind.CLOUD_CONFIG);
        assertThat(script("a.sh", "true\n").script().kind()).isEqualTo(Kind.SHELL);
        assertThat(script("a.bash", "true\n").notices()).isEmpty();
        assertThat(script("a.py", "#!/usr/bin/python3\n").notices()).isEmpty();
        assertThat(script("a.txt", "true\n"))
                .isEqualTo(new Outcome.Read(
                        new GuestScript("a.txt", Kind.SHELL, Frequency.ONCE_PER_VOLUME, "true\n"),
                        java.util.List.of(
                                "guest script a.txt does not tell what it is; it is taken for a shell script")));
    }

    @Test
    void frequency_isThatOfTheRemark_unlessSomebodySaysOtherwise() throws IOException {
        String marked = "#!/bin/sh\n# outpost-recovery: every-boot\ntrue\n";
        assertThat(script("a.sh", marked).script().frequency()).isEqualTo(Frequency.EVERY_BOOT);
        assertThat(script("a.sh", "#!/bin/sh\n" + "true\n".repeat(20) + marked)
                        .script()
                        .frequency())
                .isEqualTo(Frequency.ONCE_PER_VOLUME);
        assertThat(GuestScripts.read("a.sh", marked, Optional.of(Frequency.ONCE_PER_VOLUME)))
                .isInstanceOfSatisfying(
                        Outcome.Read.class,
                        read -> assertThat(read.script().frequency()).isEqualTo(Frequency.ONCE_PER_VOLUME));
    }

    @Test
    void whatCannotBeCarried_isTold() throws IOException {
        assertThat(read("a.sh", " \n")).isInstanceOf(Outcome.Empty.class);
        assertThat(GuestScripts.read(folder.resolve("none.sh"), Optional.empty()))
                .isInstanceOf(Outcome.Missing.class);
        assertThat(GuestScripts.read(folder, Optional.empty())).isInstanceOf(Outcome.Unreadable.class);
        Path binary = Files.write(folder.resolve("b.sh"), new byte[] {(byte) 0xC3, 0x28});
        assertThat(GuestScripts.read(binary, Optional.empty())).isInstanceOf(Outcome.Unreadable.class);
        Path large = Files.writeString(folder.resolve("c.sh"), "x".repeat(1024 * 1024 + 1));
        assertThat(GuestScripts.read(large, Optional.empty())).isInstanceOf(Outcome.Unreadable.class);
    }

    @Test
    void lineEndsOfWindows_becomeThoseOfLinux_withANotice() throws IOException {
        Outcome.Read read = script("a.sh", "\uFEFF#!/bin/sh\r\ntrue\r\n");

        assertThat(read.script().content()).isEqualTo("#!/bin/sh\ntrue\n");
        assertThat(read.notices()).hasSize(1);
    }
}
