package io.github.outpostrecovery.lab.alletra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.alletra.api.WsapiApi;
import io.github.outpostrecovery.lab.rest.RestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialisedKeyTest {
    private final AlletraSite site = new AlletraSite();
    private final RestServer server = RestServer.http(site.array, RestServer.ANY_PORT);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger serving = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    private CompletableFuture<HttpResponse<String>> send(String key) {
        HttpRequest request = HttpRequest.newBuilder(server.baseUri().resolve("/api/v1/vluns"))
                .timeout(Duration.ofSeconds(30))
                .header(WsapiApi.KEY_HEADER, key)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Whoever is served stays so until the semaphore has a permit for it. */
    private void hold(Semaphore permits, CountDownLatch begun) {
        site.array.whileServing(request -> {
            highest.accumulateAndGet(serving.incrementAndGet(), Math::max);
            begun.countDown();
            permits.acquireUninterruptibly();
            serving.decrementAndGet();
        });
    }

    private void awaitRequestsOfOneKey(int number) throws InterruptedException {
        while (site.array.highestRequestsOfOneKey() < number) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void secondRequestOfAKey_waitsForTheFirst() throws InterruptedException {
        Semaphore permits = new Semaphore(0);
        hold(permits, new CountDownLatch(1));
        List<CompletableFuture<HttpResponse<String>>> answers = List.of(send(site.key), send(site.key), send(site.key));
        awaitRequestsOfOneKey(3);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        permits.release(3);

        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(highest).hasValue(1);
        assertThat(site.array.highestRequestsOfOneKey()).isEqualTo(3);
    }

    @Test
    void requestsOfTwoKeys_areServedAtOnce() throws InterruptedException {
        String other = site.logIn(AlletraSite.READER);
        Semaphore permits = new Semaphore(0);
        CountDownLatch bothBegun = new CountDownLatch(2);
        hold(permits, bothBegun);
        List<CompletableFuture<HttpResponse<String>>> answers = List.of(send(site.key), send(other));

        assertThat(bothBegun.await(30, TimeUnit.SECONDS)).isTrue();
        permits.release(2);
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(highest).hasValue(2);
        assertThat(site.array.highestRequestsOfOneKey()).isEqualTo(1);
        assertThat(site.array.highestRequests()).isEqualTo(2);
    }

    @Test
    void manyLogInsAtOnce_neverPassTheLimit() {
        site.array.change(settings -> settings.withLimits(limits -> limits.withSessions(24)));
        List<CompletableFuture<Integer>> statuses = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> site.tryLogIn("fencer", "p:ss\"word").status()))
                .toList();
        assertThat(statuses.stream().map(CompletableFuture::join).filter(status -> status == 201))
                .hasSize(23);
        assertThat(site.array.highestSessions()).isEqualTo(24);
    }
}
