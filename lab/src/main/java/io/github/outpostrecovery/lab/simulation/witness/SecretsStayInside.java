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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * I18, at the end of a run: no password, API token, CHAP secret or management session of the site is in what a state was given
 * or returned, in an error, a mail, a record or any other item of the table, or in the log of calls. What later states were
 * given is made of what earlier ones returned, so that each text is read once.
 *
 * <p>What the handlers log is not among it: one log serves all runs of a process. A test reads that.
 */
final class SecretsStayInside extends Testimony {
    /** Shorter ones would be found by chance. */
    private static final int SHORTEST = 9;

    private static final Set<String> SECRET_FIELDS =
            Set.of("password", "apiToken", "secret", "chapSecret", "mutualPassword", "targetPassword");

    private static final Set<String> PROVING_HEADERS = Set.of(
            "authorization", "x-auth-token", "api-token", "dell-emc-token", "x-hp3par-wsapi-sessionkey", "cookie");

    /** The scheme of an {@code Authorization}, or the name of a cookie. */
    private static final Pattern BEFORE_THE_PROOF = Pattern.compile("^(?:\\w+ |\\w+=)");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> secrets = new TreeSet<>();
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
                learn(BEFORE_THE_PROOF.matcher(value).replaceFirst(""));
            }
        });
    }

    private void learnDocuments() {
        scene().site().region().secrets().save().documents().values().forEach(this::learnDocument);
    }

    private void learnDocument(String document) {
        try {
            JsonNode fields = JSON.readTree(document);
            fields.properties().forEach(field -> {
                if (SECRET_FIELDS.contains(field.getKey()) && field.getValue().isTextual()) {
                    String secret = field.getValue().asText();
                    learn(secret);
                    learn(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                    learn(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
                }
            });
        } catch (JsonProcessingException notJson) {
            // A document that nobody can read: somebody has broken it on purpose, and no secret comes from it.
            learn(document);
        }
    }

    private void learn(String secret) {
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
        }
    }

    @Override
    public void concluded() {
        // Once more: one may have been rotated meanwhile.
        learnDocuments();
        List<String> all = List.copyOf(secrets);
        SimulatedSite site = scene().site();
        for (ExecutionDescription execution : site.stepFunctions().list()) {
            look(all, "the input of " + execution.arn(), execution.input().toString());
            execution.cause().ifPresent(cause -> look(all, "the end of " + execution.arn(), cause));
            for (HistoryEvent event : site.stepFunctions().history(execution.arn())) {
                if (isNew(event.type())) {
                    event.details().forEach(text -> look(all, "the history of " + execution.arn(), text.asText()));
                }
            }
        }
        site.region().mailbox().mails().forEach(mail -> {
            look(all, "a mail", mail.subject());
            look(all, "a mail", mail.body());
        });
        for (SimulatedTable.Row row : site.region().table().rows()) {
            row.attributes().forEach((name, value) -> look(all, row.partition() + "/" + row.sort(), value));
        }
        for (Call call : site.calls().calls()) {
            look(all, "the log of calls to " + call.service(), call.target());
            look(all, "the log of calls to " + call.service(), call.body());
        }
        site.failedRounds().forEach(round -> look(all, "a round of the reconciler", round));
        for (Violation violation : site.oracle().violations()) {
            look(all, "a violation", violation.what());
        }
    }

    /** What was not there before it; a state's input and output are made of these. */
    private static boolean isNew(HistoryEventType type) {
        return switch (type) {
            case TASK_SUCCEEDED, TASK_FAILED, TASK_TIMED_OUT, TASK_SUBMITTED, EXECUTION_FAILED, EXECUTION_ABORTED ->
                true;
            default -> false;
        };
    }

    private void look(List<String> all, String where, String text) {
        // The secret itself is not said again.
        check(isFree(all, text), () -> "a secret is in " + where);
    }

    private static boolean isFree(List<String> all, String text) {
        if (text.length() < SHORTEST) {
            return true;
        }
        for (String secret : all) {
            if (text.contains(secret)) {
                return false;
            }
        }
        return true;
    }
}
