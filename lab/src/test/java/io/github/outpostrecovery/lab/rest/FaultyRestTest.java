package io.github.outpostrecovery.lab.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultyRestTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ErrorStyle ERRORS = new ErrorStyle() {
        @Override
        public RestResponse error(int status, String code, String message) {
            return new RestResponse(status, Map.of(), code + ":" + message);
        }

        @Override
        public RestResponse unauthorized() {
            return new RestResponse(401, Map.of(), "who?");
        }
    };

    private final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    private final List<String> applied = new ArrayList<>();
    private final CallLog log = new CallLog();
    private final FaultyRest rest = new FaultyRest(
            "array-a",
            request -> {
                applied.add(agenda.instant() + " " + request
                        + PageOrder.of(request).map(Record::toString).orElse(""));
                return new RestResponse(201, Map.of(), "made");
            },
            ERRORS,
            agenda,
            log,
            LATENCY);

    @Test
    void serve_takesHalfTheLatencyBeforeApplying_andHalfAfter() throws Exception {
        List<Instant> acted = new ArrayList<>();
        agenda.register("world", Recipient.Kind.WORLD, payload -> acted.add(agenda.instant()));
        agenda.schedule(Duration.ofMillis(15), "world", JsonNodeFactory.instance.nullNode());

        rest.serve(post());

        assertThat(applied).containsExactly("2026-01-01T00:00:00.010Z POST /api/maps");
        assertThat(acted).containsExactly(START.plusMillis(15));
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(20));
    }

    @Test
    void unreachable_dropsAtOnce_andAppliesNothing() {
        arm(new RestFault.Unreachable(), Occurrences.always());

        assertDropped();
        assertThat(applied).isEmpty();
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(10));
    }

    @Test
    void noAnswer_dropsAfterThePatienceOfTheClient_andNeverApplies() {
        arm(new RestFault.NoAnswer(PATIENCE), Occurrences.always());

        assertDropped();
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(10).plus(PATIENCE));
        assertThat(agenda.nextDue()).isEmpty();
        assertThat(applied).isEmpty();
    }

    @Test
    void appliedNoAnswer_applies_andDrops() {
        arm(new RestFault.AppliedNoAnswer(PATIENCE), Occurrences.always());

        assertDropped();
        assertThat(applied).hasSize(1);
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(10).plus(PATIENCE));
    }

    @Test
    void landsLate_appliesTwice_whenTheTimeHasCome() {
        arm(new RestFault.LandsLate(Duration.ofMinutes(5), 2), Occurrences.nth(1));

        assertDropped();
        assertThat(applied).isEmpty();
        agenda.advance(Duration.ofMinutes(7));
        assertThat(applied).containsExactly("2026-01-01T00:05:00.010Z POST /api/maps");
        agenda.advance(Duration.ofMinutes(7));
        assertThat(applied)
                .containsExactly("2026-01-01T00:05:00.010Z POST /api/maps", "2026-01-01T00:10:00.010Z POST /api/maps");
        assertThat(log.calls()).extracting(Call::status).containsExactly(Call.NO_ANSWER, 201, 201);
    }

    @Test
    void errorBefore_answersInTheWordsOfTheVendor_andAppliesNothing() throws Exception {
        arm(new RestFault.ErrorBefore(503, "77", "busy"), Occurrences.always());

        assertThat(rest.serve(post())).isEqualTo(new RestResponse(503, Map.of(), "77:busy"));
        assertThat(applied).isEmpty();
    }

    @Test
    void errorAfterApplying_answersAnError_andApplies() throws Exception {
        arm(new RestFault.ErrorAfterApplying(500), Occurrences.always());

        assertThat(rest.serve(post()).status()).isEqualTo(500);
        assertThat(applied).hasSize(1);
    }

    @Test
    void unauthorized_appliesNothing() throws Exception {
        arm(new RestFault.Unauthorized(), Occurrences.nth(1));

        assertThat(rest.serve(post()).status()).isEqualTo(401);
        assertThat(applied).isEmpty();
        assertThat(rest.serve(post()).status()).isEqualTo(201);
    }

    @Test
    void slow_appliesLater() throws Exception {
        arm(new RestFault.Slow(Duration.ofSeconds(9)), Occurrences.always());

        assertThat(rest.serve(post()).status()).isEqualTo(201);
        assertThat(applied).containsExactly("2026-01-01T00:00:09.010Z POST /api/maps");
    }

    @Test
    void lyingSuccess_claimsSuccess_andAppliesNothing() throws Exception {
        arm(new RestFault.LyingSuccess(200, "{}"), Occurrences.always());

        assertThat(rest.serve(post()).status()).isEqualTo(200);
        assertThat(applied).isEmpty();
    }

    @Test
    void pages_areOrderedFromTheService() throws Exception {
        rest.arm(new FaultRule(
                "short", RequestPattern.of("GET", "maps"), Occurrences.nth(1), new RestFault.ShortPage(1)));
        rest.arm(new FaultRule(
                "incomplete", RequestPattern.of("GET", "maps"), Occurrences.nth(2), new RestFault.IncompletePage(2)));

        rest.serve(RestRequest.of("GET", "/api/maps?x=1", Map.of(), ""));
        rest.serve(RestRequest.of("GET", "/api/maps?x=1", Map.of(), ""));

        assertThat(applied.get(0)).endsWith("PageOrder[records=1, continuation=WORKS]");
        assertThat(applied.get(1)).endsWith("PageOrder[records=2, continuation=FAILS]");
    }

    @Test
    void arm_strikesOnlyWhatMatches_andOnlyThoseOccurrences() throws Exception {
        rest.arm(new FaultRule(
                "f",
                new RequestPattern("POST|DELETE", "^/api/maps/iqn\\.2026-01:a$", "boot"),
                new Occurrences(2, 3),
                new RestFault.ErrorAfterApplying(500)));
        RestRequest hit = RestRequest.of("DELETE", "/api/maps/iqn.2026-01%3Aa?force=true", Map.of(), "{\"boot\":1}");

        assertThat(rest.serve(RestRequest.of("GET", "/api/maps/iqn.2026-01%3Aa", Map.of(), "boot"))
                        .status())
                .isEqualTo(201);
        assertThat(rest.serve(RestRequest.of("DELETE", "/api/maps/iqn.2026-01%3Aa", Map.of(), "data"))
                        .status())
                .isEqualTo(201);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(rest.serve(hit).status());
        }
        assertThat(statuses).containsExactly(201, 500, 500, 201);
    }

    @Test
    void clear_disarms() throws Exception {
        arm(new RestFault.ErrorAfterApplying(500), Occurrences.always());
        rest.clear("fault");

        assertThat(rest.serve(post()).status()).isEqualTo(201);
        assertThat(rest.armed()).isEmpty();
    }

    @Test
    void save_keepsEveryKindOfFault_andItsCount() throws Exception {
        List<RestFault> kinds = List.of(
                new RestFault.Unreachable(),
                new RestFault.NoAnswer(PATIENCE),
                new RestFault.AppliedNoAnswer(PATIENCE),
                new RestFault.LandsLate(PATIENCE, 2),
                new RestFault.ErrorBefore(503, "1", "m"),
                new RestFault.ErrorAfterApplying(500),
                new RestFault.Unauthorized(),
                new RestFault.Slow(PATIENCE),
                new RestFault.ShortPage(1),
                new RestFault.IncompletePage(1),
                new RestFault.LyingSuccess(200, "{}"));
        assertThat(kinds).hasSameSizeAs(RestFault.class.getPermittedSubclasses());
        for (int i = 0; i < kinds.size(); i++) {
            rest.arm(new FaultRule("fault-" + i, RequestPattern.of("POST", ""), Occurrences.fromNth(2), kinds.get(i)));
        }
        rest.serve(post());

        FaultyRest.Saved saved = rest.save();
        FaultyRest.Saved read = JsonRecords.read(JsonRecords.write(saved), FaultyRest.Saved.class);
        assertThat(read).isEqualTo(saved);

        FaultyRest other =
                new FaultyRest("array-b", request -> new RestResponse(200, Map.of(), ""), ERRORS, agenda, log, LATENCY);
        other.restore(read);
        assertThatThrownBy(() -> other.serve(post())).isInstanceOf(DroppedConnectionException.class);
    }

    @Test
    void log_tellsWhatHappened_withoutSecrets() throws Exception {
        List<Call> heard = new ArrayList<>();
        log.listen(heard::add);
        arm(new RestFault.ErrorAfterApplying(500), Occurrences.always());

        rest.serve(
                RestRequest.of(
                        "POST",
                        "/api/credentials?token=t0p&x=1",
                        Map.of("Authorization", "Basic c2VjcmV0"),
                        "{\"chap\":{\"inbound\":{\"user\":\"u\",\"password\":\"s3cret\"}},\"list\":[{\"secret_key\":\"k3y\"}]}"));

        assertThat(log.calls()).singleElement().satisfies(call -> {
            assertThat(call.at()).isEqualTo(START);
            assertThat(call.service()).isEqualTo("array-a");
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.target()).isEqualTo("/api/credentials?token=***&x=1");
            assertThat(call.status()).isEqualTo(500);
            assertThat(call.millis()).isEqualTo(20);
            assertThat(call.fault()).contains("ErrorAfterApplying");
            assertThat(call.write()).isTrue();
            assertThat(call.toString())
                    .doesNotContain("s3cret", "k3y", "t0p", "c2VjcmV0")
                    .contains("\"user\":\"u\"");
        });
        assertThat(heard).isEqualTo(log.calls());
    }

    @Test
    void log_tellsReadsFromWrites() throws Exception {
        rest.serve(RestRequest.of("GET", "/api/maps", Map.of(), ""));

        assertThat(log.calls()).singleElement().extracting(Call::write).isEqualTo(false);
    }

    @Test
    void arm_tellsOfEachStrike_beforeTheRequestGoesOn() throws Exception {
        List<Integer> appliedBefore = new ArrayList<>();
        rest.arm(
                new FaultRule(
                        "fault",
                        RequestPattern.of("POST", ""),
                        new Occurrences(2, 3),
                        new RestFault.ErrorAfterApplying(500)),
                () -> appliedBefore.add(applied.size()));

        for (int request = 0; request < 4; request++) {
            rest.serve(post());
        }
        rest.clear("fault");
        rest.serve(post());

        assertThat(appliedBefore).containsExactly(1, 2);
    }

    private void arm(RestFault fault, Occurrences occurrences) {
        rest.arm(new FaultRule("fault", RequestPattern.of("POST", ""), occurrences, fault));
    }

    private void assertDropped() {
        assertThatThrownBy(() -> rest.serve(post())).isInstanceOf(DroppedConnectionException.class);
    }

    private static RestRequest post() {
        return RestRequest.of("POST", "/api/maps", Map.of(), "{}");
    }
}
