package io.github.outpostrecovery.cli.protect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CloudFormation template of one protection, as this release ships it. */
public final class ProtectionTemplate {
    private static final String NAME = "protection.yaml";
    private static final String HOME = "outpost-recovery.home";

    private ProtectionTemplate() {}

    /**
     * Reads it: out of the command's own jar, or out of the folder that the system property {@value #HOME} names.
     *
     * @throws IllegalStateException if it is in neither
     */
    public static String read() {
        try (InputStream shipped = ProtectionTemplate.class.getResourceAsStream("/" + NAME)) {
            if (shipped != null) {
                return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            }
            Path file = Path.of(System.getProperty(HOME, "."), NAME);
            if (Files.isRegularFile(file)) {
                return Files.readString(file);
            }
            throw new IllegalStateException(NAME + " is neither in this release nor at " + file.toAbsolutePath()
                    + ": run the outpost-recovery command of a complete folder");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(NAME + " cannot be read", unreadable);
        }
    }
}
