package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the site that an earlier one has left. */
abstract class LocalSiteCommand implements Callable<Integer> {
    @Mixin
    private LocalSite site = new LocalSite();

    @Mixin
    private ResultOutput output = new ResultOutput();

    @Spec
    private @Nullable CommandSpec spec;

    /** Does the work. Bad input must fail before anything is opened. */
    abstract DrillResult work(Drill drill);

    /** Checks what was given, before anything is opened. */
    void check() {}

    /** What the command ends with, given what its result means for a drill. */
    int exit(int ofResult) {
        return ofResult;
    }

    @Override
    public final Integer call() {
        check();
        return exit(site.reopen(output, requireNonNull(spec, "picocli sets it").commandLine(), this::work));
    }
}
