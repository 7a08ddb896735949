package io.github.outpostrecovery.tests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.OutpostRecovery;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine;

/** Somebody who types commands for one simulated site. */
final class Typed {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an array remembers of commands that only look: meters, and counters of log-ins to its management. */
    private static final Set<String> MEMORIES = Set.of(
            "frontEnd",
            "history",
            "loginTraces",
            "traces",
            "discoveries",
            "load",
            "managementSessions",
            "logins",
            "identifiers");

    private final Path folder;

    Typed(Path folder) {
        this.folder = folder;
    }

    /** What a shell sees of a command. */
    record Ran(int exit, String out, String err) {
        JsonNode json() {
            return read(out);
        }

        /** The end of both streams, where it says why a command failed. */
        @Override
        public String toString() {
            return "exit " + exit + " | " + end(err) + " | " + end(out);
        }

        private static String end(String text) {
            return text.substring(Math.max(0, text.length() - 500)).strip();
        }
    }

    /** Runs a command on this site that shows its result as JSON. */
    Ran run(String... words) {
        return run(List.of(words));
    }

    Ran run(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--output", "json"));
        return plain(all);
    }

    /** Runs a command on this site that has nothing to show. */
    Ran plain(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--local", "--site", folder.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        return new Ran(exit, out.toString(), err.toString());
    }

    /** What the site consists of between two commands: the arrays but for their meters, the machines, and all EC2 knows. */
    List<JsonNode> world() {
        JsonNode site = saved().path("site");
        return List.of(withoutMemories(site.path("arrays")), site.path("region").path("ec2"), site.path("machines"));
    }

    /** What the site's oracle has against what was done, of every kind; it sees each write and each way to a volume. */
    List<String> violations() {
        JsonNode oracle = saved().path("site").path("oracle");
        assertThat(oracle.path("violations").isArray()).isTrue();
        List<String> all = new ArrayList<>();
        oracle.path("violations").forEach(one -> all.add(one.toString()));
        oracle.path("standing").forEach(one -> all.add(one.toString()));
        return all;
    }

    private static JsonNode withoutMemories(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(MEMORIES);
        }
        node.forEach(Typed::withoutMemories);
        return node;
    }

    /**
     * Every initiator of ours that lets a machine in on an array, be it in a host, a mapping or a CHAP record. What a port or a
     * meter remembers of the past lets nobody in. Over NVMe/TCP the names of neighbours look like ours, and are told as well.
     */
    SortedSet<String> namesOnArrays(String instance) {
        SortedSet<String> names = new TreeSet<>();
        collect(withoutMemories(saved().path("site").path("arrays")), instance, names);
        return names;
    }

    private static void collect(JsonNode node, String instance, SortedSet<String> into) {
        if (node.isTextual()) {
            String text = node.asText();
            if (text.startsWith("iqn.2006-03.com.amazon.aws:" + instance + ".")
                    || text.startsWith("nqn.2014-08.org.nvmexpress:uuid:")) {
                into.add(text);
            }
        }
        node.properties().forEach(field -> {
            collect(JSON.getNodeFactory().textNode(field.getKey()), instance, into);
            collect(field.getValue(), instance, into);
        });
        if (node.isArray()) {
            node.forEach(child -> collect(child, instance, into));
        }
    }

    private JsonNode saved() {
        try {
            return read(Files.readString(folder.resolve("site.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no site was saved", unreadable);
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException("no JSON: " + text, malformed);
        }
    }
}
