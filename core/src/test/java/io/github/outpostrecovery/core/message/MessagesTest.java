package io.github.outpostrecovery.core.message;

import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mail, word for word: {@code src/test/resources} holds them as they are read. */
class MessagesTest {
    private static final Messages MESSAGES = new Messages(
            new Console("aws", "eu-central-1", "arn:aws:states:eu-central-1:123456789012:stateMachine:approval"));
    private static final String SHORTCOMINGS = "it runs as generation 3, but: the array does not see it on [10.0.0.2];"
            + " its alarm is not armed: outpost-recovery-web-01 has not been seen OK for i-00000000000000003 yet";

    private static Notice ended(
            Outcome outcome, String reason, Optional<Evidence> evidence, Optional<Incident> incident) {
        IncidentRecord record = SampleIncident.record(outcome, reason, evidence);
        boolean recovered = outcome == Outcome.RECOVERED || outcome == Outcome.RECOVERED_DEGRADED;
        Background background = new Background(
                incident, evidence, recovered ? incident.orElseThrow().oldMachines() : List.of(), List.of());
        return MESSAGES.ended(record, background).orElseThrow();
    }

    /** By the name of the file that holds it. */
    static Map<String, Notice> mails() {
        Map<String, Notice> mails = new TreeMap<>();
        mails.put(
                "approval-wanted",
                MESSAGES.approvalWanted(
                        E1,
                        SampleIncident.opened(),
                        new ApprovalRequest(Verdict.LINK_LOSS, "0123456789abcdef", NOON.plusSeconds(120)),
                        SampleIncident.LINK_LOSS));
        mails.put(
                "recovered",
                ended(
                        Outcome.RECOVERED,
                        "web-01 runs as generation 3",
                        Optional.of(SampleIncident.DEAD),
                        Optional.of(SampleIncident.recovered())));
        mails.put(
                "recovered-degraded",
                ended(
                        Outcome.RECOVERED_DEGRADED,
                        SHORTCOMINGS,
                        Optional.of(SampleIncident.DEAD),
                        Optional.of(SampleIncident.recovered())));
        mails.put(
                "refused",
                ended(
                        Outcome.REFUSED,
                        "an array that would have to be fenced does not answer",
                        Optional.of(SampleIncident.BLIND),
                        Optional.of(SampleIncident.opened())));
        mails.put(
                "expired",
                ended(
                        Outcome.EXPIRED,
                        "nobody answered the request for approval in time",
                        Optional.of(SampleIncident.LINK_LOSS),
                        Optional.of(SampleIncident.opened())));
        mails.put(
                "fenced-and-paged",
                ended(
                        Outcome.FENCED_AND_PAGED,
                        "array-2 still has 1 paths of the old name, through [web-hosts]",
                        Optional.of(SampleIncident.DEAD),
                        Optional.of(SampleIncident.halfFenced())));
        mails.put(
                "fenced-and-paged-without-books",
                MESSAGES.ended(
                                SampleIncident.record(
                                        Outcome.FENCED_AND_PAGED, "a step failed: out of memory", Optional.empty()),
                                new Background(
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of("the books could not be read: the table gave no answer")))
                        .orElseThrow());
        IncidentRecord nameless = new IncidentRecord(
                E1,
                Optional.empty(),
                Optional.empty(),
                Outcome.REFUSED,
                NOON,
                "the input has no trigger",
                Optional.empty(),
                List.of());
        mails.put(
                "refused-nameless",
                MESSAGES.ended(nameless, Background.none(nameless)).orElseThrow());
        return mails;
    }

    static Stream<String> names() {
        return mails().keySet().stream();
    }

