package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.cli.userdata.GuestScript.Frequency;
import io.github.outpostrecovery.cli.userdata.GuestScript.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads scripts of the operator's from files. */
public final class GuestScripts {
    /** Larger than anything that would fit; what is larger is not read. */
    private static final long LARGEST = 1024L * 1024;

    /** A script says so by itself in one of its first lines; then nobody has to say it on the command line. */
    private static final Pattern EVERY_BOOT = Pattern.compile("#\\s*outpost-recovery:\\s*every-boot\\s*");

    private static final int LINES_WITH_REMARKS = 10;

    private GuestScripts() {}

    /** What came of reading a file. */
    public sealed interface Outcome {
        /**
         * A script.
         *
         * @param notices what was assumed or changed, a line each
         */
        record Read(GuestScript script, List<String> notices) implements Outcome {
            public Read {
                notices = List.copyOf(notices);
            }
        }

        /** There is nothing in it: it is left out. */
        record Empty(String notice) implements Outcome {}

        /** There is no such file. */
        record Missing(String reason) implements Outcome {}

        /** It is there, and cannot be read as text. */
        record Unreadable(String reason) implements Outcome {}
    }

    /**
     * Reads a script, and tells its kind by its name or, where that says nothing, by how it begins: {@code .yml},
     * {@code .yaml} and {@code #cloud-config} are cloud-config, everything else is for a shell. It runs once for the
     * protected instance and its volume unless {@code frequency} says otherwise or one of its first lines is
     * {@code # outpost-recovery: every-boot}.
     *
     * @param frequency what was asked for, for this file; empty if nothing
     */
    public static Outcome read(Path file, Optional<Frequency> frequency) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse(file.toString());
        if (!Files.exists(file)) {
            return new Outcome.Missing("guest script " + file + " is not there");
        }
        String content;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return new Outcome.Unreadable(
                        "guest script " + file + " is no file of at most " + LARGEST / 1024 + " KiB");
            }
            content = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException binary) {
            return new Outcome.Unreadable("guest script " + file + " is not text in UTF-8");
        } catch (IOException unreadable) {
            return new Outcome.Unreadable("guest script " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
        return read(name, content, frequency);
    }

    /** Reads a script that is already at hand. */
    public static Outcome read(String name, String content, Optional<Frequency> frequency) {
        List<String> notices = new ArrayList<>();
        String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
        if (text.contains("\r")) {
            text = text.replace("\r\n", "\n").replace('\r', '\n');
            notices.add("guest script " + name + " had the line ends of Windows; the guest gets those of Linux");
        }
        if (text.isBlank()) {
            return new Outcome.Empty("guest script " + name + " is empty and left out");
        }
        boolean marked = text.lines()
                .limit(LINES_WITH_REMARKS)
                .anyMatch(line -> EVERY_BOOT.matcher(line.strip()).matches());
        Frequency chosen = frequency.orElse(marked ? Frequency.EVERY_BOOT : Frequency.ONCE_PER_VOLUME);
        return new Outcome.Read(new GuestScript(name, kind(name, text, notices), chosen, text), notices);
    }

    private static Kind kind(String name, String text, List<String> notices) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yml") || lower.endsWith(".yaml") || text.startsWith("#cloud-config")) {
            return Kind.CLOUD_CONFIG;
        }
        if (!lower.endsWith(".sh") && !lower.endsWith(".bash") && !text.startsWith("#!/")) {
            notices.add("guest script " + name + " does not tell what it is; it is taken for a shell script");
        }
        return Kind.SHELL;
    }
}
