package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.service.Notices;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The operators' mailbox, behind the topic for mail. Faults are armed for {@code Publish}. */
public final class Mailbox implements Notices {
    private static final String RECIPIENT = "region/mail";

    private final Agenda agenda;
    private final ServiceCalls calls;
    private final List<Mail> mails;

    /** A mail that has arrived. */
    public record Mail(Instant at, String subject, String body) {}

    /** All that it knows. */
    public record State(List<Mail> mails, List<ArmedCallFault> faults) {
        public static final State EMPTY = new State(List.of(), List.of());
    }

    public Mailbox(Agenda agenda, Latencies latencies, State saved) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.mails = new ArrayList<>(saved.mails());
        agenda.register(RECIPIENT, Recipient.Kind.WORLD, this::receive);
    }

    public State save() {
        return new State(mails(), calls.save());
    }

    public ServiceCalls calls() {
        return calls;
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void send(Notice notice) {
        boolean accepted = calls.change(
                        "Publish",
                        delay -> agenda.schedule(delay, RECIPIENT, asJson(notice)),
                        () -> keep(notice.subject(), notice.body()))
                .orElse(why -> {
                    throw new ServiceUnavailableException(why);
                });
        if (!accepted) {
            throw new IllegalStateException("a mailbox keeps every mail");
        }
    }

    /** What {@code sns:publish} of a state machine does. Fails as {@link #send} does, and on a subject that SNS refuses. */
    public void publish(String subject, String message) {
        send(new Notice(subject, message));
    }

    private boolean keep(String subject, String body) {
        return mails.add(new Mail(agenda.instant(), subject, body));
    }

    private void receive(JsonNode late) {
        keep(late.path("subject").asText(), late.path("body").asText());
    }

    private static JsonNode asJson(Notice notice) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", notice.subject())
                .put("body", notice.body());
    }
}
