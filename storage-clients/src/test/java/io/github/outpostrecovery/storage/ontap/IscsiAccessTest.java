package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IscsiAccessTest {
    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;

    private AccessReport answered() {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(BOOT, DATA));
        assertThat(answer).isInstanceOf(Answer.Answered.class);
        return ((Answer.Answered<AccessReport>) answer).value();
    }

    private ArrayFailure unanswered() {
        Answer<AccessReport> answer = fixture.iscsi().access(Set.of(BOOT, DATA));
        assertThat(answer).isInstanceOf(Answer.Unanswered.class);
        return ((Answer.Unanswered<AccessReport>) answer).failure();
    }

    @Test
    void access_when_igroupIsMapped_showsEveryPath() {
        fixture.privateIgroup();

        AccessObject through = new AccessObject("web-01-uuid", "web-01");
        assertThat(answered().paths())
                .containsExactlyInAnyOrder(
                        new AccessPath(BOOT, new LunId(0), VICTIM, through),
                        new AccessPath(DATA, new LunId(5), VICTIM, through));
    }

    @Test
    void access_when_lunsAreNotMapped_isAnEmptyAnswer() {
        ontap.lun(BOOT.value());
        ontap.lun(DATA.value());

        assertThat(answered().paths()).isEmpty();
        assertThat(answered().volumes()).containsExactlyInAnyOrder(BOOT, DATA);
    }

    @Test
    void access_when_aLunDoesNotExist_isUnansweredAndNotEmpty() {
        fixture.privateIgroup();
        ontap.collection(OntapVolumes.LUNS).removeLast();

        assertThat(unanswered().kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void access_when_igroupsAreNestedThreeDeep_findsTheInitiatorAtTheBottom() {
        fixture.privateIgroup();
        ontap.igroup("rack");
        ontap.igroup("site");
        ontap.nest("rack", "web-01");
        ontap.nest("site", "rack");
        ontap.collection("/api/protocols/san/lun-maps").clear();
        ontap.map(BOOT.value(), "site", 3);

        assertThat(answered().paths())
                .containsExactly(new AccessPath(BOOT, new LunId(3), VICTIM, new AccessObject("site-uuid", "site")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"igroups", "parent_igroups"})
    void access_when_onlyOneEndTellsOfTheNesting_findsTheInitiator(String forgotten) {
        fixture.privateIgroup();
        ontap.igroup("site");
        ontap.nest("site", "web-01");
        ontap.igroupNamed("site").remove(forgotten);
        ontap.igroupNamed("web-01").remove(forgotten);
        ontap.collection("/api/protocols/san/lun-maps").clear();
        ontap.map(BOOT.value(), "site", 3);

        assertThat(answered().initiatorsOf(BOOT)).containsExactly(VICTIM);
    }

    @Test
    void access_when_nestingIsACycle_ends() {
        fixture.privateIgroup();
        ontap.igroup("site");
        ontap.nest("site", "web-01");
        ontap.nest("web-01", "site");

        assertThat(answered().initiatorsOf(BOOT)).containsExactly(VICTIM);
    }

    @Test
    void access_when_onlyTheMapListsTheInitiator_believesIt() {
        fixture.privateIgroup();
        ObjectNode map = ontap.collection("/api/protocols/san/lun-maps").getFirst();
        map.withObject("igroup").putArray("initiators").add(OTHER.value().toUpperCase(java.util.Locale.ROOT));

        assertThat(answered().initiatorsOf(BOOT)).containsExactlyInAnyOrder(VICTIM, OTHER);
    }

    @Test
    void access_when_igroupHoldsFibreChannelPorts_listsThemToo() {
        fixture.privateIgroup();
        ontap.igroup("fc", "20:00:00:50:56:B4:13:A8");
        ontap.map(BOOT.value(), "fc", 1);

        assertThat(answered().initiatorsOf(BOOT))
                .containsExactlyInAnyOrder(VICTIM, Initiator.parse("20:00:00:50:56:b4:13:a8"));
    }

    @Test
    void access_when_pagesAreShort_readsThemAll() {
        fixture.privateIgroup();
        for (int number = 0; number < 7; number++) {
            ontap.igroup("g" + number, "iqn.2006-03.com.x:host" + number);
            ontap.map(BOOT.value(), "g" + number, number + 10);
        }
        ontap.pagesOf(2);

        assertThat(answered().initiatorsOf(BOOT)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/protocols/san/lun-maps", "/api/protocols/san/igroups"})
    void access_when_aLaterPageFails_isUnanswered(String collection) {
        fixture.privateIgroup();
        ontap.igroup("second", OTHER.value());
        ontap.map(BOOT.value(), "second", 1);
        ontap.pagesOf(1);
        ontap.when(
                request -> request.path().equals(collection)
                        && String.valueOf(request.uri()).contains("start="),
                request -> RestResponse.json(503, ""));

        assertThat(unanswered().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"records\":{}}",
                "{\"records\":[],\"num_records\":1}",
                "{\"records\":[],\"_links\":{\"next\":{}}}",
                "{\"records\":[],\"_links\":{\"next\":{\"href\":\"https://evil.example/api/x\"}}}",
                "{\"records\":[{}],\"num_records\":1}",
                "{\"records\":[],\"error\":{\"code\":\"1\"}}",
                "{\"records\":[",
            })
    void access_when_aPageMakesNoSense_isUnanswered(String body) {
        fixture.privateIgroup();
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/protocols/san/lun-maps"), request -> RestResponse.json(200, body));

        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_thePagesGoInCircles_isUnanswered() {
        fixture.privateIgroup();
        ontap.when(
                FakeOntap.to(HttpMethod.GET, "/api/protocols/san/igroups"),
                request -> RestResponse.json(
                        200,
                        "{\"records\":[],\"_links\":{\"next\":{\"href\":\"/api/protocols/san/igroups?start=1\"}}}"));

        assertThat(unanswered().detail()).contains("come to an end");
    }

    @Test
    void access_when_anIgroupIsSpokenOfAndNotListed_isUnanswered() {
        fixture.privateIgroup();
        ontap.igroupNamed("web-01").withArray("igroups").addObject().put("uuid", "unknown");
        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);

        ontap.igroupNamed("web-01").remove("igroups");
        ontap.map(DATA.value(), "unlisted", 1);
        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_aMapHasNoNumber_isUnanswered() {
        fixture.privateIgroup();
        ontap.collection("/api/protocols/san/lun-maps").getFirst().remove("logical_unit_number");

        assertThat(unanswered().kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_credentialsAreRefused_isUnauthorised() {
        ontap.when(request -> true, request -> FakeOntap.error(401, "6"));

        assertThat(unanswered().kind()).isEqualTo(Kind.UNAUTHORISED);
        assertThat(unanswered().code()).isEqualTo("6");
    }

    @Test
    void reads_when_sent_nameTheClientTheFieldsAndTheSvm() {
        fixture.privateIgroup();
        answered();

        assertThat(fixture.transport.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("X-Dot-Client-App", "outpost-recovery");
            assertThat(FakeOntap.parameters(request))
                    .containsKey("fields")
                    .containsEntry("max_records", "1000")
                    .containsEntry("svm.name", FakeOntap.SVM);
        });
        assertThat(fixture.writes()).isEmpty();
    }
}
