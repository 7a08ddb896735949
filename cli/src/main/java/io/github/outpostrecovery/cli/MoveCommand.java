package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code move}: has an instance that is well run on another server. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a protected instance on another server: checks the server, asks the guest to stop, and goes on as a",
            "recovery does. What fails before the fence leaves the instance running where it was."
        })
final class MoveCommand extends Relocation {
    @Option(
            names = "--to",
            paramLabel = "SERVER",
            required = true,
            description = "the server's Outpost ARN, or its id such as op-0a1b2c3d4e5f60002")
    private String server = "";

    @Override
    void check() {
        super.check();
        if (!server.startsWith("op-")) {
            new OutpostArn(server).value();
        }
    }

    @Override
    OutpostArn destination(ProtectedInstance configured) {
        List<OutpostArn> servers = configured.targets().stream()
                .map(LaunchTarget::server)
                .distinct()
                .toList();
        return servers.stream()
                .filter(known -> known.value().equals(server) || known.value().endsWith("/" + server))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(configured.name() + " cannot be launched on " + server
                        + "; it can on "
                        + servers.stream().map(OutpostArn::value).collect(Collectors.joining(", "))));
    }
}
