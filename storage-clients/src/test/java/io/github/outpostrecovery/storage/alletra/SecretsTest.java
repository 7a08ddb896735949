package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.VICTIM;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.fence;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.grant;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.move;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.swap;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final ChapCredentials CHAP = new ChapCredentials(
            "web",
            new Secret("canary-chap-\"1"),
            Optional.of(new ChapCredentials.Mutual("array", new Secret("canary-back"))));

    private static String all(RestRequest request) {
        return request.uri() + " " + request.headers() + " " + request.body().orElse("");
    }

    private static String error(RestRequest request) {
        return "{\"code\":12,\"desc\":" + TextNode.valueOf(all(request)) + "}";
    }

    /** Arrays that repeat whatever they were sent. */
    private static List<ScriptedTransport.Script> echoes() {
        return List.of(
                request -> RestResponse.json(400, error(request)),
                request -> RestResponse.json(403, error(request).replace("12", "6")),
                request -> RestResponse.json(500, error(request)),
                request -> RestResponse.json(200, "{\"total\":1,\"members\":[" + TextNode.valueOf(all(request)) + "]}"),
                request -> {
                    throw new IOException(all(request));
                });
    }

    @Test
    void everything_when_arrayEchoesItsInput_showsNeitherSecretNorKey() {
        List<RestRequest> requests = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (ScriptedTransport.Script echo : echoes()) {
            AlletraFixture fixture = new AlletraFixture();
            fixture.volumes();
            fixture.wsapi.iscsiHost("web-01");
            fixture.exportTo("web-01");
            List<Object> shown = new ArrayList<>();
            // First only the writes fail, so that the requests with the secrets in them are reached at all.
            fixture.wsapi.when(
                    request -> request.body().isPresent() && !request.path().contains("credentials"), echo);
            try (AlletraArray array = fixture.iscsi()) {
                shown.add(array.grant(with(grant(FRESH, swap()), CHAP)));
            }
            fixture.wsapi.iscsiHost("other", VICTIM.value());
            fixture.exportTo("other");
            AlletraArray array = fixture.iscsi();
            shown.add(array.grant(with(grant(FRESH, move(Map.of())), CHAP)));
            shown.add(array.revoke(fence(VICTIM)));
            fixture.wsapi.when(request -> true, echo);
            shown.add(array.access(Set.of(BOOT)));
            shown.add(array.sessions(Set.of(VICTIM)));
            shown.add(array.portals(Set.of(BOOT)));
            shown.add(array.route(VICTIM, Set.of(BOOT)));
            shown.add(array.revoke(fence(VICTIM)));
            shown.add(array);
            array.close();
            try (ArrayInventory inventory = fixture.inventory(Protocol.ISCSI)) {
                shown.add(inventory.model());
                shown.add(inventory.volumes());
                shown.add(inventory.clone(BOOT, BOOT));
            }
            shown.add(CHAP);
            shown.addAll(fixture.heard);

            requests.addAll(fixture.transport.requests());
            fixture.heard.forEach(call -> paths.add(call.path()));
            assertThat(shown).extracting(Object::toString).noneMatch(text -> text.contains("canary"));
        }
        assertThat(requests)
                .anyMatch(request -> all(request).contains("canary-chap"))
                .anyMatch(request -> all(request).contains("canary-back"))
                .anyMatch(request -> request.path().contains("/credentials/" + AlletraFixture.KEY));
        assertThat(paths).contains("/api/v1/credentials/[redacted]");
    }
}
