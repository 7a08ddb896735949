package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH_HOST;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.PASSWORD;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.fence;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.grant;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.move;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.swap;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens, the canaries sing nowhere: an array may well repeat what it was sent. */
class SecretsTest {
    private static final String CHAP = "canary-of-chap";
    private static final String BACK = "canary-of-mutual-chap";

    private static String all(RestRequest request) {
        return request.headers() + " " + request.body().orElse("");
    }

    @Test
    void grant_when_arrayEchoesTheKeysOfAHost_showsNone() {
        String ofTheHost = DhHmacChapKeyTest.key("01", 32);
        String ofTheArray = DhHmacChapKeyTest.key("02", 48);
        ChapCredentials keys = new ChapCredentials(
                "u", new Secret(ofTheHost), Optional.of(new ChapCredentials.Mutual("u", new Secret(ofTheArray))));
        // The body alone: with the headers before it, the end of it would be cut off anyway.
        List<ScriptedTransport.Script> echoes = List.of(
                request -> RestResponse.json(
                        400,
                        "{\"error\":{\"code\":\"2\",\"message\":\""
                                + quoted(request.body().orElse("")) + "\"}}"),
                request -> {
                    throw new IOException(request.body().orElse(""));
                });
        for (ScriptedTransport.Script echo : echoes) {
            OntapFixture fixture = new OntapFixture();
            fixture.ontap.when(request -> request.body().isPresent(), echo);

            GrantOutcome outcome = fixture.nvme().grant(with(grant(FRESH_HOST, swap("sub")), keys));

            assertThat(outcome.toString())
                    .contains("\"host_secret_key\":\"[redacted]\",\"controller_secret_key\":\"[redacted]\"");
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Every way to fail that gives back what came in. */
    private static List<ScriptedTransport.Script> echoes() {
        return List.of(
                request -> RestResponse.json(
                        400, "{\"error\":{\"code\":\"2\",\"message\":\"" + quoted(all(request)) + "\"}}"),
                request -> RestResponse.json(
                        401, "{\"error\":{\"code\":\"6\",\"message\":\"" + quoted(all(request)) + "\"}}"),
                request -> RestResponse.json(
                        500, "{\"error\":{\"code\":\"1\",\"message\":\"" + quoted(all(request)) + "\"}}"),
                request -> RestResponse.json(200, all(request)),
                request -> RestResponse.json(200, "{\"records\":[{\"x\":\"" + quoted(all(request)) + "\"}]}"),
                request -> {
                    throw new IOException(all(request));
                });
    }

    @Test
    void everything_when_arrayEchoesItsInput_showsNoSecret() {
        for (ScriptedTransport.Script echo : echoes()) {
            OntapFixture fixture = new OntapFixture();
            fixture.privateIgroup();
            List<Object> shown = new ArrayList<>();
            ChapCredentials chap = new ChapCredentials(
                    "web", new Secret(CHAP), Optional.of(new ChapCredentials.Mutual("array", new Secret(BACK))));
            OntapArray array = fixture.iscsi();
            // First only the writes fail, so that the requests with the secrets in them are reached at all.
            fixture.ontap.when(request -> request.body().isPresent(), echo);
            shown.add(array.grant(with(grant(FRESH, swap("web-01")), chap)));
            shown.add(array.grant(with(grant(FRESH, move("web-01")), chap)));
            shown.add(array.revoke(fence(VICTIM)));
            fixture.ontap.when(request -> true, echo);
            shown.add(array.access(Set.of(BOOT)));
            shown.add(array.sessions(Set.of(VICTIM)));
            shown.add(array.activity(Set.of(BOOT)));
            shown.add(array.portals(Set.of(BOOT)));
            shown.add(array.route(VICTIM, Set.of(BOOT)));
            shown.add(array.revoke(fence(VICTIM)));
            shown.add(array.grant(with(grant(FRESH, swap("web-01")), chap)));
            OntapInventory inventory = fixture.inventory(Protocol.ISCSI);
            shown.add(inventory.model());
            shown.add(inventory.scopes());
            shown.add(inventory.portals());
            shown.add(inventory.clone(BOOT, BOOT));
            shown.add(array.toString());
            shown.add(chap);
            shown.addAll(fixture.heard);
            shown.addAll(fixture.transport.requests());

            String basic = Base64.getEncoder().encodeToString(("u:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            assertThat(fixture.transport.requests())
                    .anyMatch(request -> all(request).contains(CHAP));
            assertThat(fixture.transport.requests())
                    .anyMatch(request -> all(request).contains(basic));
            assertThat(shown)
                    .extracting(Object::toString)
                    .noneMatch(text -> text.contains("canary") || text.contains(basic));
        }
    }
}
