package io.github.outpostrecovery.tests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillListener;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.report.HtmlReport;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariant I18: secrets are never in the input of a state, in a log or in a history, nor in anything that people read. */
class SecretsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(DrillOptions.Transport.class)
    void drillFullOfErrors_showsNoSecret(DrillOptions.Transport protocol) throws IOException {
        Map<String, String> places = new TreeMap<>();
        Set<String> secrets;
        Set<String> tokens = new TreeSet<>();
        List<String> told = new ArrayList<>();
        try (CapturedLog log = new CapturedLog();
                SiteFolder opened = SiteFolder.open(folder);
                Drill drill = Drill.begin(options(protocol), opened, listener(told))) {
            drill.run();
            tokens.addAll(tokens(drill.site()));
            drill.answer(IncidentId.parse("web-01#1"), "approve", "seen on site");
            SimulatedSite site = drill.site();
            secrets = secrets(site);
            places.put("log", log.text());
            places.put("progress", String.join("\n", told));
            places.put("result", CoreJson.mapper().writeValueAsString(drill.result()));
            places.put("report", HtmlReport.render(drill.report()));
            places.put("calls", site.calls().calls().toString());
            places.put("mails", site.region().mailbox().mails().toString());
            places.put("records", records(site).toString());
            places.put(
                    "access state",
                    site.arrays()
                            .getFirst()
                            .simulated()
                            .blockTarget()
                            .accessState()
                            .toString());
            places.put("histories", histories(site));
            places.put("saved site", savedSite(site).toString());
            places.put("site as text", site.region().save().toString());
        }
        assertThat(secrets).hasSizeGreaterThan(6);
        assertThat(tokens).isNotEmpty();
        assertThat(places).allSatisfy((place, text) -> {
            assertThat(text).as(place).isNotEmpty();
            assertThat(text).as(place).doesNotContain(secrets);
        });
        assertThat(places.get("log")).as("the log was captured").contains("FenceInitiator ended as", "web-01#1");
        // A state's input and the table hold the token, since whoever answers needs it; nobody else does.
        for (String place : List.of("log", "progress", "result", "report", "calls", "mails", "records")) {
            assertThat(places.get(place)).as(place).doesNotContain(tokens);
        }
    }

    private static DrillOptions options(DrillOptions.Transport protocol) {
        return new DrillOptions(
                "netapp",
                protocol,
                DrillOptions.Approval.NOTIFY,
                Optional.empty(),
                1,
                1,
                DrillOptions.Primary.DEAD,
                DrillOptions.Zombie.COMES_BACK,
                List.of(
                        DrillFault.parse("unauthorized@fence"),
                        DrillFault.parse("incomplete-pages@fence"),
                        DrillFault.parse("error-after-applying@grant"),
                        DrillFault.parse("no-capacity@launch"),
                        DrillFault.parse("array-unreachable@confirm")),
                2,
                1,
                DrillOptions.Speed.VIRTUAL);
    }

    private static DrillListener listener(List<String> told) {
        return new DrillListener() {
            @Override
            public void noted(String what, Instant at) {
                told.add(what);
            }
        };
    }

    /** The passwords of the site, and the forms in which they travel. */
    private static Set<String> secrets(SimulatedSite site) throws JsonProcessingException {
        Set<String> secrets = new TreeSet<>();
        for (String document : site.region().secrets().save().documents().values()) {
            JsonNode secret = CoreJson.mapper().readTree(document);
            String user = secret.path("username").asText();
            String password = secret.path("password").asText();
            assertThat(password).hasSizeGreaterThan(8);
            secrets.addAll(Disguises.of(user, password));
        }
        secrets.add("Authorization");
        return secrets;
    }

    private static List<String> tokens(SimulatedSite site) {
        return site.stepFunctions().list().stream()
                .flatMap(execution -> execution.waitingForTaskToken().stream())
                .map(ExecutionDescription.WaitingTask::token)
                .toList();
    }

    private static List<IncidentRecord> records(SimulatedSite site) {
        return site.stepFunctions().list().stream()
                .flatMap(execution -> site.recordOf(execution.arn()).stream())
                .toList();
    }

    private static String histories(SimulatedSite site) {
        StringBuilder text = new StringBuilder();
        for (ExecutionDescription execution : site.stepFunctions().list()) {
            text.append(execution).append('\n');
            site.stepFunctions()
                    .history(execution.arn())
                    .forEach(event -> text.append(event).append('\n'));
        }
        return text.toString();
    }

    /** All that is on disk, but for what stands for Secrets Manager. */
    private static JsonNode savedSite(SimulatedSite site) {
        ObjectNode saved = (ObjectNode) site.save();
        assertThat(saved.path("region").has("secrets")).isTrue();
        ((ObjectNode) saved.path("region")).remove("secrets");
        return saved;
    }
}
