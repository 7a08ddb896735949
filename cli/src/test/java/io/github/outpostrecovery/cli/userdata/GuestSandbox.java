package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.cli.userdata.Shell.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A guest to run scripts in: a directory in the place of "/", and a path on which the tools that change a machine are
 * stubs. Nothing outside of the directory can be reached by name: the path holds the stubs and what only reads and writes
 * files.
 */
final class GuestSandbox {
    private static final List<String> STUBS = List.of(
            "iscsiadm",
            "aws",
            "jq",
            "curl",
            "ip",
            "nmcli",
            "networkctl",
            "dhclient",
            "systemctl",
            "modprobe",
            "udevadm",
            "multipath",
            "semanage",
            "uname",
            "lsinitrd",
            "dracut",
            "localboot",
            "sleep",
            "dnf");

    private static final List<String> TOOLS = List.of(
            "bash",
            "sh",
            "cat",
            "grep",
            "sed",
            "awk",
            "mkdir",
            "chmod",
            "find",
            "head",
            "tail",
            "sort",
            "tr",
            "cut",
            "rm",
            "mv",
            "cp",
            "mktemp",
            "sha256sum",
            "base64",
            "gunzip",
            "gzip",
            "touch",
            "basename",
            "dirname");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    GuestSandbox(Path folder) {
        this.folder = folder;
        try {
            Path bin = Files.createDirectories(folder.resolve("bin"));
            Path stub = folder.resolve("stub.sh");
            try (InputStream source = Objects.requireNonNull(GuestSandbox.class.getResourceAsStream("stub.sh"))) {
                Files.write(stub, source.readAllBytes());
            }
            Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String name : STUBS) {
                Files.createSymbolicLink(bin.resolve(name), stub);
            }
            for (String name : TOOLS) {
                Files.createSymbolicLink(
                        bin.resolve(name),
                        Stream.of("/usr/bin/", "/bin/")
                                .map(place -> Path.of(place + name))
                                .filter(Files::exists)
                                .findFirst()
                                .orElseThrow());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        for (String file : List.of("calls", "fail", "sessions", "secret", "user-data")) {
            writeBeside(file, "");
        }
        write("dev/console", "");
        write("dev/nvme-fabrics", "");
        write("proc/cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/vda1 rd.iscsi.firmware=1 ro\n");
        write("sys/module/nvme_core/parameters/multipath", "Y\n");
        write("sys/class/net/eth0/address", "0a:00:00:00:00:00\n");
        write("sys/class/net/eth1/address", "0a:00:00:00:00:01\n");
        environment.put("PATH", bin().toString());
        environment.put("SANDBOX", folder.toString());
        environment.put("OUTPOST_RECOVERY_ROOT", root().toString());
        environment.put("LOG", folder.resolve("log").toString());
        environment.put("BASH_ENV", "");
    }

    Path root() {
        return folder.resolve("root");
    }

    private Path bin() {
        return folder.resolve("bin");
    }

    /** Runs a script; its status and all that it wrote. */
    Result run(String script, String... arguments) {
        try {
            Path file = Files.createTempFile(folder, "script", ".sh");
            Files.writeString(file, script);
            return Shell.run(
                    folder,
                    environment,
                    Stream.concat(
                                    Stream.of(
                                            script.startsWith("#!/bin/sh") ? "/bin/sh" : "/bin/bash", file.toString()),
                                    Stream.of(arguments))
                            .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void secret(String json) {
        writeBeside("secret", json);
    }

    void userData(String text) {
        writeBeside("user-data", text);
    }

    /** The next calls of {@code command} with {@code words} among its arguments fail. */
    void fail(String command, String words) {
        writeBeside("fail", command + " " + words + "\n");
    }

    void healed() {
        writeBeside("fail", "");
    }

    void without(String command) {
        try {
            Files.delete(bin().resolve(command));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every call of a stub so far, a line each. */
    String calls() {
        return readBeside("calls");
    }

    String log() {
        return Files.exists(folder.resolve("log")) ? readBeside("log") : "";
    }

    void write(String path, String content) {
        try {
            Path file = root().resolve(path);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String read(String path) {
        try {
            return Files.readString(root().resolve(path), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean exists(String path) {
        return Files.exists(root().resolve(path));
    }

    void remove(String path) {
        try {
            Files.delete(root().resolve(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The permissions of a file, as {@code ls} shows them. */
    String permissions(String path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(root().resolve(path)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void writeBeside(String name, String content) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String readBeside(String name) {
        try {
            return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
