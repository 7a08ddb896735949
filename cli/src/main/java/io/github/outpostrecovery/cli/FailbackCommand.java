package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.name.OutpostArn;
import picocli.CommandLine.Command;

/** {@code failback}: moves an instance back to the server where it belongs. */
@Command(
        name = "failback",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a protected instance on its home server again, the last of its launch targets: a planned move.",
            "What fails before the fence leaves the instance running where it was."
        })
final class FailbackCommand extends Relocation {
    @Override
    OutpostArn destination(ProtectedInstance configured) {
        return configured.home();
    }
}
