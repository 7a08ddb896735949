package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.DATA;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.failure;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final Predicate<RestRequest> MAPPINGS = FakePowerStore.to(HttpMethod.GET, "/host_volume_mapping");

    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    /** Seven hosts on one volume. */
    @BeforeEach
    void site() {
        fixture.volumes();
        for (int number = 1; number <= 7; number++) {
            dell.host("h" + number, "iSCSI", "iqn.2006-03.com.amazon.aws:h" + number);
            dell.map(BOOT.value(), "h" + number, number);
        }
    }

    private Answer<AccessReport> access() {
        return fixture.iscsi().access(Set.of(BOOT, DATA));
    }

    private static boolean isFurther(RestRequest request) {
        return FakePowerStore.parameters(request).containsKey("offset");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8})
    void rows_when_theyAreOnSeveralPages_areAllRead(int size) {
        dell.pagesOf(size);

        assertThat(value(access()).initiatorsOf(BOOT))
                .extracting(Initiator::value)
                .containsExactlyInAnyOrder(
                        "iqn.2006-03.com.amazon.aws:h1",
                        "iqn.2006-03.com.amazon.aws:h2",
                        "iqn.2006-03.com.amazon.aws:h3",
                        "iqn.2006-03.com.amazon.aws:h4",
                        "iqn.2006-03.com.amazon.aws:h5",
                        "iqn.2006-03.com.amazon.aws:h6",
                        "iqn.2006-03.com.amazon.aws:h7");
    }

    @Test
    void page_when_aLaterOneFails_makesTheWholeAnswerUnanswered() {
        dell.pagesOf(3);
        dell.when(MAPPINGS.and(PagingTest::isFurther), request -> RestResponse.json(503, ""));

        assertThat(failure(access()).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void page_when_itIsPartialAndDoesNotSayOfWhat_isNoAnswer() {
        dell.when(MAPPINGS, request -> RestResponse.json(206, "[]"));

        assertThat(failure(access()).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @ParameterizedTest
    @CsvSource({"0-1/7, 3", "1-3/7, 3", "0-2/3x, 3", "0-2/*, 3", "0-6/7, 3", "0-2/2, 3"})
    void page_when_itsRangeIsNotWhatItHolds_isNoAnswer(String range, int rows) {
        String row = "{\"id\":\"m%d\",\"host_id\":\"" + FakePowerStore.idOf("h1") + "\",\"volume_id\":\""
                + FakePowerStore.idOf(BOOT.value()) + "\",\"logical_unit_number\":1}";
        StringBuilder body = new StringBuilder("[");
        for (int number = 0; number < rows; number++) {
            body.append(number == 0 ? "" : ",").append(row.formatted(number));
        }
        dell.when(MAPPINGS, request -> FakePowerStore.partial(body + "]", range));

        assertThat(failure(access()).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void collection_when_aRowGoesAndAnotherComesBetweenPages_isReadAnew() {
        dell.pagesOf(3);
        dell.once(MAPPINGS.and(PagingTest::isFurther), request -> {
            // The total stays: without an overlap the row that moved up would be missed.
            dell.rows("/host_volume_mapping").removeFirst();
            dell.map(DATA.value(), "h1", 9);
            return dell.apply(request);
        });

        AccessReport report = value(access());
        assertThat(report.initiatorsOf(BOOT))
                .extracting(initiator -> initiator.value().replaceAll(".*:", ""))
                .containsExactlyInAnyOrder("h2", "h3", "h4", "h5", "h6", "h7");
        assertThat(report.initiatorsOf(DATA)).hasSize(1);
    }

    @Test
    void collection_when_itsTotalChangesBetweenPages_isReadAnew() {
        dell.pagesOf(3);
        dell.once(MAPPINGS.and(PagingTest::isFurther), request -> {
            dell.map(DATA.value(), "h1", 9);
            return dell.apply(request);
        });

        assertThat(value(access()).initiatorsOf(DATA)).hasSize(1);
        assertThat(fixture.transport.requests())
                .filteredOn(request -> MAPPINGS.test(request) && !isFurther(request))
                .hasSize(2);
    }

    @Test
    void collection_when_itEndsBeforeTheNextPage_isReadAnew() {
        dell.pagesOf(3);
        dell.once(MAPPINGS.and(PagingTest::isFurther), request -> {
            dell.rows("/host_volume_mapping").subList(2, 7).clear();
            return dell.apply(request);
        });

        assertThat(value(access()).initiatorsOf(BOOT)).hasSize(2);
    }

    @Test
    void collection_when_itNeverStandsStill_isNoAnswer() {
        dell.pagesOf(3);
        dell.when(MAPPINGS.and(PagingTest::isFurther), request -> FakePowerStore.error(416, "0xE04040010005"));

        assertThat(failure(access()))
                .satisfies(failure -> assertThat(failure.detail()).contains("changed while it was read"));
    }

    @Test
    void firstPage_when_itIsPastTheEnd_isNoAnswer() {
        dell.when(MAPPINGS, request -> FakePowerStore.error(416, "0xE04040010005"));

        assertThat(failure(access()).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "[{}]", "[{\"id\":\"a\"},{\"id\":\"a\"}]", "null", "<html>"})
    void page_when_itMakesNoSense_isNoAnswer(String body) {
        dell.when(MAPPINGS, request -> RestResponse.json(200, body));

        assertThat(failure(access()).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void everyRead_when_sent_selectsItsFields() {
        assertThat(access()).isInstanceOf(Answer.Answered.class);

        assertThat(fixture.transport.requests())
                .allMatch(request -> FakePowerStore.parameters(request).containsKey("select"));
    }
}
