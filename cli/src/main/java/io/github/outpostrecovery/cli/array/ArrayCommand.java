package io.github.outpostrecovery.cli.array;

import picocli.CommandLine.Command;

/** {@code array}: what the engine does to an array, by hand. */
@Command(
        name = "array",
        mixinStandardHelpOptions = true,
        description = {
            "Speaks to one array with the client that the engine uses: looks, fences, grants. For a bad night without the",
            "engine, and to try an array before it is trusted."
        },
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
            "The credentials file holds what the secret would: {\"username\": ..., \"password\": ...} or {\"apiToken\": ...},",
            "optionally with \"caCertPem\" or \"certificateSha256\"."
        })
public final class ArrayCommand {}
