package io.github.outpostrecovery.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.OutpostRecovery;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The manual page, the completion and the two launchers are about the same command. */
class ManualTest {
    private static final Path ROOT = Path.of("..");

    private static String printed(String command) {
        StringWriter out = new StringWriter();
        assertThat(OutpostRecovery.commandLine().setOut(new PrintWriter(out)).execute(command))
                .isZero();
        return out.toString();
    }

    private static List<String> commands(CommandLine parent) {
        List<String> names = new ArrayList<>();
        parent.getSubcommands().values().forEach(child -> {
            names.add(child.getCommandSpec().qualifiedName());
            names.addAll(commands(child));
        });
        return names;
    }

    @Test
    void page_inTheDocuments_isTheOneThatTheCommandPrints() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/outpost-recovery.1")))
                .as("make it anew: ./outpost-recovery man > docs/outpost-recovery.1")
                .isEqualTo(printed("man"));
    }

    @Test
    void page_tellsOfEveryCommand_andBeginsNoLineByAccident() {
        String page = printed("man");
        assertThat(commands(OutpostRecovery.commandLine()))
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(page).contains(".SS \\fB" + name.replace("-", "\\-") + "\\fR"));
        assertThat(page.lines().filter(line -> line.startsWith(".")))
                .allSatisfy(line -> assertThat(line).matches("\\.(\\\\\"|TH|SH|SS|TP|nh|ad).*"));
        assertThat(page.lines()).noneMatch(line -> line.startsWith("'")).noneMatch(line -> line.contains("${"));
    }

    @Test
    void completion_knowsEveryCommandAndIsAScript() throws IOException, InterruptedException {
        String script = printed("completion");
        assertThat(script).contains("failback", "templates", "--recovery-subnet");
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.outputWriter()) {
            in.write(script);
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void launchers_startTheSameCommand() throws IOException {
        String unix = Files.readString(ROOT.resolve("outpost-recovery"));
        String windows = Files.readString(ROOT.resolve("outpost-recovery.ps1"));
        for (String launcher : List.of(unix, windows)) {
            assertThat(launcher)
                    .contains(
                            OutpostRecovery.class.getName(), "outpost-recovery.home", "protection.yaml", "*.asl.json");
        }
        assertThat(options(windows)).isEqualTo(options(unix));
        assertThat(Files.readString(ROOT.resolve("outpost-recovery.cmd"))).contains("outpost-recovery.ps1", "%*");
    }

    private static List<String> options(String launcher) {
        Matcher matcher = Pattern.compile("-XX:[+A-Za-z0-9=]+|-Xshare:[a-z]+|--enable-native-access=[A-Z-]+")
                .matcher(launcher);
        List<String> options = new ArrayList<>();
        while (matcher.find()) {
            options.add(matcher.group());
        }
        assertThat(options).isNotEmpty();
        return options;
    }
}
