package io.github.outpostrecovery.tests.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.OutpostRecovery;
import io.github.outpostrecovery.cli.array.Surroundings;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.lab.rest.SelfSignedCertificate;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A person at a shell, and a simulated array behind a socket. Time is the array's: nothing waits. When it is closed,
 * nothing that was shown may hold a secret or a stack trace, and whoever else reaches a volume must reach it still.
 */
final class ByHand implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final InstanceName OTHER = new InstanceName("db-07");

    final ArrayCase arrayCase;
    final Agenda agenda = new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL);
    final SimulatedArray array;
    final CallLog calls = new CallLog();
    final FaultyRest way;
    private final RestServer server;
    private final Optional<SelfSignedCertificate> certificate;
    private final Path folder;
    private final Eavesdropper eavesdropper;
    private final StringBuilder shown = new StringBuilder();
    private final Map<String, Set<String>> others;

    /** One command: what it ended with, and what it wrote. */
    record Run(int exit, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException malformed) {
                throw new UncheckedIOException(out, malformed);
            }
        }

        String outcome() {
            return json().path("outcome").asText();
        }
    }

    ByHand(ArrayCase arrayCase, Topology topology, Path folder) {
        this(arrayCase, topology, folder, Duration.ofDays(1));
    }

    /** With a certificate that is valid for so long from now on; less than nothing for one that has expired. */
    ByHand(ArrayCase arrayCase, Topology topology, Path folder, Duration validity) {
        this.arrayCase = arrayCase;
        this.folder = folder;
        this.array = ArrayModels.registered().of(arrayCase.vendor()).furnish(furnishing(arrayCase, topology), agenda);
        this.way = new FaultyRest("way", array.rest(), array.errors(), agenda, calls, Duration.ofMillis(4));
        this.eavesdropper = new Eavesdropper(way);
        Instant now = Instant.now();
        this.certificate = switch (arrayCase.scheme()) {
            case HTTP -> Optional.empty();
            case HTTPS ->
                Optional.of(SelfSignedCertificate.make("array", now.minus(Duration.ofDays(2)), now.plus(validity)));
        };
        this.server = certificate
                .map(own -> RestServer.https(eavesdropper, own, RestServer.ANY_PORT))
                .orElseGet(() -> RestServer.http(eavesdropper, RestServer.ANY_PORT));
        logIn("victim", victim());
        logIn("neighbour", neighbour());
        this.others = reachOfOthers();
        assertThat(others.get(array.neighboursVolume().name())).isNotEmpty();
        for (Account account : Account.values()) {
            JsonNode document = read(array.secretDocument(account, endpoint()));
            Stream.of("password", "apiToken")
                    .filter(document::has)
                    .forEach(field -> eavesdropper.heard(document.path(field).asText()));
        }
    }

    static Furnishing furnishing(ArrayCase arrayCase, Topology topology) {
        return new Furnishing(
                "array-1",
                arrayCase.protocol(),
                topology,
                WEB.value(),
                2,
                name(arrayCase.protocol(), WEB, 1),
                name(arrayCase.protocol(), OTHER, 1),
                Optional.empty(),
                5);
    }

    private static String name(Protocol protocol, InstanceName instance, int generation) {
        return Initiator.fresh(
                        switch (protocol) {
                            case ISCSI -> io.github.outpostrecovery.core.name.Protocol.ISCSI;
                            case NVME_TCP -> io.github.outpostrecovery.core.name.Protocol.NVME_TCP;
                        },
                        instance,
                        new Generation(generation),
                        new UUID(instance.value().hashCode(), generation))
                .value();
    }

    String victim() {
        return name(arrayCase.protocol(), WEB, 1);
    }

    String successor() {
        return name(arrayCase.protocol(), WEB, 2);
    }

    /** The name after that. */
    String third() {
        return name(arrayCase.protocol(), WEB, 3);
    }

    String neighbour() {
        return name(arrayCase.protocol(), OTHER, 1);
    }

    URI endpoint() {
        return server.baseUri();
    }

    private int logIn(String machine, String initiator) {
        int taken = 0;
        for (SimulatedArray.TargetPortal portal : array.portals()) {
            LoginReply reply = array.blockTarget()
                    .login(new LoginAttempt(
                            machine,
                            initiator,
                            arrayCase.protocol(),
                            portal.target(),
                            "00023d000001",
                            "10.20.0." + machine.length(),
                            portal.address() + ":" + portal.port(),
                            Optional.empty()));
            taken += reply instanceof LoginReply.Accepted ? 1 : 0;
        }
        return taken;
    }

    /** The credentials as they are on the array, with its pin. */
    ObjectNode credentials() {
        ObjectNode document = (ObjectNode) read(array.secretDocument(Account.FENCING, endpoint()));
        certificate.ifPresent(own -> document.put("certificateSha256", own.sha256()));
        return document;
    }

    /** A file for one run. */
    String file(String content) {
        try {
            return Files.writeString(Files.createTempFile(folder, "credentials", ".json"), content)
                    .toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void secret(String secret) {
        eavesdropper.heard(secret);
    }

    /** {@code array COMMAND} with everything that finds the array, and JSON on stdout. */
    Run array(String command, List<String> more) {
        List<String> all =
                new ArrayList<>(List.of("--credentials-file", file(credentials().toString())));
        all.addAll(more);
        return with(command, all);
    }

    /** As {@link #array}, but for the credentials. */
    Run with(String command, List<String> more) {
        List<String> all = new ArrayList<>(List.of(
                "array",
                command,
                "--vendor",
                arrayCase.vendor(),
                "--endpoint",
                endpoint().toString()));
        array.scope().ifPresent(scope -> all.addAll(List.of("--svm", scope)));
        all.addAll(List.of("--output", "json", "--protocol", arrayCase.word()));
        all.addAll(more);
        return run("", all);
    }

    /** The whole command line, and what the person types when asked. */
    Run run(String typed, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings =
                new Surroundings(agenda, agenda::advance, new BufferedReader(new StringReader(typed)));
        CommandLine command = OutpostRecovery.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exit = command.execute(arguments.toArray(String[]::new));
        shown.append(out).append(err);
        return new Run(exit, out.toString(), err.toString());
    }

    List<String> victimAndVolumes() {
        List<String> words = new ArrayList<>(List.of("--initiator", victim()));
        array.volumes().forEach(volume -> words.addAll(List.of("--volume", volume.name())));
        return words;
    }

    Run fence(String... more) {
        return fence(List.of(more));
    }

    Run fence(List<String> more) {
        return array(
                "fence",
                Stream.concat(victimAndVolumes().stream(), more.stream()).toList());
    }

    /** With what the fence wrote. */
    Run grant(Run fenced, String... more) {
        return grant(successor(), fenced, more);
    }

    Run grant(String name, Run fenced, String... more) {
        List<String> words = new ArrayList<>(List.of("--initiator", victim(), "--as", name));
        words.addAll(List.of("--route", file(fenced.out())));
        words.addAll(List.of(more));
        return array("grant", words);
    }

    /** Without it. */
    Run grant(String... more) {
        List<String> words = new ArrayList<>(victimAndVolumes());
        words.addAll(List.of("--as", successor()));
        array.volumes().forEach(volume -> words.addAll(List.of("--lun", Integer.toString(volume.lun()))));
        words.addAll(List.of(more));
        return array("grant", words);
    }

    void arm(RequestPattern requests, Occurrences which, RestFault fault) {
        way.arm(new FaultRule(UUID.randomUUID().toString(), requests, which, fault));
    }

    void dawn() {
        way.armed().forEach(rule -> way.clear(rule.id()));
    }

    /** The volumes that the array, whatever its API says, lets a name reach. */
    List<String> reaching(String initiator) {
        return array.volumes().stream()
                .filter(volume -> array.blockTarget()
                        .initiatorsWithAccess(volume.identity())
                        .contains(initiator))
                .map(FurnishedVolume::name)
                .toList();
    }

    List<Call> writesSince(int since) {
        return calls.calls().stream().skip(since).filter(Call::write).toList();
    }

    int callsSoFar() {
        return calls.calls().size();
    }

    private Map<String, Set<String>> reachOfOthers() {
        Map<String, Set<String>> reach = new TreeMap<>();
        Stream.concat(array.volumes().stream(), Stream.of(array.neighboursVolume()))
                .forEach(volume -> reach.put(
                        volume.name(),
                        array.blockTarget().initiatorsWithAccess(volume.identity()).stream()
                                .filter(name -> !name.equals(victim()) && !name.equals(successor()))
                                .collect(Collectors.toSet())));
        return reach;
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    @Override
    public void close() {
        server.close();
        assertThat(reachOfOthers()).as("what others reach").isEqualTo(others);
        assertThat(eavesdropper.secrets()).isNotEmpty();
        for (String secret : eavesdropper.secrets()) {
            assertThat(shown.indexOf(secret)).as("a secret in what was shown").isNegative();
        }
        assertThat(shown.toString())
                .as("no stack trace")
                .doesNotContain("\tat ")
                .doesNotContainPattern("[a-z]+(?:\\.[a-z]+)+\\.[A-Z]\\w*Exception");
    }
}
