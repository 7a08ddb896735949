package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.array.Surroundings;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.launch.LaunchOption;
import io.github.outpostrecovery.cli.launch.LaunchOutcome;
import io.github.outpostrecovery.cli.launch.LaunchWizard;
import io.github.outpostrecovery.cli.launch.MandatoryOptions;
import io.github.outpostrecovery.cli.launch.Patience;
import io.github.outpostrecovery.cli.launch.WizardException;
import io.github.outpostrecovery.cli.launch.WizardFailure;
import io.github.outpostrecovery.cli.prompt.Answers;
import io.github.outpostrecovery.cli.prompt.HiddenInput;
import io.github.outpostrecovery.cli.prompt.MissingAnswersException;
import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.prompt.TerminalPrompts;
import io.github.outpostrecovery.cli.prompt.UnattendedPrompts;
import io.github.outpostrecovery.cli.terminal.Printable;
import io.github.outpostrecovery.cli.userdata.MustacheUserDataRenderer;
import io.github.outpostrecovery.cli.userdata.UserDataRenderer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code launch}: the launch wizard. */
@Command(
        name = "launch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Launches an instance on an Outpost that boots from a storage array, or attaches volumes of one.",
            "Asks for what is not given, shows one plan of all changes, and changes nothing before the last yes."
                    + " \"back\" or",
            "\"<\" returns to the question before."
        },
        footer = {
            "",
            "No password stands on a command line. --NAME-password, --pure-api-key and --pure-api-token take no value:"
                    + " the",
            "array's credentials are typed without echo, or come from --array-secret, from --credentials-file, or from",
            "OUTPOST_RECOVERY_ARRAY_USERNAME and OUTPOST_RECOVERY_ARRAY_PASSWORD (FlashArray:"
                    + " OUTPOST_RECOVERY_ARRAY_TOKEN).",
            "The file and the secret hold {\"vendor\", \"endpoint\", \"username\", \"password\"} or \"apiToken\","
                    + " optionally",
            "\"caCertPem\" or \"certificateSha256\".",
            "",
            "A file of answers is a JSON object: the name of an option without its hyphens, and a text, or a list of"
                    + " texts.",
            "",
            "Not supported: sanboot over nvme, and data_volumes over nvme on windows.",
            "",
            "For example:",
            "  outpost-recovery launch netapp iscsi",
            "  outpost-recovery launch dell nvme --yes --feature-name data_volumes --guest-os-type linux \\",
            "      --instance-name web-01 --subnet-id subnet-0a1b2c3d --ami-id ami-0a1b2c3d --instance-type"
                    + " c6id.2xlarge \\",
            "      --array-secret powerstore-1 --volume-name web-01-data",
            "",
            "Exit codes: 0 launched, 1 failed, 2 usage, 3 not found, 4 refused, nothing was changed, 6 a human must"
                    + " look, 130",
            "interrupted. A failure begins with its stable name in brackets, such as [subnet-not-found]."
        })
final class LaunchCommand implements Callable<Integer> {
    private static final Duration PROGRESS = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Map<String, String> environment;
    private final UserDataRenderer renderer;

    @Mixin
    private CloudOptions cloud = new CloudOptions();

    @Option(
            names = {"-y", "--yes", "--assume-yes"},
            description = "ask nothing: take every default, and list all that is missing at once")
    private boolean unattended;

    @Option(names = "--answers", paramLabel = "FILE", description = "answer from a file; options go before it")
    private @Nullable Path answers;

    @Option(
            names = "--save-answers",
            paramLabel = "FILE",
            description = "write all answers to a file, for --answers; never a password")
    private @Nullable Path saveAnswers;

