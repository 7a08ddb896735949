package io.github.outpostrecovery.cli.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.userdata.GuestScript.Frequency;
import io.github.outpostrecovery.cli.userdata.GuestScript.Kind;
import io.github.outpostrecovery.cli.userdata.ParsedUserData.Part;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestScriptPartsTest {
    @TempDir
    private Path folder;

    private GuestSandbox guest;

    @BeforeEach
    void freshGuest() {
        guest = new GuestSandbox(folder.resolve("guest"));
    }

    private static List<Part> parts(GuestScript... scripts) {
        return ParsedUserData.parse(Requests.rendered(Requests.sanboot(1, false, Requests.SERVER, List.of(scripts)))
                .text());
    }

    private static String last(GuestScript... scripts) {
        return parts(scripts).getLast().content();
    }

    @Test
    void script_runsOncePerVolume_onWhateverMachine() {
        String part = last(Requests.SETUP);

        assertThat(guest.run(part).status()).isZero();
        assertThat(guest.run(part).status()).isZero();

        assertThat(guest.log()).isEqualTo("setup\n");
        assertThat(guest.run(last(new GuestScript(
                                "setup.sh", Kind.SHELL, Frequency.ONCE_PER_VOLUME, "#!/bin/sh\necho new >> \"$LOG\"")))
                        .status())
                .isZero();
        assertThat(guest.log()).isEqualTo("setup\nnew\n");
    }

    @Test
    void script_thatFails_isNotCountedAsRun_andFailsItsPart() {
        String part = last(new GuestScript(
                "bad.sh", Kind.SHELL, Frequency.ONCE_PER_VOLUME, "#!/bin/sh\necho tried >> \"$LOG\"\nexit 7\n"));

        assertThat(guest.run(part).status()).isEqualTo(7);
        assertThat(guest.run(part).status()).isEqualTo(7);
        assertThat(guest.log()).isEqualTo("tried\ntried\n");
    }

    @Test
    void everyBootScript_isLeftWhereCloudInitRunsIt_andRunsNowOnlyTheFirstTime() {
        String part = last(Requests.WARM);

        guest.run(part);
        guest.run(part);

        assertThat(guest.log()).isEqualTo("warm\n");
        assertThat(guest.root().resolve("var/lib/cloud/scripts/per-boot"))
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith("outpost-recovery-web-01-"));
    }

    @Test
    void scriptWithHereDocumentsQuotesAndDollars_reachesTheGuestByTheLetter() {
        String content = "#!/bin/bash\ncat >> \"$LOG\" <<'EOF'\n$HOME `id` \\ \"x\" 'y' &amp; {{mustache}}\nEOF\n";

        guest.run(last(new GuestScript("x.sh", Kind.SHELL, Frequency.ONCE_PER_VOLUME, content)));

        assertThat(guest.log()).isEqualTo("$HOME `id` \\ \"x\" 'y' &amp; {{mustache}}\n");
    }

    @Test
    void scriptBeyondAscii_isEncoded_andReadBack() {
        GuestScript umlauts = new GuestScript(
                "grüße.sh", Kind.SHELL, Frequency.ONCE_PER_VOLUME, "#!/bin/sh\necho 'Grüße ☃' >> \"$LOG\"\n");
        String text = Requests.rendered(Requests.sanboot(1, false, Requests.SERVER, List.of(umlauts)))
                .text();

        assertThat(text.chars()).allMatch(character -> character < 0x7F);
        guest.run(ParsedUserData.parse(text).getLast().content());
        assertThat(guest.log()).isEqualTo("Grüße ☃\n");
    }

    @Test
    void cloudConfig_isAppliedOncePerVolume_sinceSuccessorsInheritWhatWasDone() {
        String hook = parts(Requests.CONFIG).stream()
                .filter(part -> part.type().equals("text/cloud-boothook"))
                .findFirst()
                .orElseThrow()
                .content();
        guest.set("INSTANCE_ID", "i-1");
        assertThat(guest.run(hook).status()).isZero();
        guest.write("var/lib/cloud/instances/i-1/sem/config_runcmd", "");
        guest.write("var/lib/cloud/instances/i-1/sem/config_scripts_user", "");

        guest.set("INSTANCE_ID", "i-2");
        assertThat(guest.run(hook).status()).isZero();

        assertThat(guest.exists("var/lib/cloud/instances/i-2/sem/config_runcmd"))
                .isTrue();
        assertThat(guest.exists("var/lib/cloud/instances/i-2/sem/config_scripts_user"))
                .as("scripts keep marks of their own, and ours has to run on every machine")
                .isFalse();
    }

    @Test
    void parts_standInTheirOrder_theFirmwaresFirst() {
        assertThat(parts(Requests.SETUP, Requests.CONFIG, Requests.WARM))
                .extracting(Part::type)
                .containsExactly(
                        "text/part-handler",
                        "text/ipxe",
                        "text/x-shellscript",
                        "text/cloud-boothook",
                        "text/x-shellscript",
                        "text/cloud-config",
                        "text/x-shellscript");
    }

    @Test
    void scriptsForGuestsThatRunNone_areLeftOut_withANotice() {
        UserDataRequest data = Requests.withScripts(
                Requests.dataVolumes(io.github.outpostrecovery.core.name.Protocol.ISCSI, 1, false),
                List.of(Requests.SETUP));

        RenderedUserData.Text rendered = Requests.rendered(data);

        assertThat(rendered.notices()).anySatisfy(notice -> assertThat(notice).contains("left out"));
        assertThat(rendered.text()).doesNotContain("echo setup");
    }
}
