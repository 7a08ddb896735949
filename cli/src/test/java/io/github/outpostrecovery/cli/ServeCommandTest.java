package io.github.outpostrecovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lab serve}, where there is no emulator to furnish. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    private record Run(int exit, String err) {}

    private Run serve(String... arguments) {
        List<String> all = new ArrayList<>(List.of("lab", "serve", "--for", "PT0S"));
        all.addAll(List.of("--credentials-file", folder.resolve("array.json").toString()));
        all.addAll(List.of("--env-vars", folder.resolve("env.json").toString()));
        all.addAll(List.of(arguments));
        StringWriter err = new StringWriter();
        CommandLine command = OutpostRecovery.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        int exit = command.execute(all.toArray(String[]::new));
        command.getErr().flush();
        return new Run(exit, err.toString());
    }

    @Test
    void serve_namesTheEmulatorThatDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedAgain.getLocalPort();
        }
        Run run = serve("--endpoint-url", "http://127.0.0.1:" + port);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("http://127.0.0.1:" + port).contains("Start the emulator first");
        assertThat(folder).as("nothing is left behind").isEmptyDirectory();
    }

    @Test
    void serve_refusesAnEndpointThatIsNoUrl() {
        Run run = serve("--endpoint-url", "127.0.0.1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--endpoint-url 127.0.0.1 is no URL");
    }

    @Test
    void serve_writesNoEnvironment_withoutAnEmulator() {
        assertThat(serve().exit()).isZero();
        assertThat(folder.resolve("env.json")).doesNotExist();
    }
}
