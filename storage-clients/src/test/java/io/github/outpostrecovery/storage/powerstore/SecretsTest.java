package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.PASSWORD;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.fence;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.grant;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.move;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.swap;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.outpostrecovery.core.array.ChapCredentials;
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

    private static RestResponse echo(int status, RestRequest request) {
        return RestResponse.json(
                status,
                "{\"messages\":[{\"code\":\"0xE0A0FFFF0001\",\"message_l10n\":" + TextNode.valueOf(all(request))
                        + "}]}");
    }

    /** Every way to fail that gives back what came in. */
    private static List<ScriptedTransport.Script> echoes() {
        return List.of(
                request -> echo(400, request),
                request -> echo(401, request),
                request -> echo(403, request),
                request -> echo(422, request),
                request -> echo(500, request),
                request -> RestResponse.json(200, all(request)),
                request -> RestResponse.json(200, "[{\"id\":" + TextNode.valueOf(all(request)) + "}]"),
                request -> {
                    throw new IOException(all(request));
                });
    }

    @Test
    void everything_when_arrayEchoesItsInput_showsNoSecret() {
        for (ScriptedTransport.Script echo : echoes()) {
            PowerStoreFixture fixture = new PowerStoreFixture();
            fixture.ownHost();
            fixture.dell.rows("/initiator").clear();
            List<Object> shown = new ArrayList<>();
            ChapCredentials chap = new ChapCredentials(
                    "web", new Secret(CHAP), Optional.of(new ChapCredentials.Mutual("array", new Secret(BACK))));
            PowerStoreArray array = fixture.iscsi();
            // First only the writes fail, so that the requests with the secrets in them are reached at all.
            fixture.dell.when(PowerStoreFixture::changes, echo);
            shown.add(array.grant(with(grant(FRESH, swap("web-01")), chap)));
            shown.add(array.grant(with(grant(FRESH, move("web-01")), chap)));
            shown.add(array.revoke(fence(VICTIM)));
            // Then everything but the log-in, then that too.
            fixture.dell.when(request -> !request.path().endsWith("/login_session"), echo);
            ask(array, fixture, chap, shown);
            fixture.dell.when(request -> true, echo);
            ask(array, fixture, chap, shown);
            ask(fixture.iscsi(), fixture, chap, shown);
            array.close();
            shown.addAll(fixture.heard);
            shown.addAll(fixture.transport.requests());

            String basic = Base64.getEncoder().encodeToString(("u:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            assertThat(fixture.transport.requests())
                    .anyMatch(request -> all(request).contains(CHAP))
                    .anyMatch(request -> all(request).contains(basic))
                    .anyMatch(request -> all(request).contains(FakePowerStore.TOKEN))
                    .anyMatch(request -> all(request).contains(FakePowerStore.COOKIE));
            assertThat(shown)
                    .extracting(Object::toString)
                    .noneMatch(text -> text.contains("canary") || text.contains(basic));
        }
    }

    private static void ask(
            PowerStoreArray array, PowerStoreFixture fixture, ChapCredentials chap, List<Object> shown) {
        shown.add(array.access(Set.of(BOOT)));
        shown.add(array.sessions(Set.of(VICTIM)));
        shown.add(array.activity(Set.of(BOOT)));
        shown.add(array.portals(Set.of(BOOT)));
        shown.add(array.route(VICTIM, Set.of(BOOT)));
        shown.add(array.revoke(fence(VICTIM)));
        shown.add(array.grant(with(grant(FRESH, swap("web-01")), chap)));
        shown.add(fixture.inventory(Protocol.ISCSI).volumes());
        shown.add(fixture.inventory(Protocol.ISCSI).clone(BOOT, BOOT));
        shown.add(array.toString());
        shown.add(chap);
    }
}
