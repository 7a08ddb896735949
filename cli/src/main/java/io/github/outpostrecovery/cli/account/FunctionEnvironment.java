package io.github.outpostrecovery.cli.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.outpostrecovery.functions.aws.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What each function of the stack is told by its environment, as {@code sam local invoke --env-vars} reads it. */
public final class FunctionEnvironment {
    /** How a container calls the machine that runs it (Docker documentation, "Networking"). */
    public static final String HOST_OF_CONTAINERS = "host.docker.internal";

    static final String STACK = "outpost-recovery";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> variables;

    private FunctionEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** What a stack named {@value #STACK} tells its functions. */
    static FunctionEnvironment standard() {
        String machines = "arn:aws:states:us-west-2:111122223333:stateMachine:" + STACK;
        return new FunctionEnvironment(Map.of(
                "STACK_NAME", STACK,
                "RECOVERY_TABLE", STACK,
                "RECOVERY_STATE_MACHINE_ARN", machines + "-recovery",
                "RECOVERY_STATE_MACHINE_ALIAS_ARN", machines + "-recovery:live",
                "APPROVAL_STATE_MACHINE_ARN", machines + "-approval"));
    }

    FunctionEnvironment withTopics(String notices, String alarms) {
        return with("NOTICE_TOPIC_ARN", notices).with("ALARM_TOPIC_ARN", alarms);
    }

    /** With the AWS calls going to {@code endpoint}, as the functions see it. */
    public FunctionEnvironment withEndpoint(URI endpoint) {
        return with(Clients.ENDPOINT, endpoint.toString());
    }

    private FunctionEnvironment with(String name, String value) {
        Map<String, String> more = new TreeMap<>(variables);
        more.put(name, value);
        return new FunctionEnvironment(more);
    }

    /** The same place by the name that containers have for the machine that runs them, if it is on that machine. */
    public static URI asContainersSeeIt(URI endpoint) {
        boolean here = "127.0.0.1".equals(endpoint.getHost()) || "localhost".equals(endpoint.getHost());
        return here
                ? URI.create(endpoint.getScheme() + "://" + HOST_OF_CONTAINERS + ":" + endpoint.getPort())
                : endpoint;
    }

    /** Each variable with its value. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Writes the file: {@code Parameters} are told to every function (AWS SAM Developer Guide, "sam local invoke"). */
    public void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file,
                    JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(Map.of("Parameters", new TreeMap<>(variables)))
                            + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings have a JSON form", impossible);
        } catch (IOException failed) {
            throw new UncheckedIOException("the environment file " + file + " cannot be written", failed);
        }
    }
}
