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

    /** What the command ends with. */
    int meaning(DrillResult result, int usual) {
        return usual;
    }

    /** Checks what was given, before anything is opened. */
    void check() {}

    @Override
    public final Integer call() {
        check();
        DrillResult[] result = new DrillResult[1];
        int usual = site.reopen(
                output, requireNonNull(spec, "picocli sets it").commandLine(), drill -> result[0] = work(drill));
        return meaning(result[0], usual);
    }
}
