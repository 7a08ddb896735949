package io.github.outpostrecovery.lab.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from a client to a simulated API: it takes time, it is logged, and things go wrong on it as ordered.
 *
 * <p>Half of the latency passes before a request is applied and half after, so that the rest of the world acts in between.
 * Requests that land late wait in the agenda, with their credentials, and survive a save of the site.
 */
public final class FaultyRest implements RestService {
    private final String name;
    private final RestService service;
    private final ErrorStyle errors;
    private final Agenda agenda;
    private final CallLog log;
    private final Duration latency;
    private final ArmedFaults faults = new ArmedFaults();
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private Applying applying = Applying.NOTHING;

    /** What an API is doing. */
    public enum Applying {
        NOTHING,
        /** A request whose sender waits for the answer. */
        REQUEST,
        /** A request whose sender has given up. */
        LATE_REQUEST
    }

    /** The armed faults with their counts. Late requests are saved with the agenda. */
    public record Saved(List<ArmedFault> faults) {}

    /**
     * Puts the way in front of a service.
     *
     * @param name unique in the agenda, where late requests are registered under it
     * @param latency of one request in simulated time, both ways together
     */
    public FaultyRest(
            String name, RestService service, ErrorStyle errors, Agenda agenda, CallLog log, Duration latency) {
        this.name = requireNonNull(name, "name is null");
        this.service = requireNonNull(service, "service is null");
        this.errors = requireNonNull(errors, "errors is null");
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.log = requireNonNull(log, "log is null");
        this.latency = requireNonNull(latency, "latency is null");
        agenda.register(lateRecipient(), Recipient.Kind.WORLD, this::landLate);
    }

    /** Arms a fault. Of several that strike the same request, the one armed first does. */
    public void arm(FaultRule rule) {
        faults.arm(rule);
    }

    /** Arms a fault, and has somebody told each time it strikes, before the request goes on. Who listens is not saved. */
    public void arm(FaultRule rule, Runnable struck) {
        arm(rule);
        listeners.put(rule.id(), requireNonNull(struck, "struck is null"));
    }

    /** Disarms a fault; without effect if there is none of that id. */
    public void clear(String id) {
        faults.clear(id);
        listeners.remove(id);
    }

    public List<FaultRule> armed() {
        return faults.all().stream().map(ArmedFault::rule).toList();
    }

    public Saved save() {
        return new Saved(faults.all());
    }

    public void restore(Saved saved) {
        faults.replace(saved.faults());
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        Instant start = agenda.instant();
        Duration before = latency.dividedBy(2);
        agenda.advance(before);
        Optional<FaultRule> struck = faults.strike(request);
        struck.ifPresent(rule -> listeners.getOrDefault(rule.id(), () -> {}).run());
        String fault = struck.map(rule -> rule.fault().toString()).orElse("");
        try {
            RestResponse response = struck.isEmpty()
                    ? apply(request)
                    : serve(request, struck.get().fault());
            agenda.advance(latency.minus(before));
            log(start, request, response.status(), fault);
            return response;
        } catch (DroppedConnectionException dropped) {
            log(start, request, Call.NO_ANSWER, fault);
            throw dropped;
        }
    }

    private RestResponse serve(RestRequest request, RestFault fault) throws DroppedConnectionException {
        return switch (fault) {
            case RestFault.Unreachable ignored -> throw dropped(request);
            case RestFault.NoAnswer silent -> {
                agenda.advance(silent.patience());
                throw dropped(request);
            }
            case RestFault.AppliedNoAnswer silent -> {
                apply(request);
                agenda.advance(silent.patience());
                throw dropped(request);
            }
            case RestFault.LandsLate late -> {
                for (int i = 1; i <= late.times(); i++) {
                    agenda.schedule(late.delay().multipliedBy(i), lateRecipient(), JsonRecords.write(request));
                }
                throw dropped(request);
            }
            case RestFault.ErrorBefore error -> errors.error(error.status(), error.code(), error.message());
            case RestFault.ErrorAfterApplying error -> {
                apply(request);
                yield errors.error(error.status(), Integer.toString(error.status()), "Internal error.");
            }
            case RestFault.Unauthorized ignored -> errors.unauthorized();
            case RestFault.Slow slow -> {
                agenda.advance(slow.duration());
                yield apply(request);
            }
            case RestFault.ShortPage page -> servePage(request, page.records(), PageOrder.Continuation.WORKS);
            case RestFault.IncompletePage page -> servePage(request, page.records(), PageOrder.Continuation.FAILS);
            case RestFault.LyingSuccess lie ->
                new RestResponse(lie.status(), Map.of("Content-Type", "application/json"), lie.body());
        };
    }

    private RestResponse servePage(RestRequest request, int records, PageOrder.Continuation continuation)
            throws DroppedConnectionException {
        return apply(request.method().equals("GET") ? new PageOrder(records, continuation).attachTo(request) : request);
    }

    /** What is being carried out now: what changes on the array meanwhile, that has changed it. */
    public Applying applying() {
        return applying;
    }

    private RestResponse apply(RestRequest request) throws DroppedConnectionException {
        return apply(request, Applying.REQUEST);
    }

    private RestResponse apply(RestRequest request, Applying how) throws DroppedConnectionException {
        applying = how;
        try {
            return service.serve(request);
        } finally {
            applying = Applying.NOTHING;
        }
    }

    private void landLate(JsonNode payload) {
        RestRequest request = JsonRecords.read(payload, RestRequest.class);
        Instant start = agenda.instant();
        try {
            RestResponse response = apply(request, Applying.LATE_REQUEST);
            log(start, request, response.status(), "landed late; nobody got this answer");
        } catch (DroppedConnectionException dropped) {
            log(start, request, Call.NO_ANSWER, "landed late; " + dropped.getMessage());
        }
    }

    private void log(Instant start, RestRequest request, int status, String fault) {
        Duration took = Duration.between(start, agenda.instant());
        log.record(name, start, took, request, status, fault, service.changes(request));
    }

    private String lateRecipient() {
        return name + "/late-requests";
    }

    private static DroppedConnectionException dropped(RestRequest request) {
        return new DroppedConnectionException("no answer to " + request);
    }
}
