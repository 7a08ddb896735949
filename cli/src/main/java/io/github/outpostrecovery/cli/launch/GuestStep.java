package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.userdata.GuestScript;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.cli.userdata.UserDataRequest.Updates;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks what the guest runs, and what it may do about tools that it lacks. */
final class GuestStep {
    private static final String EVERY_BOOT = ":every-boot";

    private final Asking asking;
    private final Purpose purpose;

    GuestStep(Asking asking, Purpose purpose) {
        this.asking = requireNonNull(asking, "asking is null");
        this.purpose = requireNonNull(purpose, "purpose is null");
    }

    List<GuestScript> scripts() {
        if (!purpose.boots() || purpose.guest() != GuestSystem.LINUX) {
            if (asking.isGiven(LaunchOption.SCRIPT)) {
                asking.listed(LaunchOption.SCRIPT);
                asking.tell("Note: guest scripts are ignored: they run in Linux that boots from the array.");
            }
            return List.of();
        }
        List<String> typed = asking.isGiven(LaunchOption.SCRIPT)
                ? asking.listed(LaunchOption.SCRIPT)
                : split(asking.text(
                        LaunchOption.SCRIPT,
                        "Scripts for the guest, separated by commas, or " + LaunchOption.NONE,
                        Optional.of(LaunchOption.NONE),
                        line -> split(line).stream()
                                .filter(one -> !Files.isRegularFile(file(one)))
                                .findFirst()
                                .map(one -> "there is no file " + file(one)),
                        WizardFailure.SCRIPT_NOT_FOUND));
        List<GuestScript> scripts = new ArrayList<>();
        typed.stream()
                .flatMap(line -> split(line).stream())
                .forEach(one -> script(one).ifPresent(scripts::add));
        return scripts;
    }

    Updates updates(boolean attachesData) {
        return asking.word(
                LaunchOption.UPDATES,
                "What the guest may do about tools that it lacks",
                Optional.of(attachesData ? Updates.INSTALL_MISSING : Updates.NONE),
                List.of(Updates.values()),
                value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static List<String> split(String line) {
        return line.equals(LaunchOption.NONE)
                ? List.of()
                : List.of(line.split(",", -1)).stream().map(String::strip).toList();
    }

    private static Path file(String typed) {
        return expanded(typed.endsWith(EVERY_BOOT) ? typed.substring(0, typed.length() - EVERY_BOOT.length()) : typed);
    }

    /** A path as a shell would read it. */
    static Path expanded(String typed) {
        return typed.equals("~") || typed.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), typed.substring(1).replaceFirst("^/", ""))
                : Path.of(typed);
    }

    private Optional<GuestScript> script(String typed) {
        Path file = file(typed);
        if (!Files.isRegularFile(file)) {
            throw new WizardException(
                    WizardFailure.SCRIPT_NOT_FOUND, "there is no file " + file, "give the path of a script");
        }
        String content;
        try {
            content = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException binary) {
            throw new WizardException(
                    WizardFailure.SCRIPT_UNREADABLE, "the script " + file + " is not UTF-8 text", "save it as UTF-8");
        } catch (IOException unreadable) {
            throw new WizardException(
                    WizardFailure.SCRIPT_UNREADABLE,
                    "the script " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    "check its permissions");
        }
        if (content.isBlank()) {
            asking.tell("Note: the script " + file + " is empty, and left out.");
            return Optional.empty();
        }
        return Optional.of(new GuestScript(
                Optional.ofNullable(file.getFileName()).orElse(file).toString(),
                kind(file.toString().toLowerCase(Locale.ROOT), content),
                typed.endsWith(EVERY_BOOT) ? GuestScript.Frequency.EVERY_BOOT : GuestScript.Frequency.ONCE_PER_VOLUME,
                content));
    }

    private GuestScript.Kind kind(String file, String content) {
        if (file.endsWith(".yml") || file.endsWith(".yaml") || content.startsWith("#cloud-config")) {
            return GuestScript.Kind.CLOUD_CONFIG;
        }
        if (!file.endsWith(".sh") && !file.endsWith(".bash") && !content.startsWith("#!/")) {
            asking.tell("Note: " + file + " does not say what it is, and is taken for a shell script.");
        }
        return GuestScript.Kind.SHELL;
    }
}
