package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.storage.rest.Authentication.Renewal;
import io.github.outpostrecovery.storage.rest.RestOutcome.Answered;
import io.github.outpostrecovery.storage.rest.RestOutcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client makes of what its authentication says about a rejection. */
class RenewalTest {
    private final SessionSite site = new SessionSite();
    private final List<ArrayCredentials> shown = new ArrayList<>();

    /** Says this about one rejection after the other; a rejection without a word is an answer to the call. */
    private Authentication saying(String words) {
        List<Renewal> left = new ArrayList<>();
        for (String word : words.split(" ", -1)) {
            left.add(Renewal.valueOf(word));
        }
        return new Authentication() {
            @Override
            public Map<String, String> headers(RestCall call, ArrayCredentials credentials, Exchange exchange) {
                shown.add(credentials);
                return Map.of();
            }

            @Override
            public Renewal after(Rejected rejected, Map<String, String> headers) {
                return left.isEmpty() ? Renewal.NONE : left.removeFirst();
            }

            @Override
            public void logOut(Exchange exchange) {}
        };
    }

    private RestOutcome call(Authentication authentication, RestCall call) {
        RestClient client = site.client(authentication);
        return call.method() == HttpMethod.GET ? client.read(call, site.tenSeconds()) : client.write(call);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 1, 0",
        "NEW_LOGIN, 2, 0",
        "NEW_CREDENTIALS, 2, 1",
        "NEW_LOGIN NEW_LOGIN NEW_LOGIN, 2, 0",
        "NEW_CREDENTIALS NEW_CREDENTIALS NEW_CREDENTIALS, 2, 1",
        "NEW_CREDENTIALS NEW_LOGIN, 2, 1",
        "NEW_LOGIN NEW_CREDENTIALS NEW_LOGIN NEW_CREDENTIALS, 3, 1",
    })
    void call_when_itStaysRejected_isSentSoManyTimes(String words, int times, int renewals) {
        for (RestCall call : List.of(SessionSite.READ, SessionSite.WRITE)) {
            RenewalTest again = new RenewalTest();

            assertThat(again.call(again.saying(words), call)).isEqualTo(new Rejected(401, "session", ""));
            assertThat(again.site.transport.requests()).hasSize(times);
            assertThat(again.site.renewals).hasValue(renewals);
            assertThat(again.site.clock.pauses()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEW_LOGIN", "NEW_CREDENTIALS"})
    void call_when_itIsLetInThen_isAnswered(String word) {
        for (RestCall call : List.of(SessionSite.READ, SessionSite.WRITE)) {
            RenewalTest again = new RenewalTest();
            again.site.unknown = request -> again.site.transport.requests().size() == 1
                    ? RestResponse.json(403, "{}")
                    : RestResponse.json(200, "{}");

            assertThat(again.call(again.saying(word), call)).isInstanceOf(Answered.class);
            assertThat(again.shown).hasSize(2);
            assertThat(again.shown.getFirst().equals(again.shown.getLast())).isEqualTo(word.equals("NEW_LOGIN"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void write_when_itsSecondSendingIsLost_isNotSentAThirdTime(int status) {
        site.unknown = request ->
                site.transport.requests().size() == 1 ? RestResponse.json(401, "{}") : RestResponse.json(status, "{}");

        assertThat(call(saying("NEW_LOGIN NEW_LOGIN"), SessionSite.WRITE)).isInstanceOf(RestOutcome.NoAnswer.class);
        assertThat(site.transport.requests()).hasSize(2);
    }
}
