package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.array.Surroundings;
import io.github.outpostrecovery.cli.cleanup.Consent;
import io.github.outpostrecovery.cli.prompt.HiddenInput;
import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.prompt.TerminalPrompts;
import io.github.outpostrecovery.cli.prompt.UnattendedPrompts;
import java.io.BufferedReader;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whether somebody is there to be asked. */
final class PromptOptions {
    @Option(
            names = {"-y", "--yes"},
            description = "do not ask: take every proposal, and agree to every step; for scripts")
    private boolean yes;

    /** Asks on the terminal of this process, or answers by itself. Questions go to stderr. */
    Prompts prompts(CommandLine command) {
        if (yes) {
            return new UnattendedPrompts(line -> {
                command.getErr().println(line);
                command.getErr().flush();
            });
        }
        BufferedReader typed = Surroundings.real().typed();
        return new TerminalPrompts(typed, HiddenInput.of(typed), command.getErr());
    }

    /** As {@link #prompts}; what has to be typed may be given by an option. */
    Consent consent(CommandLine command, Optional<String> typed) {
        return new Consent(prompts(command), yes ? Consent.Steps.GIVEN : Consent.Steps.ASKED, typed);
    }
}
