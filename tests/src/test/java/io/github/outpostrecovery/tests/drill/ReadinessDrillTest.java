package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.readiness.Finding;
import io.github.outpostrecovery.core.readiness.ReadinessReport;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillOptions.Storage;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.UnknownInstanceException;
import io.github.outpostrecovery.lab.region.SimulatedMetrics;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Readiness runs through the real state machine, handlers and array clients. */
class ReadinessDrillTest {
    private static final Duration SECRETS_ARE_KEPT = Duration.ofMinutes(6);
    private static final InstanceName WEB = new InstanceName(SimulatedSite.instanceName());
    private static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    private static final String TEMPLATE = "lt-0a1b2c3d4e5f60001";
    private static final String SECOND_SERVER = SimulatedSite.servers().get(1);

    @TempDir
    private Path folder;

    /** All that a recovery changes; what the site does by itself meanwhile, such as writing to its disks, is left out. */
    private record World(
            String whoReachesWhat,
            InstanceLedger books,
            List<String> table,
            int machines,
            JsonNode templates,
            Ec2InstanceId guarded,
            JsonNode traffic,
            int changesOfArrays) {
        static World of(SimulatedSite site) {
            return new World(
                    site.oracle().worldSnapshot(),
                    site.ledger(),
                    site.region().table().rows().stream()
                            .filter(row -> !row.sort().equals("readiness"))
                            .map(Object::toString)
                            .toList(),
                    site.region().ec2().instances().size(),
                    JsonRecords.write(site.region().ec2().save().catalog()),
                    new Ec2InstanceId(
                            site.region().alarms().alarm(ALARM).orElseThrow().machine()),
                    JsonRecords.write(site.region().traffic().save()),
                    Soundness.changes(site).size());
        }
    }

    /** Runs one, and proves that it changed nothing. */
    private static ReadinessReport readiness(OpenDrill open) {
        World before = World.of(open.site());
        ReadinessReport report = open.drill().readiness(WEB);
        assertThat(World.of(open.site())).isEqualTo(before);
        assertThat(open.site().recoveries())
                .noneMatch(run -> open.states(run.arn()).contains("Begin to rehearse"));
        return report;
    }

    private static List<String> failures(ReadinessReport report) {
        return report.failures().stream()
                .map(failed -> failed.subject() + " - " + failed.why())
                .toList();
    }

    private static ExecutionDescription last(SimulatedSite site) {
        return site.stepFunctions().list().getLast();
    }

