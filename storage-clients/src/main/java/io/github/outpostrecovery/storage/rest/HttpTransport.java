package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transport over a real socket: HTTP/1.1, no redirects, no cookies, no cache, an answer of bounded size.
 *
 * <p>The JDK's client sends a request other than GET again only if no connection came about, so that a write leaves
 * this machine once.
 */
public final class HttpTransport implements Transport {
    private final HttpClient client;
    private final int largestResponse;

    private HttpTransport(HttpClient client, int largestResponse) {
        this.client = requireNonNull(client, "client is null");
        this.largestResponse = largestResponse;
    }

    /** Connects nothing yet. */
    public static HttpTransport open(Endpoint endpoint, ServerTrust trust, ClientSettings settings) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout());
        if (endpoint.isSecure()) {
            builder.sslContext(trust.sslContext());
        }
        return new HttpTransport(builder.build(), settings.largestResponse());
    }

    @Override
    public RestResponse send(RestRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(request.timeout())
                .method(
                        request.method().name(),
                        request.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(builder.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), largestResponse));
        try {
            // The client's own time-out ends with the headers; an array may also stop in the middle of a body.
            HttpResponse<byte[]> response = answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            return new RestResponse(response.statusCode(), headers, response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no complete answer in " + request.timeout());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("the request could not be sent", e.getCause());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
