package io.github.outpostrecovery.tests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.SimulatedTable;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Connections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteConditions;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant I18 where an array says the password aloud: refused log-ins, sessions that end, errors of either series, each with all
 * that the array knows of who asks. Nobody says it again.
 */
class EchoedSecretsTest {
    /** How an array refuses, and which requests. */
    private enum Manner {
        WRONG_PASSWORD(401),
        SESSION_ENDS(401),
        FORBIDDEN(403),
        CONFLICT(409),
        MALFORMED(400),
        BROKEN(500),
        BUSY(503);

        private final int status;

        Manner(int status) {
            this.status = status;
        }

        boolean strikes(int number) {
            return switch (this) {
                case WRONG_PASSWORD -> true;
                case SESSION_ENDS -> number % 3 == 1;
                case FORBIDDEN, CONFLICT, MALFORMED, BROKEN, BUSY -> number % 4 == 2;
            };
        }
    }

    static Stream<Arguments> everyVendor() {
        return SimulatedSite.vendors().stream()
                .flatMap(vendor -> Stream.of(Manner.values()).map(manner -> Arguments.of(vendor, manner)));
    }

    @ParameterizedTest
    @MethodSource("everyVendor")
    void nobodyRepeatsWhatAnArraySays(String vendor, Manner manner) throws JsonProcessingException {
        Map<String, String> places = new TreeMap<>();
        List<EchoingArray> echoes = new ArrayList<>();
        // Not before the machine has failed: the site is set up by then.
        AtomicReference<Boolean> failing = new AtomicReference<>(false);
        SiteConditions conditions = SiteConditions.STANDARD
                .watchedBy(Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)
                .reaching(Connections.IN_MEMORY, Duration.ofMillis(12))
                .through(UnaryOperator.identity(), way -> {
                    EchoingArray echo =
                            new EchoingArray(way, manner.status, number -> failing.get() && manner.strikes(number));
                    echoes.add(echo);
                    return echo;
                });
        Set<String> secrets;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        PrintStream errBefore = System.err;
        PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        try (CapturedLog log = new CapturedLog();
                SimulatedSite site = SimulatedSite.furnish(
                        SiteOptions.STANDARD.on(new ArrayKind(
                                vendor, SiteOptions.STANDARD.arrays().getFirst().protocol())),
                        conditions)) {
            pass(site, Duration.ofMinutes(10));
            secrets = secrets(site);
            failing.set(true);
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            pass(site, Duration.ofMinutes(15));
            places.put("log", log.text());
            places.put("mails", site.region().mailbox().mails().toString());
            places.put("histories", histories(site));
            places.put("table", rows(site));
            places.put("rounds", "rounds " + site.failedRounds());
        } finally {
            System.setOut(before);
            System.setErr(errBefore);
        }
        places.put("stdout and stderr", "printed " + out.toString(StandardCharsets.UTF_8));
        assertThat(echoes.stream().mapToInt(EchoingArray::asked).sum())
                .as("requests")
                .isGreaterThan(5);
        assertThat(secrets).hasSizeGreaterThan(2);
        assertThat(places.get("log")).contains("VerifyPrimary ended as");
        echoes.forEach(echo -> secrets.addAll(echo.proofs()));
        List<String> leaks = new ArrayList<>();
        places.forEach((place, text) -> secrets.stream()
                .filter(text::contains)
                .map(secret -> place + " says " + around(text, text.indexOf(secret)))
                .forEach(leaks::add));
        assertThat(leaks).isEmpty();
    }

    private static String around(String text, int place) {
        return text.substring(Math.max(0, place - 160), Math.min(text.length(), place + 40));
    }

    private static Set<String> secrets(SimulatedSite site) throws JsonProcessingException {
        Set<String> secrets = new TreeSet<>();
        for (String document : site.region().secrets().save().documents().values()) {
            JsonNode secret = CoreJson.mapper().readTree(document);
            for (String field : List.of("password", "apiToken", "secret")) {
                if (secret.path(field).isTextual()) {
                    secrets.addAll(Disguises.of(
                            secret.path("username").asText(), secret.path(field).asText()));
                }
            }
        }
        return secrets;
    }

    private static String histories(SimulatedSite site) {
        StringBuilder text = new StringBuilder();
        site.stepFunctions().list().forEach(execution -> {
            text.append(execution).append('\n');
            site.stepFunctions()
                    .history(execution.arn())
                    .forEach(event -> text.append(event).append('\n'));
        });
        return text.toString();
    }

    private static String rows(SimulatedSite site) {
        StringBuilder text = new StringBuilder();
        for (SimulatedTable.Row row : site.region().table().rows()) {
            text.append(row.partition())
                    .append(row.sort())
                    .append(row.attributes())
                    .append('\n');
        }
        return text.toString();
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
