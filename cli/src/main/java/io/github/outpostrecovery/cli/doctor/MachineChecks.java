package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether EC2 and the books speak of the same machine, and whether no other goes by its name. */
record MachineChecks(Cloud cloud) implements Check {
    @Override
    public void look(Examined examined, Found found) {
        Machine books = examined.books().current();
        String subject = "books: " + books.id() + " (" + books.generation() + ")";
        if (examined.machine().isEmpty()) {
            found.failed(subject, "EC2 knows no such machine");
        } else {
            found.judged(subject, disagreements(books, examined.machine().get()));
        }
        namesakes(examined, found);
    }

    private List<String> disagreements(Machine books, MachineDescription machine) {
        List<String> why = new ArrayList<>();
        if (machine.outpost().filter(books.server()::equals).isEmpty()) {
            why.add("the books say that it runs on " + books.server() + ", EC2 says "
                    + machine.outpost().map(Object::toString).orElse("in the Region"));
        }
        if (!machine.state().equals("running") && !machine.state().equals("pending")) {
            why.add("it is " + machine.state());
        }
        return why;
    }

    /** Another machine that runs may be a zombie, or launched by hand from a template with the old name. */
    private void namesakes(Examined examined, Found found) {
        Machine books = examined.books().current();
        Map<String, String> same = new TreeMap<>();
        Map<String, String> others = new TreeMap<>();
        for (MachineDescription machine : cloud.directory().machines()) {
            if (machine.id().equals(books.id())
                    || !examined.name().value().equals(machine.tags().get(LaunchTags.INSTANCE))) {
                continue;
            }
            String line = machine.id() + " is " + machine.state();
            boolean sameName = books.initiators().values().stream()
                    .map(Initiator::value)
                    .anyMatch(name -> machine.tags().containsValue(name));
            (sameName ? same : others).put(machine.id().value(), line);
        }
        found.judged(
                "machines: none shares its initiator's name",
                same.values().stream()
                        .map(line -> line + ", and its tags say that it logs in under the same name")
                        .toList());
        found.hinted(
                "machines: none of older generations is left",
                others.values().stream()
                        .map(line -> line + "; outpost-recovery release " + examined.name() + " --generation N ends it")
                        .toList());
    }
}
