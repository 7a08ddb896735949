package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A proposed protection in words. */
final class ProposalText {
    private ProposalText() {}

    static List<String> of(Protection.Proposed proposed) {
        ProtectedInstance configuration = proposed.configuration();
        Machine machine = proposed.books().current();
        List<String> lines = new ArrayList<>();
        lines.add("Protection of " + configuration.name() + ", mode "
                + switch (configuration.mode()) {
                    case NOTIFY -> "notify: a person approves every fence";
                    case AUTOMATIC -> "automatic: the engine acts by itself";
                });
        lines.add("  machine " + machine.id() + " (" + machine.generation() + ") on " + machine.server());
        for (ArrayConnection array : configuration.arrays()) {
            lines.add("  array " + array.name() + ": " + array.vendor() + " at " + array.endpoint() + ", as "
                    + machine.initiators().get(array.name()));
            lines.add("    volumes "
                    + new TreeSet<>(configuration.volumesOn(array.name()))
                            .stream().map(VolumeName::value).collect(Collectors.joining(", ")));
        }
        int number = 0;
        for (LaunchTarget target : configuration.targets()) {
            number++;
            lines.add("  target " + number + (number == configuration.targets().size() ? " (home)" : "") + ": "
                    + target.server() + ", " + target.subnet() + ", " + target.template() + " version "
                    + target.templateVersion());
        }
        lines.add("  stack " + ProtectionStack.nameOf(configuration.name()) + ", alarm " + configuration.alarm());
        lines.add(
                switch (proposed.beginning()) {
                    case NEW_BOOKS -> "  books: begun";
                    case KEPT_BOOKS -> "  books: there are some, and they go on";
                    case ADOPTED ->
                        "  books: there are some of an earlier machine, which is gone; this one is their "
                                + machine.generation();
                });
        lines.add("  instance profile: " + proposed.role().orElse("none, so none may be passed"));
        proposed.notices().forEach(notice -> lines.add("  note: " + notice));
        return lines;
    }
}
