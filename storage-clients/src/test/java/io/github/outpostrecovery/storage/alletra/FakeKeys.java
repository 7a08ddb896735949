package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The session keys of a fake array: as many as it has, each forgotten after a quarter of an hour without a request. */
final class FakeKeys {
    static final String HEADER = "X-HP3PAR-WSAPI-SessionKey";
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<String, Instant> usedAt = new HashMap<>();
    private int limit = 24;
    private int given;
    private int most;
    private final Semaphore givenBack = new Semaphore(0);

    FakeKeys(InstantSource clock) {
        this.clock = clock;
    }

    void limit(int keys) {
        limit = keys;
    }

    int open() {
        forget();
        return usedAt.size();
    }

    int given() {
        return given;
    }

    /** The most that were open at one time. */
    int most() {
        return most;
    }

    /** Waits until one more key was given back than others have waited for. */
    void awaitOneGivenBack() throws InterruptedException {
        givenBack.acquire();
    }

    void loseAll() {
        usedAt.clear();
    }

    private void forget() {
        usedAt.values().removeIf(used -> !clock.instant().isBefore(used.plus(IDLE)));
    }

    RestResponse logIn(RestRequest request) {
        forget();
        String body = request.body().orElse("");
        if (!body.equals("{\"user\":\"u\",\"password\":\"" + AlletraFixture.PASSWORD + "\"}")) {
            return FakeWsapi.error(403, 5);
        }
        if (usedAt.size() >= limit) {
            return FakeWsapi.error(503, 30_000);
        }
        String key = AlletraFixture.KEY + ++given + "/+=";
        usedAt.put(key, clock.instant());
        most = Math.max(most, usedAt.size());
        return RestResponse.json(201, "{\"key\":\"" + key + "\"}");
    }

    RestResponse logOut(String key) {
        forget();
        if (usedAt.remove(key) == null) {
            return FakeWsapi.error(403, 6);
        }
        givenBack.release();
        return new RestResponse(200, Map.of(), new byte[0]);
    }

    boolean knows(RestRequest request) {
        forget();
        String key = request.headers().getOrDefault(HEADER, "");
        return usedAt.replace(key, clock.instant()) != null;
    }
}