    static Stream<DrillOptions> sites() {
        return SimulatedSite.vendors().stream()
                .flatMap(vendor -> Stream.of(Transport.values())
                        .map(transport -> Scenario.STANDARD.options().on(new Storage(vendor, transport))));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void goodSite_isReady_andStaysAsItIs(DrillOptions options) {
        try (OpenDrill open = OpenDrill.begin(folder, options)) {
            open.drill().readiness(WEB);
            ReadinessReport report = readiness(open);
            assertThat(failures(report)).isEmpty();
            assertThat(report.findings()).hasSizeGreaterThan(30);
            assertThat(Soundness.changes(open.site())).isEmpty();
            assertThat(open.site().region().mailbox().mails()).isEmpty();
            assertThat(open.states(last(open.site()).arn()))
                    .containsSubsequence(
                            "Open the incident",
                            "Rehearse verification",
                            "Rehearse fence",
                            "Rehearse grant",
                            "Rehearse launch",
                            "Rehearse confirmation",
                            "Rehearse approval",
                            "Rehearse completion",
                            "Record readiness",
                            "Ready");
            assertThat(figures(open)).containsExactly("READINESS_PASSED", "READINESS_PASSED");
            assertThat(open.site().recordOf(last(open.site()).arn()))
                    .as("it is no incident")
                    .isEmpty();
        }
    }

    @Test
    void siteWithTwoArraysAndChap_isReady() {
        DrillOptions options = Scenario.STANDARD
                .options()
                .on(new Storage("netapp", Transport.ISCSI), new Storage("hpe", Transport.ISCSI))
                .with(Topology.PRIVATE_OBJECT, Chap.ONE_WAY);
        try (OpenDrill open = OpenDrill.begin(folder, options)) {
            ReadinessReport report = open.drill().readiness(WEB);
            assertThat(failures(report)).isEmpty();
            assertThat(report.findings())
                    .extracting(Finding::subject)
                    .contains("grant: array-1, CHAP secret", "grant: array-2, CHAP secret");
        }
    }

    /**
     * What is broken, and what every failure that is found has to do with it.
     *
     * @param hidden for how long nobody notices: credentials that were read are kept for five minutes
     */
    private record Breakage(
            String name, Consumer<SimulatedSite> happening, Duration hidden, String found, List<String> stepsThatFail) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What was counted of readiness runs; the reconciler counts as well, every five minutes. */
    private static List<String> figures(OpenDrill open) {
        return open.site().region().metrics().data().stream()
                .map(SimulatedMetrics.Datum::metric)
                .filter(metric -> metric.startsWith("READINESS"))
                .toList();
    }

    static Stream<Arguments> breakages() {
        return Stream.of(
                        new Breakage(
                                "array down",
                                site -> site.array("array-1")
                                        .way()
                                        .arm(new FaultRule(
                                                "down",
                                                RequestPattern.of(".*", ""),
                                                Occurrences.always(),
                                                new RestFault.Unreachable())),
                                Duration.ZERO,
                                "array-1.*UNREACHABLE",
                                List.of("verification", "fence", "grant", "launch", "confirmation")),
                        new Breakage(
                                "fencing secret wrong",
                                site -> wrongPassword(site, "outpost-recovery/fence/array-1"),
                                SECRETS_ARE_KEPT,
                                "array-1.*fencing secret - UNAUTHORISED",
                                List.of("fence", "grant")),
                        new Breakage(
                                "reading secret wrong",
                                site -> wrongPassword(site, "outpost-recovery/read/array-1"),
                                SECRETS_ARE_KEPT,
                                "array-1.*UNAUTHORISED",
                                List.of("verification", "launch", "confirmation")),
                        new Breakage(
                                "template without a marker",
                                site -> {
                                    site.region().ec2().catalog().deleteTemplateVersion(TEMPLATE, 1);
                                    site.region().ec2().catalog().addTemplateVersion(TEMPLATE, "#!/bin/sh", "web-01");
                                },
                                Duration.ZERO,
                                "target op-.*no place for an initiator",
                                List.of("launch")),
                        new Breakage(
                                "no capacity",
                                site -> site.region().ec2().catalog().putServer(SECOND_SERVER, 0),
                                Duration.ZERO,
                                "target op-0a1b2c3d4e5f60002.*InsufficientInstanceCapacity",
                                List.of("launch")),
                        new Breakage(
                                "alarm disabled",
                                site -> site.region().alarms().disableActions(ALARM),
                                Duration.ZERO,
                                "would be heard - its actions are disabled",
                                List.of("completion")),
                        new Breakage(
                                "alarm of another machine",
                                site -> site.region().alarms().create(ALARM, new Ec2InstanceId("i-0000000000000dead")),
                                Duration.ZERO,
                                "it watches i-0000000000000dead",
                                List.of("completion")),
                        new Breakage(
                                "second engine",
                                site -> admit(
                                        site,
                                        Initiator.parse("iqn.2006-03.com.amazon.aws:web-01."
                                                + "11111111-2222-3333-4444-555555555555.g9")),
                                Duration.ZERO,
                                "generation that the books do not know.*g9 reaches",
                                List.of("verification")))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void whatIsBroken_isFoundByWhomItConcerns_andMailed(Breakage breakage) {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            assertThat(open.drill().readiness(WEB).passed()).isTrue();
            breakage.happening().accept(open.site());
            open.drill().pass(breakage.hidden());
            ReadinessReport report = readiness(open);
            assertThat(failures(report))
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure).containsPattern(breakage.found()));
            assertThat(report.failures().stream()
                            .map(failed -> failed.subject()
                                    .substring(0, failed.subject().indexOf(':')))
                            .distinct())
                    .containsExactlyElementsOf(breakage.stepsThatFail());
            assertThat(open.states(last(open.site()).arn())).endsWith("Tell what would fail", "Not ready");
            assertThat(open.site().region().mailbox().mails()).singleElement().satisfies(mail -> {
                assertThat(mail.subject()).isEqualTo("Outpost Recovery: web-01 is not ready");
                assertThat(mail.body()).contains(report.failures().getFirst().why());
            });
            assertThat(figures(open)).containsExactly("READINESS_PASSED", "READINESS_FAILED");
        }
    }

    /** The array's kind is unknown: five functions fail outright, and the other two are heard all the same. */
    @Test
    void deadFunctions_hideNothing() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            assertThat(open.drill().readiness(WEB).passed()).isTrue();
            String parameter = "/outpost-recovery/instances/web-01";
            String configuration =
                    open.site().region().parameters().value(parameter).orElseThrow();
            open.site().region().parameters().put(parameter, configuration.replace("\"netapp\"", "\"acme\""));
            ReadinessReport report = readiness(open);
            assertThat(report.failures())
                    .extracting(Finding.Failed::subject)
                    .containsExactly(
                            "verification: function",
                            "fence: function",
                            "grant: function",
                            "launch: function",
                            "confirmation: function");
            assertThat(failures(report)).allMatch(failure -> failure.contains("acme"));
            assertThat(report.findings())
                    .filteredOn(Finding.Passed.class::isInstance)
                    .extracting(Finding::subject)
                    .anyMatch(subject -> subject.startsWith("completion: "));
        }
    }

    @Test
    void deadGenerationThatIsLetInAgain_isFound() {
        Scenario hung = Scenario.STANDARD.primary(DrillOptions.Primary.HUNG);
        try (OpenDrill open = OpenDrill.begin(folder, hung)) {
            Initiator dead = open.site().ledger().current().initiators().values().stream()
                    .findFirst()
                    .orElseThrow();
            assertThat(open.drill().run().outcome()).isEqualTo("RECOVERED");
            assertThat(failures(readiness(open))).isEmpty();
            admit(open.site(), dead);
            assertThat(failures(readiness(open)))
                    .singleElement()
                    .asString()
                    .contains("verification: array-1, fences of dead generations", dead + " reaches");
        }
    }

    @Test
    void openIncident_isNotedAndLeftAlone() {
        Scenario waiting = Scenario.STANDARD.in(DrillOptions.Approval.NOTIFY).primary(DrillOptions.Primary.HUNG);
        try (OpenDrill open = OpenDrill.begin(folder, waiting)) {
            assertThat(open.drill().run().outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
            ReadinessReport report = readiness(open);
            assertThat(failures(report)).isEmpty();
            assertThat(report.findings())
                    .filteredOn(Finding.Noted.class::isInstance)
                    .extracting(Finding::subject)
                    .contains("verification: incident web-01#1");
            assertThat(open.drill().waiting()).as("it still waits").isPresent();
        }
    }

    @Test
    void instanceThatIsNotProtected_isRefused() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            assertThatThrownBy(() -> open.drill().readiness(new InstanceName("db-01")))
                    .isInstanceOf(UnknownInstanceException.class)
                    .hasMessageContaining("db-01");
        }
    }

    @Test
    void runThatNamesNoInstance_isRefusedWithARecord() {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD)) {
            assertThat(open.drill().readiness(WEB).passed()).isTrue();
            World before = World.of(open.site());
            open.site().start(JsonNodeFactory.instance.objectNode().put("trigger", "READINESS"));
            open.drill().pass(Duration.ofMinutes(1));
            assertThat(last(open.site()).state()).isEqualTo("Refused");
            assertThat(open.site().recordOf(last(open.site()).arn()))
                    .hasValueSatisfying(record -> assertThat(record.outcome()).isEqualTo(Outcome.REFUSED));
            assertThat(open.site().ledger()).isEqualTo(before.books());
            assertThat(open.site().oracle().worldSnapshot()).isEqualTo(before.whoReachesWhat());
        }
    }

    private static void admit(SimulatedSite site, Initiator initiator) {
        site.arrays()
                .forEach(array -> array.simulated()
                        .admit(
                                initiator.value(),
                                array.simulated().volumes().stream()
                                        .map(FurnishedVolume::name)
                                        .toList()));
    }

    private static void wrongPassword(SimulatedSite site, String name) {
        SecretArn secret = new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:" + name);
        String document = site.region().secrets().document(secret).orElseThrow();
        try {
            ObjectNode wrong = (ObjectNode) CoreJson.mapper().readTree(document);
            wrong.put("password", "rotated, and nobody told us");
            site.region().secrets().put(secret, Objects.requireNonNull(wrong).toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