    private static Notice mail(String name) {
        return Optional.ofNullable(mails().get(name)).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void mail_readsAsItIsWrittenDown(String name) throws IOException {
        Notice mail = mail(name);
        String actual = "Subject: " + mail.subject() + "\n\n" + mail.body();
        Path beside = Path.of("target", "mails", name + ".txt");
        Files.createDirectories(beside.getParent());
        Files.writeString(beside, actual);
        assertThat(actual).as("now in %s", beside).isEqualTo(written(name));
    }

    private static String written(String name) {
        try (InputStream in = MessagesTest.class.getResourceAsStream(name + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void mail_fitsATelephone_andEndsWithTheExecution(String name) {
        Letters.fits(mail(name));
        assertThat(mail(name).body())
                .endsWith("/executions/details/" + E1 + "\n")
                .contains("NEXT STEP\n", "NEVER\n", "WHAT FAILED\n", "EVIDENCE\n");
    }

    @Test
    void subject_beginsWithTheInstanceAndHowItEnded() {
        Map<String, String> beginnings = Map.of(
                "approval-wanted", "web-01#1 APPROVAL WANTED - LINK_LOSS",
                "recovered", "web-01#1 RECOVERED - ",
                "recovered-degraded", "web-01#1 RECOVERED_DEGRADED - ",
                "refused", "web-01#1 REFUSED - ",
                "expired", "web-01#1 EXPIRED - ",
                "fenced-and-paged", "web-01#1 FENCED_AND_PAGED - ",
                "fenced-and-paged-without-books", "web-01#1 FENCED_AND_PAGED - ",
                "refused-nameless", "unknown instance REFUSED - ");
        assertThat(beginnings).containsOnlyKeys(mails().keySet());
        beginnings.forEach((name, beginning) -> assertThat(mail(name).subject()).startsWith(beginning));
    }

    @Test
    void nextStep_isTheCommandOrTheInputToPaste() {
        assertThat(mail("approval-wanted").body())
                .contains(
                        "\n    ./outpost-recovery approve web-01#1\n",
                        "\n    ./outpost-recovery reject web-01#1\n",
                        "#/statemachines/view/arn:aws:states:eu-central-1:123456789012:stateMachine:approval\n",
                        "\"evidence\": \"0123456789abcdef\"");
        for (String paged : List.of("fenced-and-paged", "fenced-and-paged-without-books")) {
            assertThat(mail(paged).body())
                    .contains(
                            "\n    ./outpost-recovery resume web-01#1\n",
                            "#/statemachines/view/arn:aws:states:eu-central-1:123456789012:stateMachine:recovery\n",
                            "\n    {\"trigger\":\"MANUAL\",\"incident\":\"web-01#1\"}\n");
        }
        for (String unchanged : List.of("refused", "expired")) {
            assertThat(mail(unchanged).body())
                    .contains(
                            "#/statemachines/view/arn:aws:states:eu-central-1:123456789012:stateMachine:recovery\n",
                            "\n    {\"trigger\":\"MANUAL\",\"instance\":\"web-01\"}\n");
        }
    }

    @Test
    void never_namesTheOldMachineAndItsName_onceAFenceMayHaveBeenOrdered() {
        for (String fenced : List.of("recovered", "recovered-degraded", "fenced-and-paged")) {
            assertThat(mail(fenced).body())
                    .contains("NEVER start " + VICTIM_ID + " again", "NEVER give its name access", VICTIM.value());
        }
        for (String unchanged : List.of("approval-wanted", "refused", "expired")) {
            assertThat(mail(unchanged).body()).contains("NEVER launch another machine for web-01 by hand");
        }
    }

    @Test
    void pagedIncident_isToldWhatIsNotProved() {
        assertThat(mail("fenced-and-paged").body().replaceAll("\\s+", " "))
                .contains(
                        "fenced on array-1: generation g1, proved for 2 of 2 volumes (boot, data)",
                        "fenced on array-2: generation g1, proved for 1 of 2 volumes (boot)",
                        "NOT PROVED on array-2: generation g1 may still reach 1 of 2 volumes: data",
                        "no new machine was let in");
    }

    @Test
    void refusalOfAnIncidentWhosePlanIsStored_isAPage() {
        Notice mail = ended(
                Outcome.REFUSED, "reason", Optional.of(SampleIncident.DEAD), Optional.of(SampleIncident.halfFenced()));
        assertThat(mail.subject()).startsWith("web-01#1 REFUSED");
        assertThat(mail.body()).contains("./outpost-recovery resume web-01#1", "NEVER start " + VICTIM_ID);
    }

    @Test
    void everythingElse_isNoNews() {
        for (Outcome outcome : Outcome.values()) {
            IncidentRecord record = SampleIncident.record(outcome, "reason", Optional.empty());
            assertThat(MESSAGES.ended(record, Background.none(record)).isPresent())
                    .as(outcome.name())
                    .isEqualTo(Messages.isNews(outcome));
        }
        assertThat(Stream.of(Outcome.values()).filter(Messages::isNews))
                .containsExactlyInAnyOrder(
                        Outcome.RECOVERED,
                        Outcome.RECOVERED_DEGRADED,
                        Outcome.REFUSED,
                        Outcome.FENCED_AND_PAGED,
                        Outcome.EXPIRED);
    }
}
