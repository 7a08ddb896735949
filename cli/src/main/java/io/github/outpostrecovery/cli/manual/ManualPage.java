package io.github.outpostrecovery.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command and of all commands in it, in the language of man(7). */
public final class ManualPage {
    private final List<String> lines = new ArrayList<>();

    private ManualPage() {}

    /**
     * Writes the page.
     *
     * @param command the whole command
     */
    public static String of(CommandLine command) {
        ManualPage page = new ManualPage();
        CommandSpec root = command.getCommandSpec();
        String name = root.qualifiedName();
        page.lines.add(".\\\" Made by \"" + name + " man\". Do not edit.");
        page.lines.add(".TH \"" + escape(name).toUpperCase(java.util.Locale.ROOT) + "\" \"1\" \"\" \""
                + escape(String.join(" ", root.version())) + "\" \"Operator's manual\"");
        page.lines.add(".nh");
        page.lines.add(".ad l");
        page.section("NAME");
        page.text(
                name + " \\- " + escape(plain(root.usageMessage().description()).getFirst()));
        page.section("SYNOPSIS");
        page.text("\\fB" + escape(name) + "\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]");
        page.section("COMMANDS");
        page.commands(root);
        page.section("EXIT STATUS");
        plain(root.usageMessage().footer()).stream()
                .filter(line -> !line.isBlank())
                .forEach(line -> page.text(escape(line)));
        return String.join("\n", page.lines) + "\n";
    }

    private void commands(CommandSpec parent) {
        parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .distinct()
                .forEach(command -> {
                    describe(command);
                    commands(command);
                });
    }

    private void describe(CommandSpec command) {
        StringBuilder synopsis = new StringBuilder("\\fB" + escape(command.qualifiedName()) + "\\fR");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String label = "\\fI" + escape(parameter.paramLabel()) + "\\fR";
            synopsis.append(' ').append(parameter.required() ? label : "[" + label + "]");
        }
        lines.add(".SS " + synopsis);
        plain(command.usageMessage().description()).forEach(line -> text(escape(line)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            argument("\\fI" + escape(parameter.paramLabel()) + "\\fR", parameter);
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                argument(names(option), option);
            }
        }
    }

    private static String names(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " \\fI" + escape(option.paramLabel()) + "\\fR";
        return String.join(
                        ", ",
                        Arrays.stream(option.names())
                                .map(name -> "\\fB" + escape(name) + "\\fR")
                                .toList())
                + label;
    }

    private void argument(String term, ArgSpec argument) {
        lines.add(".TP");
        lines.add(term);
        List<String> description = plain(argument.description()).stream()
                .map(line -> withValues(line, argument))
                .toList();
        text(description.isEmpty() ? "" : escape(String.join(" ", description)));
    }

    /** With the variables that picocli fills in for its own help. */
    private static String withValues(String line, ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        return line.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()))
                .replace("${COMPLETION-CANDIDATES}", candidates == null ? "" : String.join(", ", candidates));
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private void text(String text) {
        // A line that begins with a dot or an apostrophe would be a request.
        lines.add(text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text);
    }

    /** Without picocli's own mark-up. */
    private static List<String> plain(String[] text) {
        return Arrays.stream(text)
                .map(line ->
                        CommandLine.Help.Ansi.OFF.string(line.replace("%n", " ").replace("%%", "%")))
                .toList();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
    }
}
