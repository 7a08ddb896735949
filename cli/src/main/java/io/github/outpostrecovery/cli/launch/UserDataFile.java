package io.github.outpostrecovery.cli.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Writes a file that only its owner can read, whole or not at all, in place of an earlier one. */
final class UserDataFile {
    private UserDataFile() {}

    static void write(Path path, String text) {
        Path absolute = path.toAbsolutePath();
        try {
            Path folder = Optional.ofNullable(absolute.getParent()).orElse(absolute);
            Files.createDirectories(folder);
            boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Path part = folder.resolve(absolute.getFileName() + ".part");
            Files.deleteIfExists(part);
            try (SeekableByteChannel channel = Files.newByteChannel(
                    part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UnsupportedOperationException failed) {
            throw new WizardException(
                    WizardFailure.SAVE_FAILED,
                    path + " cannot be written (" + failed.getClass().getSimpleName() + ")",
                    "choose another path, or change its permissions");
        }
    }
}
