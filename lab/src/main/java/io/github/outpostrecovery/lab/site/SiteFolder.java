package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Where a site is kept between commands: written anew as a whole before and after everything that matters, so that the
 * next command finds it as it was, also after {@code kill -9}. One process at a time may have it open.
 */
public final class SiteFolder implements AutoCloseable {
    private static final String FILE = "site.json";
    private static final String NEW_FILE = "site.json.new";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private SiteFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Whether a site was left in a folder. Makes nothing. */
    public static boolean holdsSite(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * Opens a folder, and makes it if it is not there.
     *
     * @throws IllegalStateException if another process has it open
     */
    public static SiteFolder open(Path folder) {
        requireNonNull(folder, "folder is null");
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new IllegalStateException(
                        "the site in " + folder + " is in use by another process: wait for it, or stop it");
            }
            return new SiteFolder(folder, channel, lock);
        } catch (IOException failed) {
            throw new UncheckedIOException("the site folder " + folder + " cannot be opened", failed);
        }
    }

    /** What was last written, if anything was. */
    public Optional<JsonNode> read() {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CoreJson.mapper().readTree(file.toFile()));
        } catch (IOException failed) {
            throw new UncheckedIOException("the site in " + folder + " cannot be read: run a new drill", failed);
        }
    }

    /** Replaces what was written, all or nothing. */
    public void write(JsonNode site) {
        Path fresh = folder.resolve(NEW_FILE);
        Path file = folder.resolve(FILE);
        try {
            CoreJson.mapper().writeValue(fresh.toFile(), site);
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException unsupported) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the site cannot be written to " + folder, failed);
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException failed) {
            throw new UncheckedIOException("the site folder " + folder + " cannot be closed", failed);
        }
    }
}
