package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.local.LocalCloud;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lab show}: what there is on a site. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Lists what there is on the simulated site, so that its names and ids can be copied into other"
                + " commands.")
final class LabShowCommand implements Callable<Integer> {
    @Mixin
    private LabSite site = new LabSite();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        List<LabInventory.Section> sections = site.reopen(
                command,
                ColourChoice.AUTOMATIC,
                drill -> new LabInventory(drill.site(), LocalCloud.of(drill.site(), drill::save)).sections());
        output.show(
                command.getOut(),
                json(sections),
                sections.stream()
                        .filter(section -> !section.rows().isEmpty())
                        .map(section -> new AnswerOutput.Table(section.title(), section.header(), section.rows()))
                        .toList());
        return ExitCode.DONE.code();
    }

    private static ObjectNode json(List<LabInventory.Section> sections) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (LabInventory.Section section : sections) {
            ArrayNode rows = all.putArray(section.key());
            for (List<String> row : section.rows()) {
                ObjectNode one = rows.addObject();
                for (int column = 0; column < row.size(); column++) {
                    one.put(
                            section.header()
                                    .get(column)
                                    .toLowerCase(Locale.ROOT)
                                    .replace(' ', '-'),
                            row.get(column));
                }
            }
        }
        return all;
    }
}
