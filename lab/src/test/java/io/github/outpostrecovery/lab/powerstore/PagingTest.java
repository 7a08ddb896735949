package io.github.outpostrecovery.lab.powerstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import io.github.outpostrecovery.lab.powerstore.query.Absent;
import io.github.outpostrecovery.lab.powerstore.refusal.PowerStoreErrorStyle;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagingTest {
    private final SimulatedCluster site = new SimulatedCluster();
    private final FaultyRest rest = new FaultyRest(
            "array-d", site.array, new PowerStoreErrorStyle(), site.agenda, new CallLog(), Duration.ZERO);

    @Test
    void collection_isWhole_orPartial() {
        Answer whole = site.get("/volume");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.headers()).doesNotContainKey("Content-Range");

        Answer first = site.get("/volume?limit=4");
        assertThat(first.status()).isEqualTo(206);
        assertThat(first.rows()).hasSize(4);
        assertThat(first.headers()).containsEntry("Content-Range", "0-3/6");
        Answer last = site.get("/volume?limit=4&offset=4");
        assertThat(last.status()).isEqualTo(206);
        assertThat(last.headers()).containsEntry("Content-Range", "4-5/6");
        assertThat(site.get("/volume?offset=6").status()).isEqualTo(416);
        assertThat(site.get("/volume?name=eq.nobody&offset=1").status()).isEqualTo(416);
        assertThat(site.get("/volume?name=eq.nobody").status()).isEqualTo(200);
    }

    @Test
    void range_isAnotherWayToAsk() {
        Answer middle = range("2-3");
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.headers()).containsEntry("Content-Range", "2-3/6");
        assertThat(range("0-5").status()).isEqualTo(200);
        assertThat(range("6-7").status()).isEqualTo(416);
        assertThat(range("5-2").status()).isEqualTo(400);
        assertThat(range("many").status()).isEqualTo(400);
    }

    @Test
    void page_hasAHundredRows_ifNobodySays() {
        for (int number = 0; number < 120; number++) {
            assertThat(site.post("/volume/" + site.spare.id() + "/clone", "{\"name\":\"c" + number + "\"}")
                            .status())
                    .isEqualTo(200);
        }
        Answer first = site.get("/volume?select=name");
        assertThat(first.rows()).hasSize(100);
        assertThat(first.headers()).containsEntry("Content-Range", "0-99/126");
        assertThat(site.all("/volume?select=name")).hasSize(126).doesNotHaveDuplicates();

        site.array.change(settings -> settings.with().answers(2, Absent.NULL).done());
        assertThat(site.get("/host").rows()).hasSize(2);
        assertThat(site.all("/host")).hasSize(4);
    }

    @Test
    void shortPage_isContinued() {
        arm(new RestFault.ShortPage(1));
        Answer first = read("/host?select=name");
        assertThat(first.status()).isEqualTo(206);
        assertThat(first.headers()).containsEntry("Content-Range", "0-0/4");
        assertThat(read("/host?select=name&offset=1").rows()).hasSize(3);

        arm(new RestFault.ShortPage(0));
        Answer empty = read("/host?select=name");
        assertThat(empty.status()).isEqualTo(206);
        assertThat(empty.headers()).containsEntry("Content-Range", "*/4");
        assertThat(read("/host?select=name").rows()).hasSize(4);
    }

    @Test
    void incompletePage_cannotBeContinued_untilItIsReadAnew() {
        arm(new RestFault.IncompletePage(1));
        assertThat(read("/host?select=name").rows()).hasSize(1);

        assertThat(read("/host?select=name&offset=1").status()).isEqualTo(500);
        assertThat(read("/host?select=name&offset=1&limit=1").status()).isEqualTo(500);
        assertThat(read("/volume?offset=1").status()).isEqualTo(206);
        assertThat(read("/host?select=name").rows()).hasSize(4);
        assertThat(read("/host?select=name&offset=1").status()).isEqualTo(206);
    }

    @Test
    void incompletePage_withoutARow_failsOnce() {
        arm(new RestFault.IncompletePage(0));
        assertThat(read("/host").headers()).containsEntry("Content-Range", "*/4");

        assertThat(read("/host").status()).isEqualTo(500);
        assertThat(read("/host").status()).isEqualTo(200);
    }

    @Test
    void incompletePage_surivesASave() {
        arm(new RestFault.IncompletePage(1));
        read("/host");

        assertThat(site.array.save().brokenPages()).hasSize(1);
    }

    private void arm(RestFault fault) {
        rest.clear("fault");
        rest.arm(new FaultRule("fault", RequestPattern.of("GET", "/api/rest/host"), Occurrences.nth(1), fault));
    }

    private Answer read(String target) {
        return SimulatedCluster.send(rest, RestRequest.of("GET", "/api/rest" + target, site.credentials(), ""));
    }

    private Answer range(String range) {
        Map<String, String> headers = new LinkedHashMap<>(site.credentials());
        headers.put("Range", range);
        return site.send("GET", "/volume", "", headers);
    }
}
