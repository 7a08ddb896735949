package io.github.outpostrecovery.lab.simulation.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.HistoryEvent;
import io.github.outpostrecovery.lab.asl.HistoryEventType;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.oracle.Violation;
import io.github.outpostrecovery.lab.region.SimulatedTable;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * I18, at the end of a run: no password, API token, CHAP secret or management session of the site is in what a state was given
 * or returned, in an error, a mail, a record or any other item of the table, or in the log of calls. What later states were
 * given is made of what earlier ones returned, so that each text is read once.
 *
 * <p>What the handlers log is not among it: one log serves all runs of a process. A test reads that.
 */
final class SecretsStayInside extends Testimony {
    private static final Set<String> SECRET_FIELDS =
            Set.of("password", "apiToken", "secret", "chapSecret", "mutualPassword", "targetPassword");

    private static final Set<String> PROVING_HEADERS = Set.of(
            "authorization", "x-auth-token", "api-token", "dell-emc-token", "x-hp3par-wsapi-sessionkey", "cookie");

    /** The scheme of an {@code Authorization}, or the name of a cookie. */
    private static final Pattern BEFORE_THE_PROOF = Pattern.compile("^(?:\\w+ |\\w+=)");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was not there before it; a state's input and output are made of these. */
    private static final Set<HistoryEventType> NEW = EnumSet.of(
            HistoryEventType.TASK_SUCCEEDED,
            HistoryEventType.TASK_FAILED,
            HistoryEventType.TASK_TIMED_OUT,
            HistoryEventType.TASK_SUBMITTED,
            HistoryEventType.EXECUTION_FAILED,
            HistoryEventType.EXECUTION_ABORTED);

    private final Secrets secrets = new Secrets();
    private final Set<String> learnt = new HashSet<>();
    /** What a request proved itself by last: most prove themselves by the same as the one before. */
    private String last = "";

    SecretsStayInside(Scene scene) {
        super(scene, Invariant.SECRETS_KEPT);
        learnDocuments();
    }

    /** A request as it was sent. */
    void confided(RestRequest request) {
        request.headers().forEach((name, value) -> {
            if (PROVING_HEADERS.contains(name) && !value.equals(last)) {
                last = value;
                secrets.add(BEFORE_THE_PROOF.matcher(value).replaceFirst(""));
            }
        });
    }

    private void learnDocuments() {
        scene().site().region().secrets().save().documents().values().stream()
                .filter(learnt::add)
                .forEach(this::learnDocument);
    }

    private void learnDocument(String document) {
        try {
            JsonNode fields = JSON.readTree(document);
            fields.properties().forEach(field -> {
                if (SECRET_FIELDS.contains(field.getKey()) && field.getValue().isTextual()) {
                    String secret = field.getValue().asText();
                    secrets.add(secret);
                    secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                    secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
                }
            });
        } catch (JsonProcessingException notJson) {
            // A document that nobody can read: somebody has broken it on purpose, and no secret comes from it.
            secrets.add(document);
        }
    }

    @Override
    public void concluded() {
        // Once more: one may have been rotated meanwhile.
        learnDocuments();
        SimulatedSite site = scene().site();
        for (ExecutionDescription execution : site.stepFunctions().list()) {
            look("the input of " + execution.arn(), execution.input().toString());
            execution.cause().ifPresent(cause -> look("the end of " + execution.arn(), cause));
            for (HistoryEvent event : site.stepFunctions().history(execution.arn(), NEW)) {
                event.details().forEach(text -> look("the history of " + execution.arn(), text.asText()));
            }
        }
        site.region().mailbox().mails().forEach(mail -> {
            look("a mail", mail.subject());
            look("a mail", mail.body());
        });
        for (SimulatedTable.Row row : site.region().table().rows()) {
            row.attributes().forEach((name, value) -> look(row.partition() + "/" + row.sort(), value));
        }
        for (Call call : site.calls().calls()) {
            look("the log of calls to " + call.service(), call.target());
            look("the log of calls to " + call.service(), call.body());
        }
        site.failedRounds().forEach(round -> look("a round of the reconciler", round));
        for (Violation violation : site.oracle().violations()) {
            look("a violation", violation.what());
        }
    }

    private void look(String where, String text) {
        // The secret itself is not said again.
        check(!secrets.isIn(text), () -> "a secret is in " + where);
    }
}
