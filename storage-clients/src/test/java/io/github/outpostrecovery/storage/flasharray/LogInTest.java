package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogInTest {
    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeFlashArray fake = fixture.fake;

    @BeforeEach
    void site() {
        fixture.privateHost();
    }

    private static ArrayFailure failureOf(Answer<AccessReport> answer) {
        assertThat(answer).isInstanceOf(Answer.Unanswered.class);
        return ((Answer.Unanswered<AccessReport>) answer).failure();
    }

    private List<String> sent(String ending) {
        return fixture.transport.requests().stream()
                .map(RestRequest::path)
                .filter(path -> path.endsWith(ending))
                .toList();
    }

    @Test
    void open_when_nothingIsAsked_sendsNothing() {
        fixture.iscsi().close();

        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void session_when_severalThingsAreAsked_isOneAndIsClosed() {
        try (FlashArray array = fixture.iscsi()) {
            assertThat(array.access(Set.of(BOOT))).isInstanceOf(Answer.Answered.class);
            assertThat(array.access(Set.of(DATA))).isInstanceOf(Answer.Answered.class);
            assertThat(fake.sessions()).hasSize(1);
        }

        assertThat(sent("/api_version")).hasSize(1);
        assertThat(sent("/login")).containsExactly("/api/2.52/login");
        assertThat(fake.sessions()).isEmpty();
        assertThat(fixture.transport.requests().getFirst().headers()).doesNotContainKeys("api-token", "x-auth-token");
    }

    @ParameterizedTest
    @CsvSource({
        "'2.4', 2.4",
        "'2.9 2.38 2.10', 2.38",
        "'2.52 2.53 2.100', 2.52",
        "'1.19 2.26 2.X 2.DEV 3.5', 2.26",
    })
    void version_when_severalAreSpoken_isTheHighestNumberThatIsKnown(String spoken, String chosen) {
        fake.speaks(spoken.split(" ", -1));

        assertThat(fixture.iscsi().access(Set.of(BOOT))).isInstanceOf(Answer.Answered.class);
        assertThat(fixture.asked())
                .allSatisfy(request -> assertThat(request.path()).startsWith("/api/" + chosen + "/"));
    }

    @ParameterizedTest
    @CsvSource({"ISCSI, 2.0 2.3 2.53 2.X", "NVME_TCP, 2.26 2.53"})
    void version_when_noneIsKnown_isRefusedAndNobodyLogsIn(Protocol protocol, String spoken) {
        fake.speaks(spoken.split(" ", -1));

        ArrayFailure failure = failureOf(fixture.array(protocol).access(Set.of(BOOT)));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.detail()).contains("to 2.52");
        assertThat(sent("/login")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"version\":{}}", "<html>"})
    void version_when_theListMakesNoSense_isNoAnswer(String body) {
        fake.when(request -> request.path().endsWith("/api_version"), request -> RestResponse.json(200, body));

        assertThat(failureOf(fixture.iscsi().access(Set.of(BOOT))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void read_when_theSessionIsOver_logsInOnceMore() {
        FlashArray array = fixture.iscsi();
        assertThat(array.access(Set.of(BOOT))).isInstanceOf(Answer.Answered.class);
        fake.forgetSessions();

        assertThat(array.access(Set.of(BOOT))).isInstanceOf(Answer.Answered.class);
        assertThat(sent("/login")).hasSize(2);
    }

    @Test
    void revoke_when_theSessionEndsInTheMiddle_isCarriedThrough() {
        fake.once(FakeFlashArray.to(HttpMethod.PATCH, "/hosts"), request -> {
            fake.forgetSessions();
            return fake.apply(request);
        });

        RevokeReport report = fixture.iscsi().revoke(fence(VICTIM));

        assertThat(report.failures()).isEmpty();
        assertThat(fixture.writes()).containsExactly("PATCH /hosts", "PATCH /hosts");
        assertThat(sent("/login")).hasSize(2);
    }

    @Test
    void read_when_everySessionIsRefused_endsAfterOneMoreLogIn() {
        fake.when(FakeFlashArray.to(HttpMethod.GET, "/volumes"), request -> FakeFlashArray.error(401, "Unauthorized"));

        assertThat(failureOf(fixture.iscsi().access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNAUTHORISED);
        assertThat(sent("/volumes")).hasSize(2);
    }

    @Test
    void logIn_when_theTokenIsNotKnown_isUnauthorised() {
        fixture.secretHas("\"apiToken\":\"canary-of-another-token\"");

        ArrayFailure failure = failureOf(fixture.iscsi().access(Set.of(BOOT)));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
        assertThat(failure.detail()).contains("/login").contains("Invalid credentials");
    }

    @Test
    void logIn_when_theSecretHasAPassword_isRefusedWithoutSendingIt() {
        fixture.secretHas("\"username\":\"u\",\"password\":\"canary\"");

        ArrayFailure failure = failureOf(fixture.iscsi().access(Set.of(BOOT)));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
        assertThat(failure.detail()).contains("apiToken");
        assertThat(fixture.asked()).isEmpty();
        assertThat(sent("/login")).isEmpty();
    }

    @Test
    void logIn_when_noTokenComesBack_isNoAnswer() {
        fake.when(request -> request.path().endsWith("/login"), request -> RestResponse.json(200, "{\"items\":[]}"));

        assertThat(failureOf(fixture.iscsi().access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNREACHABLE);
    }
}
