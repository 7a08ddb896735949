package io.github.outpostrecovery.cli.array;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.RegisteredArrays;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands on an array have in common. */
abstract class ArrayWork implements Callable<Integer> {
    @Mixin
    private ArrayOptions array = new ArrayOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @ParentCommand
    private @Nullable ArrayCommand parent;

    final ArrayOptions array() {
        return array;
    }

    final Surroundings surroundings() {
        return requireNonNull(parent, "picocli sets it").surroundings();
    }

    /** The clients, with the credentials that were given. */
    final RegisteredArrays arrays() {
        return array.arrays(surroundings());
    }

    final PrintWriter err() {
        return requireNonNull(spec, "picocli sets it").commandLine().getErr();
    }

    final void show(ObjectNode json, List<String> header, List<List<String>> rows) {
        output.show(requireNonNull(spec, "picocli sets it").commandLine().getOut(), json, header, rows);
    }

    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Set<VolumeName> volumes(Collection<String> names) {
        Set<VolumeName> volumes = new LinkedHashSet<>();
        names.forEach(name -> volumes.add(new VolumeName(name)));
        return volumes;
    }
}
