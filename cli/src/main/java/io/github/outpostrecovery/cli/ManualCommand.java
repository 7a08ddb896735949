package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.manual.ManualPage;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the command tells about itself to the tools of a shell. */
final class ManualCommand {
    private ManualCommand() {}

    /** {@code man}. */
    @Command(
            name = "man",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the manual page of all commands.",
                "To read it: outpost-recovery man > outpost-recovery.1 && man ./outpost-recovery.1"
            })
    static final class Page implements Runnable {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            print(spec, ManualPage.of(root(spec)));
        }
    }

    /** {@code completion}. */
    @Command(
            name = "completion",
            mixinStandardHelpOptions = true,
            description = {
                "Prints a script that completes commands and options in bash and zsh.",
                "In bash: source <(./outpost-recovery completion)"
            })
    static final class Completion implements Runnable {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            print(spec, AutoComplete.bash("outpost-recovery", root(spec)));
        }
    }

    private static CommandLine root(@Nullable CommandSpec spec) {
        return requireNonNull(spec, "picocli sets it").root().commandLine();
    }

    private static void print(@Nullable CommandSpec spec, String text) {
        PrintWriter out = requireNonNull(spec, "picocli sets it").commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
