package io.github.outpostrecovery.tests.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.cli.OutpostRecovery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The command as a user types it, with nothing but an endpoint, a key and a Region around it. The SDK takes the place of its
 * environment variables by system properties, which a test can set for this process, and has to put back.
 */
final class CommandLineAtMoto implements AutoCloseable {
    private final Map<String, String> before = new TreeMap<>();

    CommandLineAtMoto(URI endpoint) {
        // The launcher tells where the release is.
        set("outpost-recovery.home", EngineLikeStack.repository().toString());
        set("aws.endpointUrl", endpoint.toString());
        set("aws.accessKeyId", CloudStage.KEY);
        set("aws.secretAccessKey", CloudStage.KEY);
        set("aws.region", "us-west-2");
    }

    /** How a command ended. */
    record Ran(int exit, String out, String err) {
        /** What it said on stdout, as JSON. */
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (JsonProcessingException noJson) {
                throw new AssertionError("no JSON: " + this, noJson);
            }
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n" + out + err;
        }
    }

    /** Types a command: one line, words separated by spaces; what has spaces in it comes after. */
    Ran type(String line, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments =
                Stream.concat(Stream.of(line.split(" ", -1)), Stream.of(more)).toArray(String[]::new);
        int exit = command.execute(arguments);
        System.out.println("$ outpost-recovery " + String.join(" ", arguments) + " -> " + exit);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** Types a command that has to end well. */
    Ran succeed(String line, String... more) {
        Ran ran = type(line, more);
        assertThat(ran.exit()).as(line + ": " + ran).isZero();
        return ran;
    }

    private void set(String property, String value) {
        before.put(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }

    @Override
    public void close() {
        before.forEach((property, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }
}
