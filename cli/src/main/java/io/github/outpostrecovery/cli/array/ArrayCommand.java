package io.github.outpostrecovery.cli.array;

import static java.util.Objects.requireNonNull;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code array}: what the engine does to an array, by hand. */
@Command(
        name = "array",
        mixinStandardHelpOptions = true,
        description =
                "Speaks to one array with the client that the engine uses: looks, fences, grants. For a bad night "
                        + "without the engine, and to try an array before it is trusted.",
        subcommands = {
            CheckCommand.class,
            AccessCommand.class,
            SessionsCommand.class,
            PortalsCommand.class,
            FenceCommand.class,
            GrantCommand.class
        },
        footer = {
            "",
            "By hand, in this order: check, access, fence, and only then grant. There is a simulated array to practise on: "
                    + "outpost-recovery lab serve.",
            "",
            "The credentials file holds what the secret would: {\"username\": ..., \"password\": ...} or {\"apiToken\": ...}, "
                    + "optionally with \"caCertPem\" or \"certificateSha256\".",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 refused, nothing was changed, 6 a human must act, 130 "
                    + "interrupted."
        })
public final class ArrayCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    public ArrayCommand(Surroundings surroundings) {
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
    }

    Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec, "picocli sets it").commandLine(),
                "What is to be done with the array? See array --help.");
    }
}
