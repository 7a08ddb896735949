package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.fence;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.grant;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.move;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.swap;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final String CHAP = "canary-of-chap";
    private static final String BACK = "canary-of-mutual-chap";

    private static String all(RestRequest request) {
        return request.headers() + " " + request.body().orElse("");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static ScriptedTransport.Script errorOf(int status) {
        return request -> RestResponse.json(
                status,
                "{\"errors\":[{\"message\":\"" + quoted(all(request)) + "\",\"context\":\"" + quoted(all(request))
                        + "\"}]}");
    }

    /** Every way to fail that gives back what came in. */
    private static List<ScriptedTransport.Script> echoes() {
        return List.of(
                errorOf(400),
                errorOf(401),
                errorOf(500),
                errorOf(200),
                request -> RestResponse.json(200, all(request)),
                request -> RestResponse.json(200, "{\"items\":[{\"name\":\"" + quoted(all(request)) + "\"}]}"),
                request -> {
                    throw new IOException(all(request));
                });
    }

    private static List<Predicate<RestRequest>> targets() {
        return List.of(
                request -> request.body().isPresent(),
                request -> request.path().endsWith("/login"),
                request -> !request.path().endsWith("/login") && !request.path().endsWith("/api_version"),
                request -> !request.path().endsWith("/api_version"));
    }

    @Test
    void everything_when_theArrayEchoesItsInput_showsNoSecret() {
        ChapCredentials chap = new ChapCredentials(
                "web", new Secret(CHAP), Optional.of(new ChapCredentials.Mutual("array", new Secret(BACK))));
        for (ScriptedTransport.Script echo : echoes()) {
            for (Predicate<RestRequest> target : targets()) {
                FlashArrayFixture fixture = new FlashArrayFixture();
                fixture.privateHost();
                fixture.objects.host("web-02");
                fixture.fake.when(target, echo);
                List<Object> shown = new ArrayList<>();
                try (FlashArray array = fixture.iscsi();
                        ArrayInventory inventory = fixture.inventory(Protocol.ISCSI)) {
                    shown.add(array.grant(with(grant(FRESH, move("web-01")), chap)));
                    shown.add(array.grant(with(grant(FRESH, swap("web-02")), chap)));
                    shown.add(array.revoke(fence(VICTIM)));
                    shown.add(array.grant(with(grant(FRESH, swap("web-01")), chap)));
                    shown.add(array.access(Set.of(BOOT, DATA)));
                    shown.add(array.pathActivity(Set.of(VICTIM)));
                    shown.add(array.activity(Set.of(BOOT)));
                    shown.add(array.portals(Set.of(BOOT)));
                    shown.add(array.route(VICTIM, Set.of(BOOT)));
                    shown.add(inventory.volumes());
                    shown.add(inventory.clone(BOOT, DATA));
                    shown.add(array);
                    shown.add(array.toString());
                }
                shown.add(chap);
                shown.addAll(fixture.heard);
                shown.addAll(fixture.transport.requests());

                assertThat(fixture.transport.requests())
                        .anyMatch(request -> all(request).contains("canary"));
                assertThat(shown).extracting(Object::toString).noneMatch(text -> text.contains("canary"));
            }
        }
    }

    @Test
    void chap_when_itIsGranted_reallyTravels() {
        FlashArrayFixture fixture = new FlashArrayFixture();
        fixture.privateHost();
        fixture.objects.host("web-01");
        ChapCredentials chap = new ChapCredentials("web", new Secret(CHAP), Optional.empty());

        assertThat(fixture.iscsi()
                        .grant(with(grant(FRESH, swap("web-01")), chap))
                        .toString())
                .doesNotContain(CHAP);
        assertThat(fixture.transport.requests())
                .anyMatch(request -> all(request).contains(CHAP));
    }
}
