package io.github.outpostrecovery.tests.wire;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What a function's JVM finds on its class path. Where the zip that is deployed has been made from the classes that are there,
 * it is what is in it, beside Lambda's own runtime interface client; otherwise what the tests have.
 */
final class FunctionCode {
    private static final String FUNCTIONS = "io.github.outpostrecovery.functions.";
    private static final List<String> PACKED = List.of("core", "storage-clients", "functions");

    /** Unpacked once. */
    private static final Optional<Path> LIBRARIES = unpack();

    private FunctionCode() {}

    /** The class path for a handler. */
    static String classPath(String handler) {
        return LIBRARIES
                .filter(there -> handler.startsWith(FUNCTIONS))
                .map(there -> there.resolve("*") + File.pathSeparator + ofTheRuntime())
                .orElseGet(FunctionCode::ofTheTests);
    }

    /** Which of the two it is, for a person. */
    static String description() {
        return LIBRARIES.isPresent()
                ? "the functions run from functions/target/functions.zip"
                : "the functions run from the classes of this build: functions/target/functions.zip is not there, or older";
    }

    /** Surefire hands the class path on inside a jar, and tells it here. */
    private static String ofTheTests() {
        return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElseGet(() -> System.getProperty("java.class.path", "."))
                .replace('\n', File.pathSeparatorChar);
    }

    /** What Lambda itself puts there. */
    private static String ofTheRuntime() {
        return Arrays.stream(ofTheTests().split(File.pathSeparator, -1))
                .filter(entry -> entry.contains("aws-lambda-java-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<Path> unpack() {
        Path zip = WireFolder.repository().resolve("functions/target/functions.zip");
        try {
            if (!Files.exists(zip) || Files.getLastModifiedTime(zip).compareTo(newestClass()) < 0) {
                return Optional.empty();
            }
            Path folder = Files.createTempDirectory(WireFolder.folder(), "lib");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "remove-unpacked-functions"));
            try (ZipFile opened = new ZipFile(zip.toFile())) {
                for (var entry :
                        opened.stream().filter(each -> !each.isDirectory()).toList()) {
                    try (InputStream in = opened.getInputStream(entry)) {
                        Path name = Path.of(entry.getName()).getFileName();
                        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
            return Optional.of(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            System.err.println(folder + " was left behind: " + left.getMessage());
        }
    }

    private static FileTime newestClass() throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (String module : PACKED) {
            Path classes = WireFolder.repository().resolve(module).resolve("target/classes");
            try (Stream<Path> files = Files.walk(classes)) {
                newest = files.filter(Files::isRegularFile)
                        .map(FunctionCode::modified)
                        .reduce(
                                newest,
                                (one, other) ->
                                        Comparator.<FileTime>naturalOrder().compare(one, other) >= 0 ? one : other);
            }
        }
        return newest;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
