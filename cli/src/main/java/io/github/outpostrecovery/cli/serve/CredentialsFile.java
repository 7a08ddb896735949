package io.github.outpostrecovery.cli.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file with what a client needs to be let in by a served array. Only its owner reads it, and it goes with the array. */
public final class CredentialsFile implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MARK = "madeBy";
    private static final String MADE_BY = "outpost-recovery lab serve";

    private final Path path;

    private CredentialsFile(Path path) {
        this.path = path;
    }

    /**
     * Checks that nothing of value is in the way.
     *
     * @throws IllegalArgumentException if there is a file that was not left over from an earlier served array
     */
    public static void check(Path path) {
        if (Files.exists(path) && !isOurs(path)) {
            throw new IllegalArgumentException(
                    "--credentials-file " + path + " exists, and is not from an earlier lab serve: name another one");
        }
    }

    /** Writes it. One that was left over from an earlier served array is replaced. */
    public static CredentialsFile write(Path path, ServedArray served) {
        check(path);
        try {
            ObjectNode document = document(served, Account.FENCING).put(MARK, MADE_BY);
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.deleteIfExists(path);
            byte[] bytes = JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document)
                    .getBytes(StandardCharsets.UTF_8);
            try (SeekableByteChannel channel = Files.newByteChannel(
                    path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(path))) {
                channel.write(ByteBuffer.wrap(bytes));
            }
            return new CredentialsFile(path);
        } catch (IOException failed) {
            throw new UncheckedIOException("the credentials file " + path + " cannot be written", failed);
        }
    }

    /** What lets in as one of the array's accounts, with the pin of its certificate. */
    static ObjectNode document(ServedArray served, Account account) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree(served.array().secretDocument(account, served.endpoint()));
            return document.put("certificateSha256", served.certificateSha256());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("simulated arrays write JSON", impossible);
        }
    }

    public Path path() {
        return path;
    }

    /** Removes it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            throw new UncheckedIOException("the credentials file " + path + " cannot be removed", failed);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isOurs(Path path) {
        try {
            JsonNode document = JSON.readTree(Files.readString(path, StandardCharsets.UTF_8));
            return document.path(MARK).asText().equals(MADE_BY);
        } catch (JsonProcessingException notJson) {
            return false;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
