package io.github.outpostrecovery.lab.flasharray;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final String TOKEN = "x-next-token";

    private final FlashArraySite site = new FlashArraySite();

    @Test
    void page_isAsLongAsTheArrayWants_whateverTheClientAsksFor() {
        site.array.change(settings -> settings.withPageLimit(2));
        Answer first = site.get("volumes?limit=1000&total_item_count=true");

        assertThat(first.items()).hasSize(2);
        assertThat(first.headers()).containsKey(TOKEN);
        assertThat(first.body().path("more_items_remaining").asBoolean()).isTrue();
        assertThat(first.body().path("total_item_count").asInt()).isEqualTo(5);
        assertThat(site.all("volumes"))
                .extracting(row -> row.path("name").asText())
                .containsExactly("ns", "shared", "spare", "web-01-boot", "web-01-data-1");
    }

    @Test
    void lastPage_hasNoToken_evenIfItIsFull() {
        Answer all = site.get("volumes?limit=5");

        assertThat(all.items()).hasSize(5);
        assertThat(all.headers()).doesNotContainKey(TOKEN);
        assertThat(all.body().has("continuation_token")).isFalse();
        assertThat(all.body().path("more_items_remaining").asBoolean(true)).isFalse();
        assertThat(all.body().has("total_item_count")).isFalse();
    }

    @Test
    void limitOfZero_countsOnly() {
        Answer count = site.get("volumes?limit=0&total_item_count=true&filter=name%3D%27web*%27");

        assertThat(count.items()).isEmpty();
        assertThat(count.body().path("total_item_count").asInt()).isEqualTo(2);
        assertThat(count.headers()).doesNotContainKey(TOKEN);
    }

    @Test
    void nextPage_startsAfterTheLastRecord_evenIfThatHasGone() {
        Answer first = site.get("volumes?limit=3");
        site.patch("volumes?names=spare", "{\"destroyed\":true}");
        site.delete("volumes?names=spare");

        assertThat(site.get("volumes?limit=3&continuation_token=" + token(first))
                        .items())
                .extracting(row -> row.path("name").asText())
                .containsExactly("web-01-boot", "web-01-data-1");
    }

    @Test
    void token_isForItsOwnCollection() {
        Answer first = site.get("volumes?limit=1");

        assertThat(site.get("hosts?continuation_token=" + token(first)).status())
                .isEqualTo(400);
        assertThat(site.get("volumes?continuation_token=nonsense").status()).isEqualTo(400);
    }

    @Test
    void sortedRead_hasNoNextPage() {
        Answer sorted = site.get("volumes?limit=2&sort=name-");

        assertThat(sorted.items())
                .extracting(row -> row.path("name").asText())
                .containsExactly("web-01-data-1", "web-01-boot");
        assertThat(sorted.headers()).doesNotContainKey(TOKEN);
        assertThat(sorted.body().path("more_items_remaining").asBoolean()).isTrue();
        assertThat(site.get("volumes?sort=colour").status()).isEqualTo(400);
        assertThat(site.get("volumes?offset=4").item().path("name").asText()).isEqualTo("web-01-data-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts",
                "host-groups",
                "host-groups/hosts",
                "connections",
                "volumes",
                "volumes/performance",
                "hosts/performance",
                "hosts/performance/balance",
                "ports",
                "ports/initiators",
                "controllers",
                "network-interfaces",
                "arrays",
                "sessions"
            })
    void everyCollection_givesShortPages_onOrder(String collection) {
        List<JsonNode> whole = site.all(collection);
        assertThat(whole).isNotEmpty();
        order(new RestFault.ShortPage(0));
        Answer empty = site.get(collection);
        assertThat(empty.items()).isEmpty();
        assertThat(empty.headers()).containsKey(TOKEN);
        site.rest.clear("page");
        assertThat(site.get(collection + "?continuation_token=" + token(empty)).items())
                .isEqualTo(whole);

        order(new RestFault.IncompletePage(0));
        Answer broken = site.get(collection);
        site.rest.clear("page");
        Answer rest = site.get(collection + "?continuation_token=" + token(broken));
        assertThat(rest.status()).isEqualTo(500);
        assertThat(rest.message()).isNotEmpty();
    }

    @Test
    void shortPages_leadToTheEnd_whenOrderedAgainAndAgain() {
        order(new RestFault.ShortPage(1));

        assertThat(site.all("ports/initiators")).hasSize(6);
    }

    private void order(RestFault fault) {
        site.rest.arm(new FaultRule("page", RequestPattern.of("GET", ""), Occurrences.always(), fault));
    }

    private static String token(Answer answer) {
        return URLEncoder.encode(answer.header(TOKEN).orElseThrow(), StandardCharsets.UTF_8);
    }
}
