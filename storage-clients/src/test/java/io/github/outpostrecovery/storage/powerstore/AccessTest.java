package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.DATA;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.OTHER;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM_HOST;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.failure;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.fence;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.object;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.swap;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    @Test
    void access_when_hostIsAttached_isThroughTheHost() {
        fixture.ownHost();

        assertThat(fixture.access().paths())
                .containsExactlyInAnyOrder(
                        new AccessPath(BOOT, new LunId(0), VICTIM, object("web-01")),
                        new AccessPath(DATA, new LunId(5), VICTIM, object("web-01")));
    }

    @Test
    void access_when_groupIsAttached_listsEveryHostInIt() {
        fixture.sharedGroup();

        assertThat(fixture.access().paths())
                .contains(
                        new AccessPath(BOOT, new LunId(0), VICTIM, object("webs")),
                        new AccessPath(BOOT, new LunId(0), OTHER, object("webs")));
        assertThat(fixture.access().initiatorsOf(DATA)).containsExactlyInAnyOrder(VICTIM, OTHER);
    }

    @Test
    void access_when_namesAreSpelledInUpperCase_isTheSameName() {
        fixture.volumes();
        dell.host("web-01", "iSCSI", VICTIM.value().toUpperCase(java.util.Locale.ROOT));
        dell.map(BOOT.value(), "web-01", 0);

        assertThat(fixture.access().initiatorsOf(BOOT)).containsExactly(VICTIM);
    }

    @Test
    void access_when_overNvme_hasTheNamespaceId() {
        fixture.volumes();
        dell.host("web-01", "NVMe", VICTIM_HOST.value());
        dell.map(DATA.value(), "web-01", 3);

        assertThat(fixture.access().paths())
                .containsExactly(new AccessPath(DATA, new LunId(12), VICTIM_HOST, object("web-01")));
    }

    @Test
    void access_when_nothingIsAttached_isAnsweredAndEmpty() {
        fixture.volumes();

        assertThat(fixture.access().paths()).isEmpty();
    }

    @Test
    void access_when_aVolumeIsMissing_isNotFound() {
        dell.volume(BOOT.value());

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA)))).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(failure.detail()).contains(DATA.value());
        });
    }

    @Test
    void access_when_onlyASnapshotHasTheName_isNotFound() {
        fixture.ownHost();
        dell.named("/volume", DATA.value()).put("type", "Snapshot");

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"volume", "host", "host_group"})
    void access_when_somethingIsMetro_isRefusedAndSaysWhy(String what) {
        fixture.sharedGroup();
        switch (what) {
            case "volume" -> dell.named("/volume", DATA.value()).put("metro_replication_session_id", "session-1");
            case "host" -> dell.named("/host", "web-02").put("host_connectivity", "Metro_Optimize_Both");
            default -> dell.named("/host_group", "webs").put("host_connectivity", "Metro_Optimize_Local");
        }

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA)))).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.detail()).contains("metro").contains("other cluster");
        });
        assertThat(failure(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA))).kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void access_when_aMappingLeadsToAHostThatIsNotListed_isNoAnswer() {
        fixture.ownHost();
        dell.rows("/host").clear();

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_groupAndHostsDisagree_isNoAnswer() {
        fixture.sharedGroup();
        dell.when(
                request -> FakePowerStore.parameters(request).containsKey("host_group_id"),
                request -> RestResponse.json(200, "[]"));

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'m','volume_id':'%s'}",
                "{'id':'m','volume_id':'%s','host_id':'h','host_group_id':'g'}",
                "{'id':'m','volume_id':'another','host_id':'h'}",
                "{'id':'m','host_id':'h'}"
            })
    void access_when_aMappingMakesNoSense_isNoAnswer(String row) {
        fixture.ownHost();
        dell.when(
                FakePowerStore.to(HttpMethod.GET, "/host_volume_mapping"),
                request -> RestResponse.json(
                        200, "[" + FakePowerStore.json(row.formatted(FakePowerStore.idOf(BOOT.value()))) + "]"));

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/volume", "/host_volume_mapping", "/host", "/host_group", "/initiator"})
    void access_when_onePartCannotBeRead_isUnanswered(String collection) {
        fixture.sharedGroup();
        dell.when(request -> request.path().equals("/api/rest" + collection), request -> RestResponse.json(500, ""));

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA))).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void access_when_aNumberIsOutOfRange_isNoAnswer() {
        fixture.ownHost();
        dell.rows("/host_volume_mapping").getFirst().put("logical_unit_number", 16384);

        assertThat(failure(fixture.iscsi().access(Set.of(BOOT, DATA))).kind()).isEqualTo(Kind.INCOMPREHENSIBLE);
    }

    @Test
    void access_when_aNameHasPunctuation_isAskedForByItself() {
        VolumeName odd = new VolumeName("boot(1)\"x");
        dell.volume(BOOT.value());
        dell.add("/volume", "{'id':'odd','type':'Primary','nsid':1}").put("name", odd.value());

        assertThat(value(fixture.iscsi().access(Set.of(BOOT, odd))).volumes()).contains(odd);
        assertThat(fixture.transport.requests())
                .extracting(request -> FakePowerStore.parameters(request).getOrDefault("name", ""))
                .contains("eq." + odd, "eq." + BOOT);
    }

    /** One request for each kind of thing; for identifiers as long as they are, a second one of mappings. */
    @Test
    void requests_when_volumesAreMany_areAsFewAsTheirNamesFitInto() {
        List<Integer> reads = new java.util.ArrayList<>();
        List<Integer> writes = new java.util.ArrayList<>();
        for (int count : List.of(1, 256)) {
            PowerStoreFixture site = new PowerStoreFixture();
            site.dell.host("web-01", "iSCSI", VICTIM.value());
            Set<VolumeName> volumes = new HashSet<>();
            for (int number = 0; number < count; number++) {
                site.dell.volume("vol-" + number);
                site.dell.map("vol-" + number, "web-01", number);
                volumes.add(new VolumeName("vol-" + number));
            }
            assertThat(site.iscsi()
                            .revoke(new RevokeOrder(Set.of(VICTIM), volumes))
                            .failures())
                    .isEmpty();
            writes.add(site.writes().size());
            reads.add(site.transport.requests().size() - site.writes().size());
            assertThat(site.transport.requests())
                    .allMatch(request -> request.uri().toString().length() < 8000);
            assertThat(value(site.iscsi().access(volumes)).paths()).isEmpty();
        }
        assertThat(writes).containsExactly(1, 1);
        assertThat(reads).containsExactly(5, 6);
    }

    @Test
    void route_when_theVictimIsAloneInItsHost_isASwap() {
        fixture.ownHost();

        assertThat(value(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA))))
                .isEqualTo(new GrantRoute(List.of(swap("web-01"))));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void route_when_theVictimsHostIsInAGroup_isASwapInItsOwnHost() {
        fixture.sharedGroup();

        assertThat(value(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA))))
                .isEqualTo(new GrantRoute(List.of(swap("web-01"))));
    }

    @Test
    void route_when_theHostIsShared_isAMoveWithItsSettings() {
        fixture.ownHost();
        dell.initiator("web-01", "iSCSI", OTHER.value());
        dell.named("/host", "web-01").put("os_type", "Windows");
        dell.rows("/initiator").getFirst().put("chap_single_username", "web").put("chap_mutual_username", "array");

        assertThat(value(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA))).legs())
                .containsExactly(new Move(
                        object("web-01"),
                        Map.of("os_type", "Windows", "host_connectivity", "Local_Only", "chap", "mutual"),
                        Map.of(BOOT, new LunId(0), DATA, new LunId(5))));
    }

    @Test
    void route_when_theVictimReachesNotAll_isNotFound() {
        fixture.ownHost();
        dell.rows("/host_volume_mapping").removeLast();

        assertThat(failure(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA)))).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(failure.detail()).contains(DATA.value());
        });
        assertThat(failure(fixture.iscsi().route(OTHER, Set.of(BOOT))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void route_when_theHostIsInternal_isRefused() {
        fixture.ownHost();
        dell.named("/host", "web-01").put("type", "Internal");

        assertThat(failure(fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA))).kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(fixture.iscsi().revoke(fence(VICTIM)).failures()).isNotEmpty();
        assertThat(fixture.writes()).isEmpty();
    }
}
