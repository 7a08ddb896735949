package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.failure;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.fence;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.grant;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.swap;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogInTest {
    private static final String LOG_IN = "/login_session";

    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    @BeforeEach
    void site() {
        fixture.ownHost();
    }

    private static RestResponse session(Map<String, String> headers, boolean passwordChangeRequired) {
        return new RestResponse(
                200,
                headers,
                ("[{\"id\":\"1\",\"idle_timeout\":3600,\"is_password_change_required\":" + passwordChangeRequired
                                + "}]")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private List<RestRequest> logOuts() {
        return fixture.transport.requests().stream()
                .filter(request -> request.path().endsWith("/logout"))
                .toList();
    }

    @Test
    void questions_when_several_shareOneLogIn() {
        try (PowerStoreArray array = fixture.iscsi()) {
            value(array.access(Set.of(BOOT)));
            value(array.access(Set.of(BOOT)));
        }
        assertThat(dell.logIns()).isEqualTo(1);
    }

    @Test
    void token_when_aCallIsAGet_isNotSent_andOtherwiseIs() {
        PowerStoreArray array = fixture.iscsi();
        assertThat(array.revoke(fence(VICTIM)).failures()).isEmpty();

        assertThat(fixture.transport.requests())
                .filteredOn(request -> request.method() == HttpMethod.GET)
                .noneMatch(request -> request.headers().containsKey("DELL-EMC-TOKEN"));
        assertThat(fixture.transport.writes())
                .isNotEmpty()
                .allMatch(request -> request.headers().containsKey("DELL-EMC-TOKEN"));
        assertThat(fixture.transport.requests())
                .filteredOn(request -> !request.path().endsWith(LOG_IN))
                .noneMatch(request -> request.headers().containsKey("Authorization"));
    }

    @Test
    void close_when_somethingWasAsked_logsOutOnce() {
        PowerStoreArray array = fixture.iscsi();
        value(array.access(Set.of(BOOT)));
        array.close();
        array.close();

        assertThat(logOuts())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).containsKeys("Cookie", "DELL-EMC-TOKEN"));
    }

    @Test
    void close_when_nothingWasAsked_sendsNothing() {
        fixture.iscsi().close();
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void session_when_itIsIdleForTooLong_isNotUsed() {
        PowerStoreArray array = fixture.iscsi();
        value(array.access(Set.of(BOOT)));
        fixture.clock.pass(Duration.ofMinutes(59));
        value(array.access(Set.of(BOOT)));

        assertThat(dell.logIns()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"GET, 401", "GET, 403", "PATCH, 401", "PATCH, 403"})
    void session_when_theArraySaysThatItIsOver_isReplacedOnceAndTheCallSentAgain(HttpMethod method, int status) {
        PowerStoreArray array = fixture.iscsi();
        value(array.access(Set.of(BOOT)));
        dell.once(FakePowerStore.to(method, "/host"), request -> FakePowerStore.error(status, "0xE09040090001"));

        assertThat(array.revoke(fence(VICTIM)).failures()).isEmpty();
        assertThat(dell.logIns()).isEqualTo(2);
        assertThat(fixture.access().paths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void grant_when_theSessionIsOverMidWay_isSentAgainAndClean(int status) {
        dell.rows("/initiator").clear();
        dell.once(FakePowerStore.to(HttpMethod.PATCH, "/host"), request -> FakePowerStore.error(status, "0xE0904"));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01")))).isEqualTo(new GrantOutcome.Clean(1));
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void grant_when_theUserLacksTheRight_isRefusedAfterTwo() {
        dell.rows("/initiator").clear();
        dell.when(FakePowerStore.to(HttpMethod.PATCH, "/host"), request -> FakePowerStore.error(403, "0xE0904"));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        GrantOutcome.Refused.class,
                        refused -> assertThat(refused.failure().kind()).isEqualTo(Kind.UNAUTHORISED));
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void logIn_when_thePasswordHasToBeChanged_saysSo() {
        dell.when(
                FakePowerStore.to(HttpMethod.GET, LOG_IN),
                request -> session(Map.of("set-cookie", "auth_cookie=a", "DELL-EMC-TOKEN", "t"), true));

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT)))).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORISED);
            assertThat(failure.detail()).contains("password").contains("changed");
        });
        assertThat(fixture.transport.requests())
                .allMatch(request -> request.path().endsWith(LOG_IN));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void logIn_when_credentialsAreRefused_isUnauthorised(int status) {
        dell.when(FakePowerStore.to(HttpMethod.GET, LOG_IN), request -> RestResponse.json(status, ""));

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT))).kind()).isEqualTo(Kind.UNAUTHORISED);
        assertThat(fixture.transport.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-cookie", "DELL-EMC-TOKEN"})
    void logIn_when_cookieOrTokenIsMissing_isNone(String missing) {
        Map<String, String> headers =
                new java.util.HashMap<>(Map.of("set-cookie", "auth_cookie=a; Path=/", "DELL-EMC-TOKEN", "t"));
        headers.remove(missing);
        dell.when(FakePowerStore.to(HttpMethod.GET, LOG_IN), request -> session(headers, false));

        assertThat(fixture.iscsi().grant(grant(FRESH, swap("web-01"))))
                .isInstanceOfSatisfying(
                        GrantOutcome.Refused.class,
                        refused -> assertThat(refused.failure().detail())
                                .contains("nothing was sent")
                                .contains("DELL-EMC-TOKEN"));
        assertThat(fixture.transport.requests())
                .allMatch(request -> request.path().endsWith(LOG_IN));
    }
}
