package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.account.FunctionEnvironment;
import io.github.outpostrecovery.cli.account.FurnishedAccount;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.serve.BadNight;
import io.github.outpostrecovery.cli.serve.CredentialsFile;
import io.github.outpostrecovery.cli.serve.ServedArray;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.rest.RestServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code lab serve}: a simulated array, for the commands of another shell. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Serves a simulated array on 127.0.0.1 over HTTPS, in real time, until Ctrl-C or the end of --for, and "
                        + "tells what to type in another shell: array check, access, fence, grant.")
final class ServeCommand implements Callable<Integer> {
    private static final int MOST_VOLUMES = 64;
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--vendor",
            paramLabel = "V",
            description = "netapp, purestorage, dell or hpe (default: ${DEFAULT-VALUE})",
            defaultValue = "netapp")
    private String vendor = "netapp";

    @Option(names = "--protocol", description = "iscsi or nvme (default: ${DEFAULT-VALUE})", defaultValue = "ISCSI")
    private DrillOptions.Transport protocol = DrillOptions.Transport.ISCSI;

    @Option(
            names = "--topology",
            converter = Words.OfTopology.class,
            description = "how the volumes are shown: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
            completionCandidates = Words.Topologies.class,
            defaultValue = "private-object")
    private Topology topology = Topology.PRIVATE_OBJECT;

    @Option(
            names = "--volumes",
            paramLabel = "N",
            description = "volumes of the instance (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int volumes = 2;

    @Option(
            names = "--machine",
            description = "alive (logged in, writing), dead or none (default: ${DEFAULT-VALUE})",
            defaultValue = "ALIVE")
    private ServedArray.Machine machine = ServedArray.Machine.ALIVE;

    @Option(
            names = "--fault",
            converter = Words.OfBadNight.class,
            description = "what goes wrong; may be repeated: ${COMPLETION-CANDIDATES}",
            completionCandidates = Words.BadNights.class)
    private List<BadNight> faults = new ArrayList<>();

    @Option(names = "--port", paramLabel = "N", description = "where to listen (default: any free port)")
    private int port = RestServer.ANY_PORT;

    @Option(
            names = "--credentials-file",
            paramLabel = "FILE",
            description = "where to put the credentials, for its owner only; removed at the end (default: "
                    + ".outpost-recovery/array-PORT.json)")
    private @Nullable Path credentialsFile;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description =
                    "an emulator of AWS to put web-01 into: books, configuration, secrets, template, alarm and topics")
    private @Nullable URI emulator;

    @Option(
            names = "--env-vars",
            paramLabel = "FILE",
            description = "where to put the environment of the functions, for sam local invoke; needs --endpoint-url "
                    + "(default: ${DEFAULT-VALUE})",
            defaultValue = "events/env.json")
    private Path environmentFile = Path.of("events", "env.json");

    @Option(
            names = "--containers",
            description = "listen on every address, and be called host.docker.internal, so that containers reach it")
    private boolean containers;

    @Option(names = "--for", paramLabel = "DURATION", description = "stop by itself, after PT10M for instance")
    private @Nullable Duration duration;

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check();
        ServedArray.Order order = new ServedArray.Order(
                vendor,
                switch (protocol) {
                    case ISCSI -> Protocol.ISCSI;
                    case NVME -> Protocol.NVME_TCP;
                },
                topology,
                volumes,
                port,
                containers ? ServedArray.Audience.CONTAINERS : ServedArray.Audience.THIS_MACHINE,
                machine,
                faults.isEmpty() ? EnumSet.noneOf(BadNight.class) : EnumSet.copyOf(faults));
        try (ServedArray served = ServedArray.start(order);
                CredentialsFile file = CredentialsFile.write(credentialsFile(served), served)) {
            Thread atTheEnd = new Thread(file::close, "remove-credentials");
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            furnish(served);
            show(served, file);
            Thread.sleep(Optional.ofNullable(duration).orElse(Duration.ofDays(365)));
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        }
        return ExitCode.DONE.code();
    }

    private void furnish(ServedArray served) {
        if (emulator == null) {
            return;
        }
        try {
            FurnishedAccount.furnish(emulator, served.volumes())
                    .withEndpoint(containers ? FunctionEnvironment.asContainersSeeIt(emulator) : emulator)
                    .write(environmentFile);
        } catch (SdkException failed) {
            throw new IllegalStateException(
                    "web-01 could not be put into the emulator at " + emulator + ": " + failed.getMessage()
                            + ". Start the emulator first, and name it in --endpoint-url",
                    failed);
        }
    }

    private void check() {
        if (volumes < 1 || volumes > MOST_VOLUMES) {
            throw new IllegalArgumentException("--volumes is between 1 and " + MOST_VOLUMES + ", not " + volumes);
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("--port is between 0 and " + HIGHEST_PORT + ", not " + port);
        }
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException("--for is no time at all: " + duration);
        }
        if (emulator != null && !"http".equals(emulator.getScheme()) && !"https".equals(emulator.getScheme())) {
            throw new IllegalArgumentException(
                    "--endpoint-url " + emulator + " is no URL: begin it with http:// or https://");
        }
        if (credentialsFile != null) {
            CredentialsFile.check(credentialsFile);
        }
    }

    private Path credentialsFile(ServedArray served) {
        return credentialsFile != null
                ? credentialsFile
                : Path.of(".outpost-recovery", "array-" + served.endpoint().getPort() + ".json");
    }

    private void show(ServedArray served, CredentialsFile file) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<List<String>> rows = new ArrayList<>();
        fact(json, rows, "vendor", vendor);
        fact(json, rows, "endpoint", served.endpoint().toString());
        fact(json, rows, "certificateSha256", served.certificateSha256());
        fact(json, rows, "credentialsFile", file.path().toString());
        if (emulator != null) {
            fact(json, rows, "envVars", environmentFile.toString());
        }
        served.array().scope().ifPresent(scope -> fact(json, rows, "svm", scope));
        fact(json, rows, "initiator", served.initiator());
        fact(json, rows, "successor", served.successor());
        fact(json, rows, "neighbour", served.neighbour());
        ArrayNode list = json.putArray("volumes");
        for (FurnishedVolume volume : served.array().volumes()) {
            list.addObject().put("name", volume.name()).put("lun", volume.lun());
            rows.add(List.of("volume", volume.name() + " as LUN " + volume.lun()));
        }
        fact(json, rows, "neighboursVolume", served.array().neighboursVolume().name());
        ObjectNode commands = json.putObject("commands");
        commands(served, file).forEach((name, command) -> {
            commands.put(name, command);
            rows.add(List.of("to " + name, command));
        });
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        output.show(command.getOut(), json, List.of("what", "value"), rows);
        command.getErr()
                .println(
                        duration == null
                                ? "Serving. Ctrl-C ends it."
                                : "Serving for " + duration + ". Ctrl-C ends it.");
        command.getErr().flush();
    }

    /** Ready to be copied into another shell, in the order of a night by hand. */
    private Map<String, String> commands(ServedArray served, CredentialsFile file) {
        String start = "./outpost-recovery array ";
        String array = " --vendor " + vendor + " --endpoint " + served.endpoint() + " --credentials-file "
                + quoted(file.path().toString())
                + served.array().scope().map(scope -> " --svm " + scope).orElse("");
        String protocolWord = protocol == DrillOptions.Transport.NVME ? " --protocol nvme" : "";
        String names = served.array().volumes().stream()
                .map(volume -> " --volume " + quoted(volume.name()))
                .collect(Collectors.joining());
        String victim = " --initiator " + served.initiator();
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("check", start + "check" + array + protocolWord);
        commands.put("access", start + "access" + array + protocolWord + names);
        commands.put("sessions", start + "sessions" + array + victim);
        commands.put("portals", start + "portals" + array + protocolWord);
        commands.put("fence", start + "fence" + array + victim + names + " --output json > fenced.json");
        commands.put(
                "grant", start + "grant" + array + victim + " --as " + served.successor() + " --route fenced.json");
        return commands;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static void fact(ObjectNode json, List<List<String>> rows, String name, String value) {
        json.put(name, value);
        rows.add(List.of(name, value));
    }
}