    @Option(names = "--no-wait", description = "do not wait until the instance runs and the array sees it")
    private boolean noWait;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "how to show the result on stdout (default: ${DEFAULT-VALUE})",
            defaultValue = "TABLE")
    private Format format = Format.TABLE;

    /** The formats. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = {"--dell-password", "--hpe-password", "--netapp-password", "--pure-api-key", "--pure-api-token"},
            arity = "0..1",
            paramLabel = "",
            fallbackValue = "",
            description = "takes no value: it is asked for, without echo")
    private @Nullable String password;

    @Spec
    private @Nullable CommandSpec spec;

    LaunchCommand(Surroundings surroundings, Map<String, String> environment, UserDataRenderer renderer) {
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
        this.environment = Map.copyOf(environment);
        this.renderer = requireNonNull(renderer, "renderer is null");
    }

    /** The command, with an option for each question of the wizard. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(
                new LaunchCommand(surroundings, System.getenv(), new MustacheUserDataRenderer()));
        int position = 0;
        for (LaunchOption option : LaunchOption.values()) {
            switch (option.kind()) {
                case WORD ->
                    spec.addPositional(PositionalParamSpec.builder()
                            .index(Integer.toString(position++))
                            .arity("0..1")
                            .paramLabel(option.label())
                            .description(option.description())
                            .type(String.class)
                            .build());
                case VALUE -> spec.addOption(builder(option).type(String.class).build());
                case LIST ->
                    spec.addOption(builder(option)
                            .type(List.class)
                            .auxiliaryTypes(String.class)
                            .arity("1")
                            .build());
                case FLAG ->
                    spec.addOption(builder(option)
                            .type(Boolean.class)
                            .arity("0")
                            .negatable(true)
                            .build());
                case RUN_FLAG ->
                    spec.addOption(builder(option)
                            .type(Boolean.class)
                            .arity("0")
                            .negatable(option == LaunchOption.SAVE_ONLY)
                            .hidden(option == LaunchOption.PROCEED)
                            .build());
            }
        }
        return new CommandLine(spec);
    }

    private static OptionSpec.Builder builder(LaunchOption option) {
        return OptionSpec.builder(option.names().toArray(String[]::new))
                .paramLabel(option.label())
                .description(option.description());
    }

    @Override
    public Integer call() {
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        try {
            return launched(command);
        } catch (WizardException failed) {
            return failed(command, failed.failure(), String.valueOf(failed.getMessage()), failed.next());
        } catch (MissingAnswersException missing) {
            return failed(
                    command,
                    WizardFailure.MISSING_ANSWERS,
                    String.valueOf(missing.getMessage()),
                    "give these options, or run the command in a terminal without --yes");
        } catch (IllegalArgumentException malformed) {
            return failed(
                    command,
                    WizardFailure.INVALID_INPUT,
                    String.valueOf(malformed.getMessage()),
                    "see outpost-recovery launch --help");
        }
    }

    private int launched(CommandLine command) {
        if (password != null && !password.isEmpty()) {
            throw new WizardException(
                    WizardFailure.SECRET_ON_COMMAND_LINE,
                    "a password does not stand on a command line, where the history and other users see it",
                    "change it, and leave it out: it is asked for without echo, or comes from --array-secret, "
                            + "--credentials-file or OUTPOST_RECOVERY_ARRAY_PASSWORD");
        }
        Answers given = given(command).or(file());
        if (unattended) {
            List<String> missing = MandatoryOptions.missing(given, environment);
            if (!missing.isEmpty()) {
                throw new MissingAnswersException(missing);
            }
        }
        PrintWriter err = command.getErr();
        Prompts prompts = unattended
                ? new UnattendedPrompts(line -> println(err, line))
                : new TerminalPrompts(surroundings.typed(), HiddenInput.of(surroundings.typed()), err);
        LaunchOutcome outcome = cloud.on(
                command,
                opened -> new LaunchWizard(
                                opened,
                                renderer,
                                prompts,
                                new LaunchWizard.Surroundings(
                                        environment,
                                        UUID::randomUUID,
                                        new Patience(PROGRESS, line -> println(err, line)),
                                        this::remember))
                        .run(given, noWait ? LaunchWizard.Waiting.NOT_AT_ALL : LaunchWizard.Waiting.UNTIL_ATTACHED));
        PrintWriter out = command.getOut();
        switch (format) {
            case JSON -> out.println(outcome.json(suffix(command)).toPrettyString());
            case TABLE -> outcome.lines(suffix(command)).forEach(out::println);
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private static void println(PrintWriter err, String line) {
        err.println(Printable.line(line));
        err.flush();
    }

    /** What the command line answers. */
    private static Answers given(CommandLine command) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        CommandLine.ParseResult parsed = command.getParseResult();
        int position = 0;
        for (LaunchOption option : LaunchOption.values()) {
            Object value = option.kind() == LaunchOption.Kind.WORD
                    ? parsed.matchedPositionalValue(position++, null)
                    : parsed.matchedOptionValue(option.option(), null);
            switch (value) {
                case null -> {}
                case List<?> list ->
                    values.put(
                            option.option(), list.stream().map(String::valueOf).toList());
                default -> values.put(option.option(), List.of(folded(option, value.toString())));
            }
        }
        return new Answers(values);
    }

    /** Words of the wizard's own may be written in any case. */
    private static String folded(LaunchOption option, String value) {
        return switch (option) {
            case VENDOR, PROTOCOL, FEATURE, GUEST, HARDWARE, RACK_NETWORK, UPDATES, DATA_PROTOCOL ->
                value.toLowerCase(java.util.Locale.ROOT);
            default -> value;
        };
    }

    private Answers file() {
        if (answers == null) {
            return Answers.NONE;
        }
        List<String> known = new ArrayList<>();
        for (LaunchOption option : LaunchOption.values()) {
            if (option.kind() != LaunchOption.Kind.RUN_FLAG) {
                known.add(option.option());
            }
        }
        try {
            Answers read = Answers.parse(Files.readString(answers, StandardCharsets.UTF_8), known);
            for (LaunchOption option : LaunchOption.values()) {
                List<String> several = read.values().getOrDefault(option.option(), List.of());
                if (option.kind() != LaunchOption.Kind.LIST && several.size() > 1) {
                    throw new IllegalArgumentException("the answers " + answers + " give " + several.size()
                            + " values for " + option.option() + ", which takes one");
                }
            }
            return read;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the answers " + answers + " cannot be read", unreadable);
        }
    }

    private void remember(Answers all) {
        if (saveAnswers == null) {
            return;
        }
        Map<String, List<String>> kept = new LinkedHashMap<>(all.values());
        for (LaunchOption option : LaunchOption.values()) {
            if (option.kind() == LaunchOption.Kind.RUN_FLAG) {
                kept.remove(option.option());
            }
        }
        try {
            Files.writeString(saveAnswers, new Answers(kept).toJson(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new WizardException(
                    WizardFailure.SAVE_FAILED,
                    "the answers cannot be written to " + saveAnswers + "; nothing was changed",
                    "give --save-answers another path");
        }
    }

    /** What commands that follow need to work on the same account. */
    private static String suffix(CommandLine command) {
        StringBuilder suffix = new StringBuilder();
        CommandLine.ParseResult parsed = command.getParseResult();
        if (parsed.hasMatchedOption("--local")) {
            suffix.append(" --local");
        }
        for (String option : List.of("--site", "--profile", "--region", "--stack")) {
            Object value = parsed.matchedOptionValue(option, null);
            if (value != null) {
                suffix.append(' ').append(option).append(' ').append(value);
            }
        }
        return suffix.toString();
    }

    private int failed(CommandLine command, WizardFailure failure, String message, String next) {
        PrintWriter err = command.getErr();
        switch (format) {
            case JSON -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.set("error", error(failure, message, next));
                command.getOut().println(json.toPrettyString());
                command.getOut().flush();
            }
            case TABLE -> {
                err.println("outpost-recovery: [" + failure.slug() + "] " + Printable.line(message));
                err.println("What to do: " + Printable.line(next));
            }
        }
        err.flush();
        return failure.exitCode().code();
    }

    private static JsonNode error(WizardFailure failure, String message, String next) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", failure.slug())
                .put("message", message)
                .put("next", next);
    }
}
