package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A planned move, from the command line to its record. */
@Command
abstract class Relocation extends RecoveryCommand {
    @Parameters(paramLabel = "INSTANCE", description = "such as web-01")
    private String instance = "";

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask whether to go on")
    private boolean yes;

    /** Where to, once it is known what the instance can be launched on. */
    abstract OutpostArn destination(ProtectedInstance configured);

    @Override
    void check() {
        InstanceName _ = new InstanceName(instance);
    }

    @Override
    final DrillResult onSite(Drill drill) {
        InstanceName name = new InstanceName(instance);
        OutpostArn to = destination(drill.site().configuration(name).orElseThrow(() -> notProtected(name)));
        agree(name, to);
        return drill.move(name, to);
    }

    @Override
    final Going onAccount(Cloud cloud) {
        InstanceName name = new InstanceName(instance);
        OutpostArn to = switch (cloud.engine().configurations().find(name)) {
            case Lookup.Found(ProtectedInstance found) -> destination(found);
            case Lookup.NotProtected() -> throw notProtected(name);
            case Lookup.Unreadable(String why) ->
                throw new IllegalStateException(
                        "the configuration of " + name + " makes no sense: " + why + "; protect it again");
        };
        agree(name, to);
        return start(cloud, "move", name, new ExecutionRequest.Planned(name, to));
    }

    private void agree(InstanceName name, OutpostArn to) {
        String question = "Stop " + name + " and run it on " + to + "? It is down for some minutes.";
        if (!Consent.given(yes, question)) {
            throw new IllegalStateException("nothing was done");
        }
    }

    private static NotFoundException notProtected(InstanceName name) {
        return new NotFoundException("no instance " + name + " is protected");
    }
}
